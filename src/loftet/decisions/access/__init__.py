"""A record handed out on an access request: one file to read, the same as data, and its line in the log."""
