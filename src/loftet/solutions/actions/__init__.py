"""Actions on a supplier, a solution, and the places where it is in use."""
