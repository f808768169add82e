"""Figures that a municipality keeps itself: read from a file, looked at, kept with source."""
