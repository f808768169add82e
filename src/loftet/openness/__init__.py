"""What the public may see: by which paragraph a text is withheld, and a record handed out on a request."""
