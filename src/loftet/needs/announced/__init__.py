"""Announced on Doffin: agreements and competitions of the region, and what others plan."""
