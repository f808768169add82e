"""What can happen to bodies and their meetings, to matters, and to how they are treated."""
