"""Text files of rows and of keys, read with the line of each thing."""
