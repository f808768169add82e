"""One search over all that the site has: the index, who may see what it finds, and in which order."""
