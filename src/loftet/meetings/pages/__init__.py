"""The pages of events: the list, one event, planning it, registering, the people, and as a calendar."""
