"""Error reports: a reader says that a figure is wrong, and who owns the figure answers."""
