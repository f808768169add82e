"""The partnership at work: cohorts, phases, who takes part, hours, and what comes of it."""
