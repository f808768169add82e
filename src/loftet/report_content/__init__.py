"""What a report says of a place or a matter: read from an edition, as sentences, tables and drawings."""
