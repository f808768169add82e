"""Queries of the programme: cohorts, where municipalities stand, phases, how all of it stands."""
