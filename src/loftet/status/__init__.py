"""The pages of status, read from an edition."""
