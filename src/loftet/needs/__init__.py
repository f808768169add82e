"""Needs: what municipalities want to become different."""
