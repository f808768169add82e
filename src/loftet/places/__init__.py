"""Municipalities, counties and regions as rows that others can point to."""
