"""Rows that a coordinator writes in for others from a call, an e-mail or paper; confirmed by a letter."""
