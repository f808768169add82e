"""A region: shared challenges, and how its municipalities differ."""
