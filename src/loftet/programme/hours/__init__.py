"""Hours: one number a half-year, added up for a municipality and a cohort."""
