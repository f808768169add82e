"""What packages after this one can hear of; they hear it inside the same transaction."""

from django.dispatch import Signal

# An outcome has been corrected: `treatment`, `before` (its outcome till now), `actor` (who, and when), and
# `told`, the keys of those who were told of it because they follow the matter.
outcome_corrected = Signal()
