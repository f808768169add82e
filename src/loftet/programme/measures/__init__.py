"""What the programme measures of itself in a cohort: where it began, where it is, its aims."""
