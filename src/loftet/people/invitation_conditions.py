"""Conditions that later apps add to the rule on who may invite, such as that a firm is confirmed first."""

from collections.abc import Callable

from loftet.core.hooks import Hook
from loftet.core.registry import added_to
from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.people.models import Organisation

Condition = Callable[[Organisation], Verdict]
# What an organisation must meet before others are invited to it.
INVITATION_CONDITIONS: Hook[Condition] = Hook("who may invite to an organisation")


def is_open_to_invitations(organisation: Organisation) -> Verdict:
    """Check whether others may be invited to an organisation, as every app says."""
    verdicts = (condition(organisation) for condition in added_to(INVITATION_CONDITIONS))
    return next((one for one in verdicts if isinstance(one, Denied)), ALLOWED)
