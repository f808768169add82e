"""Needs and solutions as matching reads them: their texts and tags, and which are delivered where."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from loftet.methods import matching
from loftet.methods.match_text import language_of
from loftet.needs.models import Need
from loftet.places.queries import around
from loftet.solutions.models import Evidence, Maturity, Solution

READY: Mapping[str, float] = {Maturity.DEVELOPED: 0.0, Maturity.PILOT: 0.5, Maturity.READY: 1.0}
SUREST = len(Evidence) - 1


def need_as_read(need: Need) -> matching.Need:
    """Return a need as matching reads it: no budget, and no name of a person."""
    text = f"{need.problem}\n{need.effect}"
    return matching.Need(
        str(need.pk),
        language_of(f"{need.title} {text}", need.organisation.official_form),
        need.title,
        text,
        frozenset((*need.targets, *need.goals)),
        frozenset((need.cpv,) if need.cpv else ()),
        volume=float(need.volume or 0),
        unit=need.unit,
    )


def solution_as_read(one: Solution) -> matching.Solution:
    """Return a solution as matching reads it; `delivers_to` has slugs of places."""
    text = f"{one.problem}\n{one.what}\n{one.effect}"
    return matching.Solution(
        str(one.pk),
        language_of(f"{one.title} {text}", one.organisation.official_form),
        one.title,
        text,
        frozenset((*one.targets, *one.goals)),
        frozenset((one.cpv,) if one.cpv else ()),
        frozenset(one.delivers),
        READY[one.maturity],
        (int(one.evidence) - 1) / SUREST,
        float(one.least_volume or 0),
        one.unit,
    )


@dataclass(frozen=True, slots=True)
class Conditions:
    """The hard conditions of a match: delivered where the need is, ready where it must be, and not its own.

    `reach` names, by need, its place with the regions and the county around it.
    """

    reach: Mapping[str, Collection[str]]
    needs: Mapping[str, int]
    solutions: Mapping[str, int]
    ready_only: Collection[str]

    def passes(self, need: matching.Need, solution: matching.Solution) -> bool:
        """Check whether a solution passes the conditions of a need."""
        if self.needs[need.id] == self.solutions[solution.id]:
            return False
        if need.id in self.ready_only and solution.maturity < READY[Maturity.READY]:
            return False
        place = self.reach[need.id]
        return not solution.delivers_to or not place or not solution.delivers_to.isdisjoint(place)


def conditions(needs: Collection[Need], solutions: Collection[Solution], day: date) -> Conditions:
    """Return the conditions of needs and solutions; a query a place."""
    known: dict[int | None, frozenset[str]] = {None: frozenset()}
    for need in needs:
        place = need.organisation.place
        if place is not None and place.pk not in known:
            known[place.pk] = frozenset((place.slug, *around(place.pk, day).values_list("slug", flat=True)))
    return Conditions(
        {str(one.pk): known[one.organisation.place_id] for one in needs},
        {str(one.pk): one.organisation_id for one in needs},
        {str(one.pk): one.organisation_id for one in solutions},
        frozenset(str(one.pk) for one in needs if one.ready_only),
    )
