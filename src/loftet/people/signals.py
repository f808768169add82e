"""The signals that packages after this one can receive; they receive them inside the same transaction."""

from django.dispatch import Signal

# A role has begun: `role`, `by` (None where nobody was signed in) and `today`.
role_began = Signal()
