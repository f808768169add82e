"""After an event: its evaluation, and what came of it, asked by letter or in one's list, and counted."""
