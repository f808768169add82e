"""Tags of `core`."""
