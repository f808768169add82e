"""The taxonomy of KS and SSB for indicators: read, checked, and taken over as suggestions only."""
