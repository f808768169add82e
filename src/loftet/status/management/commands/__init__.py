"""Commands: what municipalities and readers write about figures."""
