"""What happens to the tables of `core`."""
