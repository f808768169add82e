"""The procurement strategy of a buyer."""
