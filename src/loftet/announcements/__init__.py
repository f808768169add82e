"""Announcements: agreements and competitions of the region on Doffin, and what others plan to buy."""
