"""Users, known by an e-mail address."""
