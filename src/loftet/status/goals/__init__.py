"""The seventeen goals, and each of them over all municipalities."""
