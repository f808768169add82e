"""Starts a site: asks for its settings, writes them, and makes what a site needs."""
