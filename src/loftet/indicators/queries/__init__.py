"""What the pages of status know, as frozen records ready to be shown."""
