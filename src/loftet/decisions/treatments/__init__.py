"""Treatments of a matter: planned, moved, called off, recorded, corrected, decided by delegation."""
