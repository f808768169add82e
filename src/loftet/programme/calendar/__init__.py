"""The calendar of a cohort: days that are set, moved and cancelled, and the days that each year brings."""
