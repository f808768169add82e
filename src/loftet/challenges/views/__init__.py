"""The pages of shared challenges: what is computed, and what people have made of it."""
