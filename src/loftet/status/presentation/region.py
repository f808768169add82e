"""The slides of a region: what is shared, the goals as strips and as a table, the map, what comes next."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from loftet.charts.outline_map import OutlineMap
from loftet.charts.strip import MOST_NAMED, StripPlace, strip
from loftet.charts.strip_svg import strip_pair
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.status.goal_names import Goal, goals
from loftet.status.presentation.slides import SCALE, STRIP, Slide, enlarged
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.queries.goal_spread import spread_by_goal
from loftet.status.region import sentences
from loftet.status.region.goals import HeatTable, Readings, heat_table
from loftet.status.region.queries import map_of, of_members, population_of, read_members, region_goals
from loftet.status.region.shared import SharedItem, StripPair, shared_items, who_share_all
from loftet.status.shared_challenges.queries import known_of
from loftet.ui.numbers import number_word

MOST_SHARED = 4
MOST_ACROSS = 8  # members that a slide shows beside each other
GOAL_STRIP, GOAL_SCALE = 1090.0, 1.3  # pixels of a goal's strip beside its name; it has no text
HEIGHT = re.compile(r'height="([\d.]+)"')
SENTENCE = re.compile(r"(?<=\.) ")


@dataclass(frozen=True, slots=True)
class SharedLine:
    """A shared challenge on a slide: how sure it is, its name, a line about it, and its strip."""

    name: str
    sentence: str
    evidence: str
    is_clear: bool
    strips: StripPair | None

    @property
    def height(self) -> float:
        """Return the height of the strip in its own pixels."""
        found = HEIGHT.search(self.strips.wide) if self.strips else None
        return float(found[1]) if found else 0.0

    @property
    def drawing(self) -> SafeString:
        """Return the strip as large as a slide shows it."""
        assert self.strips is not None
        return enlarged(self.strips.wide, STRIP / SCALE, self.height)


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal on a slide: its name, its strip without names, and the same in words."""

    goal: Goal
    drawing: SafeString
    narrow: SafeString


@dataclass(frozen=True, slots=True)
class NamedColour:
    """A member, and the colour of its dots."""

    name: str
    token: str


@dataclass(frozen=True, slots=True)
class GoalLines:
    """The goals, and who has which colour."""

    lines: tuple[GoalLine, ...]
    members: tuple[NamedColour, ...]


@dataclass(frozen=True, slots=True)
class MapOfMembers:
    """The map of the members, and how many people live there; None where one is not counted."""

    map: OutlineMap
    members: tuple[PlaceInEdition, ...]
    population: int | None


def region_slides(
    store: EditionStore, edition: Edition, name: str, members: Sequence[PlaceInEdition], query: str
) -> tuple[Slide, ...]:
    """Return the slides of a region."""
    _rows, readings = read_members(store, edition, members, None)
    heading = region_goals(store, edition, readings, members).heading
    found = [
        shared_slide(store, edition, members),
        goal_slide(store, edition, heading, readings, members),
        heat_slide(heat_table(readings, members)),
        map_slide(store, edition, name, members, query),
        following(),
    ]
    return tuple(one for one in found if one is not None)


def shared_slide(store: EditionStore, edition: Edition, members: Sequence[PlaceInEdition]) -> Slide | None:
    """Return the slide of what is shared, the surest first; none where nothing is, or nobody is judged."""
    finding, lines = shared_lines(store, edition, members)
    if not lines:
        return None
    said = SENTENCE.split(finding, maxsplit=1)
    about = _("Grey dots are all municipalities. Right is better. The field is the middle half.")
    return Slide("shared", said[0].rstrip("."), " ".join([*said[1:], about]), lines)


def shared_lines(
    store: EditionStore, edition: Edition, members: Sequence[PlaceInEdition]
) -> tuple[str, tuple[SharedLine, ...]]:
    """Return what is shared, the surest first, and the finding in a sentence or two."""
    rows, _readings = read_members(store, edition, members, None)
    known, hidden = known_of(store, edition, members), store.hidden_in(edition)
    judged = sum(one.code not in hidden for one in members)
    mine = [of_members(row, len(members)) for row in rows]
    items = shared_items(store, edition, known, mine, members) if judged > 1 else ()
    names = [[one.short for one in items if one.is_clear is certain] for certain in (True, False)]
    lead = sentences.lead(judged, who_share_all(items), *names) if items else ""
    return lead, tuple(shared_line(one) for one in items[:MOST_SHARED])


def shared_line(item: SharedItem) -> SharedLine:
    """Return a shared challenge as a slide shows it."""
    evidence = _("Clearly shared") if item.is_clear else _("Counted")
    return SharedLine(item.name, "", evidence, item.is_clear, item.strips)


def goal_slide(
    store: EditionStore, edition: Edition, heading: str, readings: Readings, members: Sequence[PlaceInEdition]
) -> Slide | None:
    """Return the slide with a strip for each goal; none of more members than there are colours."""
    shares = {key: one.shares for key, one in spread_by_goal(store, edition).items()}
    if not shares or len(members) > MOST_NAMED:
        return None
    lines = tuple(
        goal_line(goal, shares[goal.key], readings, members) for goal in goals() if shares.get(goal.key)
    )
    named = tuple(NamedColour(one.name, f"p{at}") for at, one in enumerate(members, 1))
    lead = _("The share of strong figures among the strong and the weak. Grey dots are all municipalities.")
    return Slide("goals", heading, lead, GoalLines(lines, named))


def goal_line(
    goal: Goal, shares: Sequence[float], readings: Readings, members: Sequence[PlaceInEdition]
) -> GoalLine:
    """Draw a goal: where the members stand by the share of strong figures."""
    known = []
    for at, one in enumerate(members, 1):
        reading = readings.get((one.code, goal.key))
        if reading and reading.wording and reading.wording.share is not None:
            known.append((one.name, StripPlace("", reading.wording.share, at)))
    told = ", ".join(f"{name} {round(100 * place.value)} %" for name, place in known)
    drawn = strip(shares, [place for _name, place in known], axis=(0.0, 1.0), width=GOAL_STRIP / GOAL_SCALE)
    label = escape(f"{goal.title}: {told}")
    wide, narrow = strip_pair(drawn, drawn, label, f"slide-goal-{goal.key}")
    return GoalLine(goal, enlarged(wide, GOAL_STRIP / GOAL_SCALE, drawn.height), SafeString(narrow))


def heat_slide(table: HeatTable) -> Slide | None:
    """Return the slide with members and goals side by side; none of many members."""
    if not 1 < len(table.members) <= MOST_ACROSS:
        return None
    lead = _(
        "How many figures lie on the strong and on the weak side. Never an average of the municipalities."
    )
    return Slide("heat", _("Goal by goal, side by side"), lead, table)


def map_slide(
    store: EditionStore, edition: Edition, name: str, members: Sequence[PlaceInEdition], query: str
) -> Slide | None:
    """Return the slide with the map of the members."""
    drawn = map_of(name, members, query)
    if drawn is None:
        return None
    people = population_of(store, edition, members)
    title = _("%(place)s: %(count)s municipalities") % {
        "place": name,
        "count": number_word(len(members)),
    }
    return Slide("map", title, "", MapOfMembers(drawn, tuple(members), people))


def following() -> Slide:
    """Return the last slide: what to agree on."""
    asked = [
        _("Which of these do we lift together?"),
        _("Who leads, and who is with us?"),
        _("What can we buy, build or decide together?"),
        _("When do we look at the figures again?"),
    ]
    return Slide("next", _("Next step"), _("Questions to agree on before the meeting ends."), asked)
