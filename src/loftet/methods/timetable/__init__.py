"""Timetables of one-to-one meetings: most and most wanted meetings, then fairness, then few gaps.

Slots and tables count from 1. The hard rules and the three objectives are those of `solve`.
"""
