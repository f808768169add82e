"""What can happen to what people write about figures: comments, and «this figure is wrong»."""
