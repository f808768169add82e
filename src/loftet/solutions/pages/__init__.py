"""The pages of suppliers and solutions: lists, one of each, and the steps of writing."""
