"""Access to records: paragraphs by which a text is withheld, and files handed out on a request."""
