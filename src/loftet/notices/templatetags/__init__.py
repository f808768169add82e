"""The button by which a thing is followed."""
