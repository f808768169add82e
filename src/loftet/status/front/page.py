"""The front page of an edition: a map, a profile, three findings, the goals and a region."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.charts.mark_row import mark_row, mark_row_svg
from loftet.charts.outline_map import OutlineMap
from loftet.core.words import page_language
from loftet.editions.rows import Edition, Indicator
from loftet.editions.store import EditionStore
from loftet.geography.place import Kind
from loftet.places.queries import regions_on
from loftet.status.explore.choices import Choice
from loftet.status.explore.choices import Kind as ExploreKind
from loftet.status.explore.queries import explore
from loftet.status.explore.sentences import relation_said
from loftet.status.front.findings import Finding, Region, findings
from loftet.status.goal_names import Goal, goals
from loftet.status.profile import ProfileOfPlace, profile_of
from loftet.status.queries.chosen import PlaceInEdition, every_place
from loftet.status.queries.outline_map import NamedPlace, place_map, value_map
from loftet.status.sentences.words import capital
from loftet.status.shared_challenges.queries import first_lines
from loftet.ui.numbers import number_word

# Small and large, north and south; those that an edition does not hold are left out.
EXAMPLES = ("gol", "al", "hol", "bergen", "tromso", "utsira")
# What the map tells of: the first that the edition holds.
ON_THE_MAP = ("greenhouse_gases", "electric_cars", "low_income_children")
MOST_SHARED = 3
FEWEST_MEMBERS = 3


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A challenge that members share: its name, and their marks as a drawing."""

    key: str
    name: str
    marks: str


@dataclass(frozen=True, slots=True)
class Showcase:
    """A region as a showcase: its map, and what its members surely share."""

    slug: str
    name: str
    members: int
    answer: str
    shared: tuple[SharedRow, ...]
    map: OutlineMap | None

    @property
    def heading(self) -> str:
        """Return what the members do: they are counted in a word."""
        said = _("%(members)s municipalities in %(name)s work on the same")
        return said % {"members": number_word(self.members).capitalize(), "name": self.name}


@dataclass(frozen=True, slots=True)
class FrontPage:
    """All that the front page shows of an edition."""

    examples: tuple[PlaceInEdition, ...]
    profile: ProfileOfPlace | None
    profile_of: PlaceInEdition | None
    map: OutlineMap | None
    on_map: Indicator | None
    year: int | None
    findings: tuple[Finding, ...]
    showcase: Showcase | None
    goals: tuple[Goal, ...]
    map_links: tuple[tuple[str, str], ...] = ()
    map_heading: str = ""

    @property
    def findings_heading(self) -> str:
        """Return how many findings there are, in a word."""
        count = len(self.findings)
        if count == 1:
            return _("One finding in the newest figures")
        return _("%(count)s findings in the newest figures") % {"count": number_word(count).capitalize()}


def front_page(store: EditionStore, edition: Edition | None, today: date, query: str = "") -> FrontPage:
    """Read what the front page shows; `query` is what links carry on."""
    if edition is None:
        return FrontPage((), None, None, None, None, None, (), None, goals())
    held = {place.slug: place for place in every_place(edition).values()}
    ranked = {one.code for one in store.places(edition) if one.ranked}
    examples = tuple(held[slug] for slug in EXAMPLES if slug in held and held[slug].code in ranked)
    region = region_to_show(held, ranked, today)
    first = examples[0] if examples else None
    indicator = _on_the_map(store, edition)
    table = store.indicator_table(edition, indicator.key) if indicator else ()
    on_map = value_map(store, edition, indicator, query, [first.code] if first else []) if indicator else None
    return FrontPage(
        examples=examples,
        profile=small_profile(store, edition, first) if first else None,
        profile_of=first,
        map=on_map,
        on_map=indicator,
        year=max((one.year for one in table if one.year is not None), default=None),
        findings=findings(
            store, edition, Region(region[0].slug, region[0].name, region[1]) if region else None
        ),
        showcase=showcase(store, edition, region[0], region[1], query) if region else None,
        goals=goals(),
        map_links=_map_links(indicator, query) if indicator else (),
        map_heading=_map_heading(store, edition, indicator, on_map.title) if indicator and on_map else "",
    )


def _map_heading(store: EditionStore, edition: Edition, indicator: Indicator, otherwise: str) -> str:
    """Return how the figure on the map follows the number of inhabitants, where it certainly does."""
    choice = Choice(ExploreKind.SCATTER, indicator, None, None, (), (), every_place(edition), ())
    explored = explore(store, edition, choice)
    if explored.line is None or explored.line.is_weak:
        return otherwise
    return relation_said(explored).rstrip(".")


def _map_links(indicator: Indicator, query: str) -> tuple[tuple[str, str], ...]:
    """Return the ways from the map to its table, and to a map that can be made larger."""
    return (
        (f"{reverse('indicator', args=[indicator.key])}{query}#all", _("Show as a table")),
        (f"{reverse('indicator_map', args=[indicator.key])}{query}", _("Larger map")),
    )


def region_to_show(
    held: dict[str, PlaceInEdition], ranked: set[str], today: date
) -> tuple[PlaceInEdition, Sequence[PlaceInEdition]] | None:
    """Return the first region that is no county and not made up, all of whose members have figures."""
    for one in regions_on(today):
        slug = one.place.slug
        if one.place.kind != Kind.REGION or one.place.made_up or slug not in held:
            continue
        members = [held[member.slug] for member in one.members if member.slug in held]
        if len(members) >= FEWEST_MEMBERS and all(member.code in ranked for member in members):
            return held[slug], members
    return None


def small_profile(store: EditionStore, edition: Edition, place: PlaceInEdition) -> ProfileOfPlace | None:
    """Return the profile of a place; an edition of before marks has none."""
    if not edition.word_rule or place.code in store.hidden_in(edition):
        return None
    rows = store.indicator_rows(edition, place.code, page_language(), [])
    return profile_of(
        place.name, rows, {}, lambda goal: reverse("municipality_goal", args=[place.slug, goal])
    )


def showcase(
    store: EditionStore,
    edition: Edition,
    region: PlaceInEdition,
    members: Sequence[PlaceInEdition],
    query: str,
) -> Showcase:
    """Return a region with its map and the surest of what its members share."""
    first = first_lines(store, edition, region.name, members)
    codes = {one.code for one in members}
    rows = []
    for line in first.lines[:MOST_SHARED]:
        table = store.indicator_table(edition, line.key)
        marks = [one.mark for one in table if one.place in codes and one.mark is not None]
        rows.append(SharedRow(line.key, line.name, mark_row_svg(mark_row(marks), "")))
    named = [NamedPlace(one.code, one.slug, one.name) for one in members]
    drawn = place_map(region.name, named, query)
    answer = _shared_by_all(first.every) if rows else first.answer
    return Showcase(region.slug, region.name, len(members), answer, tuple(rows), drawn)


def _shared_by_all(count: int) -> str:
    """Return the sentence over the rows of a showcase, which name the clearest of what is shared."""
    words = ngettext(
        "%(count)s challenge is shared, and it is hardly chance:",
        "%(count)s challenges are shared, and it is hardly chance. The clearest:",
        count,
    )
    return capital(words % {"count": number_word(count)})


def _on_the_map(store: EditionStore, edition: Edition) -> Indicator | None:
    language = page_language()
    known = {one.key: one for one in store.indicators(edition, language)}
    return next((known[key] for key in ON_THE_MAP if key in known), None)
