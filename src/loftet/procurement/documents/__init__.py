"""Documents and notice texts that are made from a procurement."""
