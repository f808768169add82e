"""Documents that are made from a procurement, as Word and PDF, and the texts of its notice on Doffin."""
