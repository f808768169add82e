"""Use of chosen indicators: what they are tied to, and ready text for the municipality's documents."""
