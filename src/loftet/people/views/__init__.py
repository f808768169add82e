"""Signing in, a person's own page, and the people of an organisation."""
