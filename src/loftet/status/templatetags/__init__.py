"""Tags of the pages of status."""
