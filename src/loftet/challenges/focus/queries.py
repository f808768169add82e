"""The focus areas of a region, as the page of its challenges shows them."""

from collections.abc import Mapping
from dataclasses import dataclass

from loftet.challenges.focus.models import FocusArea
from loftet.challenges.focus.rules import may_end
from loftet.challenges.rules import MAY_PICK
from loftet.people.actor import Actor
from loftet.places.models import Place
from loftet.places.queries import members_of


@dataclass(frozen=True, slots=True)
class FocusCard:
    """A focus area with its members and challenges, and what the reader can do with it."""

    focus: FocusArea
    members: tuple[Place, ...]
    challenges: tuple[tuple[int, str], ...]
    joins: tuple[Place, ...]
    leaves: tuple[Place, ...]
    may_end: bool


def focus_cards(actor: Actor, region: Place, names: Mapping[int, str]) -> list[FocusCard]:
    """Return the focus areas that last; `names` are those of the region's challenges. Four queries."""
    rows = FocusArea.objects.filter(region=region, ended_on=None).select_related(*FocusArea.lock_with)
    found = list(rows.prefetch_related("members", "challenges"))
    inside = members_of(region, actor.today) if found and actor.permissions.roles else ()
    own = [one for one in inside if actor.permissions.has(one, *MAY_PICK)]
    return [_card(actor, one, names, own) for one in found]


def _card(actor: Actor, focus: FocusArea, names: Mapping[int, str], own: list[Place]) -> FocusCard:
    members = tuple(sorted(focus.members.all(), key=lambda one: (one.pk != focus.lead_id, one.sort_key)))
    return FocusCard(
        focus=focus,
        members=members,
        challenges=tuple((one.pk, names[one.pk]) for one in focus.challenges.all() if one.pk in names),
        joins=tuple(one for one in own if one not in members),
        leaves=tuple(one for one in own if one in members and one.pk != focus.lead_id),
        may_end=bool(may_end(actor, focus)),
    )
