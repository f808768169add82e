"""Sentences that several pages share; those of one page are in its own folder."""
