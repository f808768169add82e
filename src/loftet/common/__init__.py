"""Figures and words in templates; no models."""
