"""Work in a municipality on one page: who has work, how, and what is not known."""
