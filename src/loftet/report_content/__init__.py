"""The content of a report about a place or a matter: sentences, tables and drawings, read from an edition."""
