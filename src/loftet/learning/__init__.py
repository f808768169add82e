"""Learning: what others have done and how it went, and short courses."""
