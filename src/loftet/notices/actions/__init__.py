"""The actions: people are notified, follow things, and choose what they are notified of."""
