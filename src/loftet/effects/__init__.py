"""Effects that were expected of a figure before the work began, and what each edition says of them."""
