"""What packages after this one can hear of; they hear it inside the same transaction."""

from django.dispatch import Signal

# A role has begun: `role`, `by` (None where nobody was signed in) and `today`.
role_began = Signal()
