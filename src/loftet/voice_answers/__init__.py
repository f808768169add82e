"""Input of inhabitants is read before it is shown, gathered and answered, and becomes something."""
