"""Doffin: what public buyers announce, found by day and kind of purchase.

The interface is version 2, NLOD 2.0, and wants a key of one's own. Its description was not read here: names
of parameters and fields are those of public code of 2026. It ignores a parameter that it does not know, with
200 and every notice there is, so that each answer is checked against what was asked. Only what an
organisation announces is read: no contact person, no text, and of who won only names that are plainly those
of firms.
"""
