"""One indicator: its page, its chart and map, and what other sites embed."""
