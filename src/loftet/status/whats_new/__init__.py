"""Changes from one edition to the next, in all and for one place."""
