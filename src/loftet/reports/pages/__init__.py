"""The pages of reports: those of a place with its template, and one report."""
