"""The base of every app: records, actions, pages, forms, waiting letters, and jobs."""
