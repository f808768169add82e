"""Who decides what: bodies and their meetings, matters and how they are treated."""
