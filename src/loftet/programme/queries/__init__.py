"""What do we know of the programme: who takes part, what is open, what it takes, what comes of it."""
