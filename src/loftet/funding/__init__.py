"""Money from others: schemes as dated rows, and which of them fit which work."""
