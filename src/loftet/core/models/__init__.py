"""The tables of `core`: one noun a file."""
