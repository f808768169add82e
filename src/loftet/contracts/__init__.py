"""Contracts: what was promised, until when, and whether it holds; and what the supplier tells once a year."""
