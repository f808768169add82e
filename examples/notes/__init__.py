"""Notes: a toy app with one of everything."""
