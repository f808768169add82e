"""Bodies and their meetings, matters and how they are treated."""
