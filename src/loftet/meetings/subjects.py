"""The subjects that an event can have, as a form offers them: each need, pool and challenge by a key."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from loftet.challenges.models import Challenge
from loftet.challenges.queries import challenge_name
from loftet.meetings.models import Event
from loftet.needs.models import Need
from loftet.needs.queries import standing
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.places.queries import region_mates
from loftet.pools.models import Pool, State

MOST_OFFERED = 20  # of each kind: what is nearest and newest
NEED, POOL, CHALLENGE = "need", "pool", "challenge"
FIELDS: Mapping[str, str] = {NEED: "needs", POOL: "pools", CHALLENGE: "challenges"}
TABLES: Mapping[str, type[Model]] = {NEED: Need, POOL: Pool, CHALLENGE: Challenge}


def key_of(row: Model) -> str:
    """Return the key of something that an event is about, such as «need-12»."""
    return next(f"{kind}-{row.pk}" for kind, table in TABLES.items() if isinstance(row, table))


def offered(organisation: Organisation, actor: Actor, event: Event | None = None) -> list[tuple[str, str]]:
    """Return key and name of what an event can be about: what it is about now, then its organiser’s own.

    What the actor may not read is left out, also where the event is about it.
    """
    rows: list[Model] = sorted(_of_region(organisation, actor), key=lambda row: not _is_of(row, organisation))
    if event is not None:
        rows = [*_now(event, actor), *rows]
    return list({key_of(row): (key_of(row), name_of(row)) for row in rows}.values())


def _of_region(organisation: Organisation, actor: Actor) -> Iterable[Model]:
    places = mates_of(organisation, actor.today)
    pools = Pool.objects.visible_to(actor).exclude(state=State.ENDED).filter(region__in=places)
    needs = standing(Need.objects.visible_to(actor), actor.today).filter(organisation__place__in=places)
    challenges = Challenge.objects.standing().filter(region__in=places)
    return (
        *pools.select_related("lead").order_by("-pk")[:MOST_OFFERED],
        *needs.select_related("organisation").order_by("-pk")[:MOST_OFFERED],
        *challenges.select_related("region").order_by("-pk")[:MOST_OFFERED],
    )


def _is_of(row: Model, organisation: Organisation) -> bool:
    """Check whether a need or a pool is an organisation's own."""
    if isinstance(row, Need):
        return row.organisation_id == organisation.pk
    return isinstance(row, Pool) and row.lead_id == organisation.pk


def _now(event: Event, actor: Actor) -> Iterable[Model]:
    return (
        *Pool.objects.visible_to(actor).filter(events=event).select_related("lead"),
        *Need.objects.visible_to(actor).filter(events=event).select_related("organisation"),
        *event.challenges.select_related("region"),
    )


def mates_of(organisation: Organisation, today: date) -> frozenset[int]:
    """Return the places that share a region with an organisation's; none where it has no place."""
    return region_mates({organisation.place_id}, today) if organisation.place_id else frozenset()


def name_of(row: Model) -> str:
    """Return what something is called, with its kind and whose it is."""
    if isinstance(row, Need):
        return _("Need: %(title)s (%(who)s)") % {"title": row.title, "who": row.organisation.name}
    if isinstance(row, Pool):
        return _("Joint purchase: %(title)s (%(who)s)") % {"title": row.title, "who": row.lead.name}
    assert isinstance(row, Challenge)
    return _("Challenge: %(title)s (%(who)s)") % {"title": challenge_name(row), "who": row.region.name}


def keys_now(event: Event) -> list[str]:
    """Return the keys of all that an event is about, open to its reader or not."""
    return [key_of(row) for name in FIELDS.values() for row in getattr(event, name).all()]


def rows_of(keys: Iterable[str]) -> Mapping[str, Sequence[Any]]:
    """Return the rows that keys mean, by the field of an event; a key that means none is left out."""
    parts = [key.partition("-") for key in keys]
    return {
        field: list(
            TABLES[kind]._default_manager.filter(
                pk__in=[int(number) for one, _sign, number in parts if one == kind and number.isdecimal()]
            )
        )
        for kind, field in FIELDS.items()
    }
