"""Reports that a council can adopt: what they say, and how they are written as Word and PDF."""
