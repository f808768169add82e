"""The guided choice: the 10–25 indicators that a municipality works by, each with a reason."""
