"""The timetable of one-to-one meetings: solved, mended by hand, released, and printed."""
