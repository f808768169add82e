"""Conditions that later apps add to the rule on who may invite, such as that a firm is confirmed first."""

from collections.abc import Callable

from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.people.models import Organisation

Condition = Callable[[Organisation], Verdict]
_CONDITIONS: list[Condition] = []


def add_invitation_condition(condition: Condition) -> None:
    """Add a condition that an organisation must meet before others are invited to it."""
    if condition not in _CONDITIONS:
        _CONDITIONS.append(condition)


def is_open_to_invitations(organisation: Organisation) -> Verdict:
    """Check whether others may be invited to an organisation, as every app says."""
    verdicts = (condition(organisation) for condition in _CONDITIONS)
    return next((one for one in verdicts if isinstance(one, Denied)), ALLOWED)
