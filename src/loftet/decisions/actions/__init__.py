"""Actions of bodies and their meetings, to matters, and to how they are treated."""
