"""Agreements: the calendar of those that run out, so that neighbours can buy together."""
