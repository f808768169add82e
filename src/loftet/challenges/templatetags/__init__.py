"""Tags of the pages of challenges."""
