"""Matches: which solutions may answer which needs, why, and what both sides say to it."""
