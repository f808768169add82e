"""A municipality or a region on a large screen: a few slides on one page."""
