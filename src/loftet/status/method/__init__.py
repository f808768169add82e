"""The method of a status, in words for readers."""
