"""Tasks for when a matter has been decided, by which function, and by when."""
