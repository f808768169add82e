"""Challenges that the places of a region share."""
