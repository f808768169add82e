"""Phases of a cohort, and the checklists of their municipalities."""
