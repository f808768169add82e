"""Meeting places of municipalities, firms and others: planned, announced, registered for, and held."""
