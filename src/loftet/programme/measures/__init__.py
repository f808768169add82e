"""Measures of the programme itself in a cohort: where it began, where it is, its aims."""
