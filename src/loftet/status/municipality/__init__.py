"""A municipality: its page, its figures, its sheet, and each goal there."""
