"""The lists of municipalities and of indicators."""
