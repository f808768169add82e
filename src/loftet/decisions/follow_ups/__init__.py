"""What is to be done when a matter has been decided, by which function, and by when."""
