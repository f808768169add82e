"""Commands for operators of the site."""
