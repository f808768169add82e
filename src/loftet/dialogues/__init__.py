"""The same for all in a market dialogue: public questions, what was handed over, and the open summary."""
