"""Coverage: gaps, age and uncertainty of figures, and the figures that would help most."""
