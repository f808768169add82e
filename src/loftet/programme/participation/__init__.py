"""A municipality in a cohort: where it stands, by which decision, and who is with it."""
