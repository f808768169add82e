"""The pages of matches: one match, the list of one's own with its file, and the draw of three."""
