"""The agreement calendar: which framework agreements of a region expire when."""
