"""Løftet: the open platform for Bærekraftsløftet."""

__version__ = "0.2.0"
