"""Queries about bodies and matters: how they stand, what waits, what does not fit."""
