"""From the outside world to a study: one module or package per source."""
