"""Comments: what a municipality says of its own figures, beside them in every edition."""
