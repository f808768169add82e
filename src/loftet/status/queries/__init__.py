"""Queries of the pages of status, as frozen records ready to be shown."""
