"""Money from others: schemes as dated rows, which of them fit a project, and applications."""
