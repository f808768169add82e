"""Hours: planned for a role and a year, written on a day, added up for a municipality and a cohort."""
