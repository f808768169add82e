"""Contracts: what was promised, until when, and whether it holds."""
