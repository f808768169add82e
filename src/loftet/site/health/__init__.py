"""Whether the site is well: what is checked, and who is told."""
