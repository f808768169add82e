"""The spread of a project, and which municipalities should take it over next, with the reason."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from loftet.agreements.rules import organisations_written_for
from loftet.challenges.frozen import sharing
from loftet.editions.rows import Edition
from loftet.effects.cards import indicators_now
from loftet.methods.verdicts import Side
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.places.ladder import Rung, rung_of, spots_of
from loftet.places.models import Place, PlaceCode
from loftet.projects.models import ExpectedEffect, Project
from loftet.reuse.models import Adopter
from loftet.reuse.rules import may_adopt
from loftet.status.edition import current, store
from loftet.status.indicator_words import short_name

MOST_NEXT = 8


@dataclass(frozen=True, slots=True)
class Spread:
    """The adopters of a project, and the highest rung that they and its municipalities reach together."""

    adopters: tuple[Adopter, ...]
    rung: Rung


@dataclass(frozen=True, slots=True)
class NextAdopter:
    """A municipality that should take it over, and why."""

    place: Place
    reason: str


def treated_places(project: Project) -> list[Place]:
    """Return the places of the municipalities that take part."""
    rows = Place.objects.filter(organisations__project_parts__project=project, kind="municipality")
    return list(rows.distinct().order_by("sort_key"))


def spread_of(project: Project, today: date) -> Spread:
    """Return where a project is in use: local, regional, national or abroad; four queries."""
    adopters = tuple(project.adopters.select_related("place", "need"))
    places = {one.pk for one in treated_places(project)} | {one.place_id for one in adopters if one.place_id}
    abroad = (one.abroad for one in adopters if not one.place_id)
    return Spread(adopters, rung_of(spots_of(places, abroad, today)))


def able_to_adopt(project: Project, actor: Actor) -> list[Organisation]:
    """Return the organisations for which somebody may take a project over: in places that have it not."""
    if not may_adopt(actor, project):
        return []
    taken = set(project.adopters.values_list("place", flat=True))
    taken |= set(project.partners.values_list("organisation__place", flat=True))
    found = organisations_written_for(actor)
    return [one for one in found if one.place_id is not None and one.place_id not in taken]


def next_adopters(project: Project, effects: Iterable[ExpectedEffect]) -> Sequence[NextAdopter]:
    """Return municipalities alike in structure, weak in the same figure, and with no project for it.

    Those most alike come first, at most eight. Without an edition or an expected effect there are none.
    """
    edition = current().edition
    inside = treated_places(project)
    effect = next(iter(effects), None)
    indicator = indicators_now().get(effect.indicator) if effect else None
    if edition is None or indicator is None or not inside:
        return ()
    weak = {
        one.place
        for one in store().indicator_table(edition, indicator.key)
        if one.mark is not None and one.mark.side is Side.WEAK
    }
    codes = [code for code in _alike(edition, inside) if code in weak]
    rows = PlaceCode.objects.filter(code__in=codes, place__kind="municipality").select_related("place")
    by_code = {one.code: one.place for one in rows.exclude(place__in=_with_project(project, indicator.key))}
    shares = sharing(project.challenge)
    name = short_name(indicator)
    return [
        NextAdopter(one, _reason(name, shares=one.name in shares))
        for one in dict.fromkeys(by_code[code] for code in codes if code in by_code)
    ][:MOST_NEXT]


def _alike(edition: Edition, inside: Sequence[Place]) -> list[str]:
    """Return the codes of places alike to those of a project, the nearest first."""
    own = list(PlaceCode.objects.filter(place__in=inside).values_list("code", flat=True))
    peers = sorted((one.rank, one.peer) for code in own for one in store().peers(edition, code))
    return list(dict.fromkeys(code for _rank, code in peers))


def _with_project(project: Project, indicator: str) -> set[int]:
    """Return the places that have a project for a figure, or have taken this one over."""
    have = Q(organisations__project_parts__project__effects__indicator=indicator)
    have |= Q(organisations__project_parts__project=project)
    have |= Q(pk__in=project.adopters.exclude(place=None).values("place"))
    return set(Place.objects.filter(have).values_list("pk", flat=True))


def _reason(name: str, *, shares: bool) -> str:
    if shares:
        return _("Shares the challenge by the figures, is alike in structure, and has no project for it.")
    return _("Alike in structure, weak in %(name)s, and has no project for it.") % {"name": name}
