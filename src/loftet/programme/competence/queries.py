"""Queries of who can what in the municipalities of a cohort, where it lacks, and who could help."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from loftet.geography.tiles import Tile
from loftet.people.actor import Actor
from loftet.people.models import Organisation, Role
from loftet.places.queries import tiles_of
from loftet.programme.competence.rules import may_write
from loftet.programme.models import Cohort, Competence, CompetenceKind
from loftet.programme.queries.standings import short_name, taking_part

MOST_HELPERS = 3


@dataclass(frozen=True, slots=True)
class Able:
    """Somebody who can something: called by name, or by function."""

    competence: int
    kind: CompetenceKind
    who: str
    about: str
    can_be_lent: bool
    version: int


@dataclass(frozen=True, slots=True)
class Cell:
    """The people who can a thing in a municipality; or, where nobody can, which others could help."""

    kind: CompetenceKind
    able: tuple[Able, ...]
    helpers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A municipality and its four kinds."""

    slug: str
    name: str
    cells: tuple[Cell, ...]
    may_edit: bool


@dataclass(frozen=True, slots=True)
class CompetenceMap:
    """The map of a cohort: a row for each municipality that takes part."""

    kinds: tuple[CompetenceKind, ...]
    rows: tuple[Row, ...]

    @property
    def gaps(self) -> int:
        """Return how many cells have nobody."""
        return sum(not cell.able for row in self.rows for cell in row.cells)

    @property
    def cells(self) -> int:
        """Return how many cells there are."""
        return len(self.rows) * len(self.kinds)

    @property
    def without_help(self) -> tuple[CompetenceKind, ...]:
        """Return the kinds that somebody lacks and nobody lends."""
        lacking = {cell.kind for row in self.rows for cell in row.cells if not (cell.able or cell.helpers)}
        return tuple(kind for kind in self.kinds if kind in lacking)


def competence_map(cohort: Cohort, actor: Actor) -> CompetenceMap:
    """Return the map of a cohort; three queries however many municipalities there are."""
    today = actor.today
    members = [
        one.organisation
        for one in taking_part(today, cohort)
        .select_related("organisation__place")
        .order_by("organisation__place__sort_key", "organisation__name")
    ]
    found: dict[tuple[int, str], list[Able]] = defaultdict(list)
    there = _people_of(members, today)
    for row in Competence.objects.filter(organisation__in=members).select_related("person"):
        found[row.organisation_id, row.kind].append(able(row, there))
    tiles = tiles_of(settings.CATALOGUE)
    lenders = {
        kind: [one for one in members if any(able.can_be_lent for able in found.get((one.pk, kind), ()))]
        for kind in CompetenceKind
    }
    return CompetenceMap(
        kinds=tuple(CompetenceKind),
        rows=tuple(
            Row(
                slug=one.slug,
                name=short_name(one),
                cells=tuple(_cell(one, kind, found, lenders[kind], tiles) for kind in CompetenceKind),
                may_edit=bool(may_write(actor, one)),
            )
            for one in members
        ),
    )


def _cell(
    own: Organisation,
    kind: CompetenceKind,
    found: Mapping[tuple[int, str], Sequence[Able]],
    lenders: Iterable[Organisation],
    tiles: Mapping[str, Tile],
) -> Cell:
    mine = tuple(found.get((own.pk, kind), ()))
    if mine:
        return Cell(kind, mine, ())
    nearest = sorted(lenders, key=lambda one: (apart(tiles, own, one), short_name(one)))
    return Cell(kind, (), tuple(short_name(one) for one in nearest[:MOST_HELPERS]))


def apart(tiles: Mapping[str, Tile], one: Organisation, other: Organisation) -> int:
    """Return how many squares of the map of the country lie between two municipalities; far if not known."""
    here, there = tiles.get(one.slug), tiles.get(other.slug)
    if here is None or there is None:
        return len(tiles)
    return abs(here.column - there.column) + abs(here.row - there.row)


def able(row: Competence, there: Set[tuple[int, int]]) -> Able:
    """Return a row as pages show it: a person who has left (is not `there`) is neither named nor lent."""
    has_left = row.person is not None and (row.organisation_id, row.person.pk) not in there
    person = (row.person.name or row.person.email) if row.person and not has_left else ""
    who = ", ".join(filter(None, (person, row.function))) or _("nobody is named now")
    lent = row.can_be_lent and not (has_left and not row.function)
    return Able(row.pk, CompetenceKind(row.kind), who, row.about, lent, row.version)


def _people_of(organisations: Iterable[Organisation], on: date) -> Set[tuple[int, int]]:
    """Return who has a role of their own in which organisation; one query."""
    held = Role.objects.on(on).filter(organisation__in=organisations, delegation=None)
    return set(held.values_list("organisation", "user"))


def competences_of(organisation: Organisation, on: date) -> tuple[Able, ...]:
    """Return who can what in one municipality; two queries."""
    there = _people_of([organisation], on)
    rows = Competence.objects.filter(organisation=organisation).select_related("person")
    order = list(CompetenceKind)
    lines = [able(row, there) for row in rows]
    return tuple(sorted(lines, key=lambda one: (order.index(one.kind), one.competence)))
