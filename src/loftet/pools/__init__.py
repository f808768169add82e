"""Pools: needs of several municipalities that are bought together, and what it takes before it pays."""
