"""Minutes of an event, approved and then frozen, with decisions, and actions that wait for somebody."""
