"""Notices: what people follow, what waits for them, and what they are told."""
