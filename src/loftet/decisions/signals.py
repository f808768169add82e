"""Signals to later packages, sent inside the same transaction."""

from django.dispatch import Signal

# What came of a matter that others prepared has been recorded: `treatment`, and `actor` (who, and when).
outcome_recorded = Signal()
# An outcome has been corrected: `treatment`, `before` (its outcome till now), `actor` (who, and when), and
# `told`, the keys of those who were told of it because they follow the matter.
outcome_corrected = Signal()
