"""Queries of people: what they act as, who has a role, what was done."""
