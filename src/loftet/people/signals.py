"""The signals that packages after this one can receive; they receive them inside the same transaction."""

from django.dispatch import Signal

# A role has begun: `role`, `by` (None where nobody was signed in) and `today`.
role_began = Signal()
# Somebody leaves a role that no successor was invited to: `role`, `by` and `now`.
role_is_left = Signal()
# Somebody without a role asks for access: `request`, `to` (those who facilitate there) and `now`.
access_requested = Signal()
