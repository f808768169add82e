"""An hour for a small municipality: six steps from the status to the case paper."""
