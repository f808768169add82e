"""Codes and names of places over time, regions and slugs; reads `catalogue/places` and nothing else."""
