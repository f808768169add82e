"""Thin faces: one file for each kind of page."""
