"""What packages after this one can hear of; they hear it inside the same transaction."""

from django.dispatch import Signal

# An outcome has been corrected: `treatment`, `before` (its outcome till now), `by`, `now` and `today`.
outcome_corrected = Signal()
