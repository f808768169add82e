"""Guidance of a municipality: talks that it books, the next step with its day, and who is stuck."""
