"""Settings, addresses, the front page, and what all pages share."""
