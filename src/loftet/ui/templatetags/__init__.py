"""Template tags of figures, signs and icons."""
