"""Adopted targets: what a municipality has decided that a figure is to become, and by when."""
