"""Focus areas: challenges that several municipalities of a region work on together, and who leads."""
