"""The needs that several have alike, and the municipalities of a region that share one need."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.challenges.frozen import sharing
from loftet.challenges.queries import challenge_name
from loftet.charts.outline_map import OutlineMap
from loftet.core.cpv import CPV_ALIKE
from loftet.core.words import Words
from loftet.geography.place import Kind
from loftet.needs.models import Need
from loftet.needs.queries import alike, standing
from loftet.people.actor import Actor
from loftet.places.models import Place
from loftet.places.queries import around, members_of
from loftet.status.goal_names import find_target
from loftet.status.queries.outline_map import map_of_places
from loftet.status.sentences.words import capital, part_of_them

Key = tuple[str, str]
FEWEST = 2
MOST_SHARED, MOST_IN_GROUP = 60, 10  # on the page of who shares a need


@dataclass(frozen=True, slots=True)
class Sharer:
    """A municipality of the region; whether it shares the challenge by the figures, and its own need."""

    place: Place
    in_figures: bool
    need: Need | None

    @property
    def shares(self) -> bool:
        """Check whether it has the same challenge or need."""
        return self.in_figures or self.need is not None


@dataclass(frozen=True, slots=True)
class Sharers:
    """The municipalities of a region, in Norwegian order, and the map on which those who share are marked."""

    title: str
    region: Place
    rows: tuple[Sharer, ...]
    map: OutlineMap | None


def sharers_of(need: Need, actor: Actor) -> Sharers | None:
    """Return who shares a need that others read; None where nobody else in the region does."""
    region = _region_of(need, actor.today) if need.is_shared_with_others else None
    if region is None:
        return None
    members = list(members_of(region, actor.today))
    others = standing(Need.objects.visible_to(actor), actor.today).filter(
        alike(need), organisation__place__in=members
    )
    needs = {one.organisation.place_id: one for one in others.select_related("organisation").order_by("-pk")}
    needs[need.organisation.place_id] = need
    names = sharing(need.challenge)
    rows = tuple(Sharer(one, one.name in names, needs.get(one.pk)) for one in members)
    having = [one for one in rows if one.shares]
    if len(having) < FEWEST:
        return None
    said = {"who": part_of_them(len(having), len(rows)), "region": region.name}
    words = _("%(who)s in %(region)s have this")
    if need.challenge is not None and any(one.in_figures for one in rows):
        said["day"] = date_format(timezone.localdate(need.challenge.picked), "DATE_FORMAT")
        words = _("%(who)s in %(region)s have this, by the figures of %(day)s")
    title = capital(words % said)
    drawn = map_of_places(title, members, [one.place.pk for one in having], actor.today)
    return Sharers(title, region, rows, drawn)


def _region_of(need: Need, day: date) -> Place | None:
    """Return the region of the challenge, or else the one that the owner lies in."""
    if need.challenge is not None:
        return need.challenge.region
    place = need.organisation.place_id
    return around(place, day).filter(kind=Kind.REGION).order_by("pk").first() if place else None


@dataclass(frozen=True, slots=True)
class Group:
    """Needs that have a challenge, a kind of purchase or a target in common; of many the first are shown.

    `also` names what else the same needs have in common.
    """

    kind: Words
    name: str
    also: tuple[str, ...]
    organisations: tuple[str, ...]
    needs: tuple[Need, ...]
    more: int


def shared_needs(rows: QuerySet[Need]) -> tuple[Group, ...]:
    """Return what at least two organisations need alike, most of them first: two queries for any number."""
    found: dict[Key, list[int]] = defaultdict(list)
    names: dict[Key, dict[str, None]] = defaultdict(dict)
    lines = rows.values_list("pk", "organisation__name", "challenge", "cpv", "targets")
    for pk, organisation, challenge, cpv, targets in lines.iterator(chunk_size=2_000):
        for key in _keys(challenge, cpv, targets):
            found[key].append(pk)
            names[key][organisation] = None
    shared = sorted((key for key in found if len(names[key]) > 1), key=lambda key: -len(names[key]))
    alike: dict[tuple[int, ...], list[Key]] = defaultdict(list)
    for key in shared:
        alike[tuple(found[key])].append(key)
    shown = list(alike.items())[:MOST_SHARED]
    wanted = {pk for some, _keys in shown for pk in some[:MOST_IN_GROUP]}
    needs = rows.select_related("organisation", "challenge").in_bulk(wanted)
    return tuple(
        _group(keys, tuple(names[keys[0]]), [needs[pk] for pk in some[:MOST_IN_GROUP]], len(some))
        for some, keys in shown
    )


def _keys(challenge: int | None, cpv: str, targets: Sequence[str]) -> Iterator[Key]:
    if challenge is not None:
        yield "challenge", str(challenge)
    if len(cpv) >= CPV_ALIKE:
        yield "cpv", cpv[:CPV_ALIKE]
    for one in targets:
        yield "target", one


def _group(keys: Sequence[Key], names: tuple[str, ...], needs: Sequence[Need], number: int) -> Group:
    (kind, name), *others = (_named(key, needs[0]) for key in keys)
    also = tuple(one for _kind, one in others)
    return Group(kind, name, also, names, tuple(needs), number - len(needs))


def _named(key: Key, need: Need) -> tuple[Words, str]:
    """Return of which kind a key is, and what it is called; the need has it."""
    kind, word = key
    if kind == "challenge":
        return _("Shared challenge"), challenge_name(need.challenge)
    if kind == "cpv":
        return _("Same kind of purchase"), f"CPV {word}"
    target = find_target(word)
    return _("Same target"), f"{word} {target.name if target else ''}".strip()
