"""The offer of a finished project to others, who has taken it over, and who should next."""
