"""Courses of twenty minutes: read, look at own figures, one task, and a check."""
