"""Actions on events: planned, announced, moved, cancelled; teams registered and changed."""
