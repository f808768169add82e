"""Backup and restore: one archive of the database, the editions and the media of a site."""
