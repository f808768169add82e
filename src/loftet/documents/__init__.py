"""Documents of sections, tables and drawings, and how they are written as Word and PDF."""
