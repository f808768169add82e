"""Health of the site: the checks, and who is told."""
