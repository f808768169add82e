"""Studies, what is computed from them, and the dated editions that pages read."""
