"""Commands of Django about figures."""
