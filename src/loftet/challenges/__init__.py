"""Shared challenges that people have picked from the figures, or reported beside them."""
