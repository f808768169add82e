"""The picture that others show when a page is shared: 1200 × 630 pixels, drawn here."""
