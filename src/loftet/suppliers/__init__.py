"""Suppliers: a firm as a register knows it, signed up, confirmed, and who acts for it."""
