"""Who is told of an error report, among those who own it."""

from collections.abc import Iterable
from datetime import date

from loftet.indicators.rules import those_who_answer
from loftet.people.models import Organisation, RoleKind, User

# Those who know the figures are told first; only where a municipality has none of them, the next.
TOLD_FIRST = (
    frozenset({RoleKind.STATISTICS}),
    frozenset({RoleKind.SUSTAINABILITY_COORDINATOR, RoleKind.EDITOR, RoleKind.FACILITATOR}),
    frozenset({RoleKind.TOP_MANAGEMENT}),
)


def people_told(organisations: Iterable[Organisation], on: date) -> list[User]:
    """Return who is told of a report that these organisations own."""
    roles = list(those_who_answer(on).filter(organisation__in=organisations).select_related("user"))
    for kinds in TOLD_FIRST:
        if found := {one.user_id: one.user for one in roles if one.kind in kinds}:
            return list(found.values())
    return []
