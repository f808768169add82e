"""Needs: what municipalities want to become different, and the agreements that run out."""
