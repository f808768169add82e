"""Disputes about a firm: somebody says that it is theirs, and a facilitator decides."""
