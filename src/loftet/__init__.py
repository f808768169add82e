"""Løftet: the open platform for Bærekraftsløftet."""

__version__ = "0.1.0"
