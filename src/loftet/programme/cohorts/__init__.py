"""Cohorts: begun, changed, invited to, and how all in one stand."""
