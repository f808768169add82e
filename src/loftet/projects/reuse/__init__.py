"""The offer of a finished project to others, and who should take it over."""
