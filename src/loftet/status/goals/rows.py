"""The municipalities in the table of a goal: word, counts, and for those that stand open their marks."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from loftet.charts.mark_row import mark_row, mark_row_svg
from loftet.core.words import Sign
from loftet.editions.rows import Edition, GoalReading, IndicatorRow
from loftet.editions.store import EditionStore
from loftet.methods.verdicts import MarkKind
from loftet.status.composition import counts_in_words
from loftet.status.goal_names import Goal
from loftet.status.marks import mark_of
from loftet.status.queries.chosen import PlaceInEdition, every_place
from loftet.status.signs import goal_sign

SLUG = "SLUG"  # stands for a place in an address
MOST_MARKS = 200.0  # pixels


@dataclass(frozen=True, slots=True)
class GoalPlace:
    """A municipality in the table of a goal; `share` is that of the strong figures, where it has a word."""

    code: str
    slug: str
    address: str
    name: str
    county: str
    sign: Sign
    counts: str
    said: str
    share: float | None


@dataclass(frozen=True, slots=True)
class GoalGroup:
    """Rows that stand open under a heading, each with the drawing of its marks."""

    name: str
    rows: tuple[tuple[GoalPlace, str], ...]


def goal_places(store: EditionStore, edition: Edition, goal: Goal, kept: str) -> Iterable[GoalPlace]:
    """Return the ranked municipalities by name: small differences are not dressed up as ranks."""
    of = {one.place: one for one in store.goal_table(edition, goal.key)}
    # The address is looked up once and not for each of hundreds of places.
    address = reverse("municipality_goal", args=[SLUG, goal.key]) + kept
    places = {place.code: place for place in store.places(edition) if place.ranked}
    names = {place.code: place.name for place in store.places(edition)}
    known = every_place(edition)
    for code in [*(one for one in known if one in places), *(one for one in places if one not in known)]:
        if code in of:
            slug = known[code].slug if code in known else ""
            yield _place(of[code], slug, places[code].name, names.get(code[:2], ""), address)


def _place(reading: GoalReading, slug: str, name: str, county: str, address: str) -> GoalPlace:
    sign, wording = goal_sign(reading), reading.wording
    counts = f"{wording.strong}–{wording.weak}" if wording else ""
    said = f"{sign.word} ({counts_in_words(wording)})" if wording else str(sign.word)
    return GoalPlace(
        code=reading.place,
        slug=slug,
        address=address.replace(SLUG, slug, 1) if slug else "",
        name=name,
        county=county,
        sign=sign,
        counts=counts,
        said=said,
        share=wording.share if wording else None,
    )


def groups_of(
    every: Sequence[GoalPlace],
    own: PlaceInEdition,
    around: Sequence[tuple[str, Collection[str]]],
    rows: Sequence[IndicatorRow],
) -> tuple[GoalGroup, ...]:
    """Return the rows that stand open: the own place, and those around it, each once; by name."""
    marks = marks_of(rows)
    taken: set[str] = set()
    groups = []
    for name, codes in (("", [own.code]), *around):
        shown = [one for one in every if one.code in codes and one.code not in taken]
        taken.update(one.code for one in shown)
        if shown:
            groups.append(GoalGroup(name, tuple((one, marks.get(one.code, "")) for one in shown)))
    return tuple(groups)


def marks_of(rows: Iterable[IndicatorRow]) -> Mapping[str, str]:
    """Return the drawing of each place's marks on a goal; the words beside it say the counts."""
    found: dict[str, list[MarkKind]] = {}
    for row in rows:
        for one in (row.own, *row.compared):
            mark = mark_of(one, row.indicator, row.values)
            if mark is not None:
                found.setdefault(one.place, []).append(mark)
    return {code: mark_row_svg(mark_row(kinds, MOST_MARKS), "") for code, kinds in found.items()}
