"""Joint projects: what is expected of them, who takes part, and whether the figures moved."""
