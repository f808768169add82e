"""Yearly figures of suppliers, and their sums by region."""
