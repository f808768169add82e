"""Actions on a supplier, and on the account of who signs one up."""
