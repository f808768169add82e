"""The front page's part of an edition."""
