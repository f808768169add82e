"""A joint purchase on its page: what is pledged, from where it pays, what each buyer gains."""
