"""The inbox, what is followed, what is wished for, and the switch in the letter."""
