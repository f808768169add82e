"""Firms that a coordinator writes in while on the telephone; the firm publishes from a letter, or deletes."""
