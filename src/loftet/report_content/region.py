"""The content about a region or a county: what its municipalities share, side by side, never averaged."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from loftet.charts.numbers import number_text
from loftet.core.words import GOAL_WORDS, Sign
from loftet.documents.blocks import Cell, Table
from loftet.editions.rows import Edition, GoalWord, IndicatorRow
from loftet.editions.store import EditionStore
from loftet.places.models import Place
from loftet.report_content.drawing import members_figure
from loftet.report_content.links import permanent
from loftet.report_content.tables import NOTHING, source_list
from loftet.report_content.told import GoalTold, Point, Told, no_figures
from loftet.status.goal_names import Goal, goals
from loftet.status.presentation.region import following
from loftet.status.queries.beside import cell, newest_year, readings_of
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.region.goals import MOST_ACROSS, HeatTable, MemberCell
from loftet.status.region.queries import RegionPage, read_members, region_page
from loftet.status.region.shared import SharedItem
from loftet.status.region.views import RegionInEdition, region_in
from loftet.status.sentences.words import YES_NO
from loftet.status.shared_challenges.queries import ChallengesPage, Line, challenges_page
from loftet.ui.numbers import number_style

Members = Sequence[PlaceInEdition]


def region_in_edition(place: Place, edition: Edition) -> RegionInEdition:
    """Return a region or a county with its municipalities.

    Raises:
        InvalidInput: when the edition has no figures for them.
    """
    here = region_in(place, edition)
    if not here.members:
        raise no_figures(place.name, edition)
    return here


def region_told(place: Place, store: EditionStore, edition: Edition, here: RegionInEdition) -> Told:
    """Read what is told of a region or a county."""
    page = region_page(store, edition, place.name, here.members, here.own)
    tested = challenges_page(store, edition, place.name, here.members)
    rows, _readings = read_members(store, edition, here.members, None)
    lift = tuple(_shared(one, edition) for one in page.shared)
    return Told(
        name=place.name,
        is_region=True,
        edition=edition,
        link=permanent(edition, "region", place.slug),
        lead=page.lead or page.who_is_judged,
        facts=_facts(page, here.members),
        counted=page.who_is_judged,
        picture=_heat(page.goals.heat, page.goals.heading, edition),
        strong=tuple(_strength(one, edition) for one in tested.strengths),
        lift=lift,
        area=place.name,
        together=tested.answer,
        shared=lift,
        goals=_heat(page.goals.heat, page.goals.heading, edition),
        by_goal=tuple(_goal(goal, rows, here.members, edition) for goal in goals()),
        ahead=None,
        gaps=_gaps(page, tested),
        questions=_questions(),
        indicators=page.sources,
        named=tuple(row.indicator for row in rows if row.indicator.key in {one.key for one in page.shared}),
        standouts=None,
        by_word=_by_word(page.goals.heat, page.goals.heading, edition),
    )


def _facts(page: RegionPage, members: Members) -> tuple[str, ...]:
    people = number_text(page.population, 0, number_style()) if page.population else ""
    return tuple(
        filter(
            None,
            (
                _("%(people)s inhabitants") % {"people": people} if people else "",
                ", ".join(one.name for one in members) if len(members) <= MOST_ACROSS else "",
            ),
        )
    )


def _shared(item: SharedItem, edition: Edition) -> Point:
    link = permanent(edition, "indicator", item.key)
    evidence = _("Clearly shared") if item.is_clear else _("Counted")
    strips = item.strips
    return Point(
        name=item.name,
        sentence=f"{item.sentence} {item.going}",
        link=link,
        deeds=(f"{item.influence}.",) if item.influence else (),
        figure=(
            members_figure(strips.strip, f"{item.name}: {item.sentence}", f"{item.name} ({evidence})", link)
            if strips
            else None
        ),
        clear=item.is_clear,
    )


def _strength(line: Line, edition: Edition) -> Point:
    return Point(line.name, line.sentence, permanent(edition, "indicator", line.key))


def _heat(heat: HeatTable, caption: str, edition: Edition) -> Table:
    """Return members and goals: «5–2» and its word; many members are rows, with their goals in order."""
    if not heat.members_across:
        rows = tuple(
            (
                Cell(one.name, permanent(edition, "municipality", one.slug)),
                *(Cell(of.cell.text) for of in cells),
            )
            for one, cells in heat.by_member
        )
        return Table(caption, (_("Municipality"), *(one.key for one in heat.goals)), rows, (4.0, *[1.0] * 17))
    counted = _("«%(sign)s» are two strong figures and one weak.") % {"sign": "2–1"}
    return Table(
        f"{caption}. {counted}",
        (_("Goal"), *(one.name for one in heat.members)),
        tuple(
            (
                Cell(goal.title, permanent(edition, "goal", goal.key)),
                *(Cell(f"{of.cell.text} {of.sign.word}") for of in cells),
            )
            for goal, cells in heat.by_goal
        ),
        (2.2, *[1.0] * len(heat.members)),
        whole=True,
    )


def _by_word(heat: HeatTable, caption: str, edition: Edition) -> Table | None:
    """Return the goals with the members of each word, few columns whatever the region; many are counted."""
    words = [GOAL_WORDS[one] for one in (GoalWord.STRONG, GoalWord.MIXED, GoalWord.WEAK)]

    def said(cells: Sequence[MemberCell], word: Sign) -> str:
        names = [one.name for one, of in zip(heat.members, cells, strict=True) if of.sign == word]
        return (", ".join(names) if heat.members_across else str(len(names))) if names else NOTHING

    signs = [of.sign for cells in heat.cells for of in cells]
    if not any(one in words for one in signs):  # an edition from before the words
        return None
    few = _("Those who are not in a row have too few figures.") if set(signs) - set(words) else ""
    rows = tuple(
        (
            Cell(goal.title, permanent(edition, "goal", goal.key)),
            *(Cell(said(cells, word)) for word in words),
        )
        for goal, cells in heat.by_goal
    )
    return Table(
        f"{caption}. {few}".strip(), (_("Goal"), *(str(one.word) for one in words)), rows, (1.5, 1, 1, 1)
    )


def _goal(goal: Goal, rows: Sequence[IndicatorRow], members: Members, edition: Edition) -> GoalTold:
    of_goal = [row for row in rows if row.indicator.goal == goal.key]
    sources = source_list([row.indicator for row in of_goal])
    if not of_goal:
        return GoalTold(goal.title, _("This edition has no figures on this goal."), None, "")
    if len(members) > MOST_ACROSS:
        return GoalTold(goal.title, goal.about, None, sources)
    table = Table(
        "",
        (_("Indicator"), *(one.name for one in members)),
        tuple(_cells(row, members, edition) for row in of_goal),
        (2.6, *[1.0] * len(members)),
    )
    return GoalTold(goal.title, goal.about, table, sources)


def _cells(row: IndicatorRow, members: Members, edition: Edition) -> tuple[Cell, ...]:
    """Return an indicator's row: each member's figure, with its year where it is not the newest."""
    of = {one.place: one for one in readings_of(row)}
    unit = "" if row.indicator.unit in YES_NO or not row.indicator.unit else f" ({row.indicator.unit})"
    name = Cell(f"{row.indicator.name}{unit}", permanent(edition, "indicator", row.indicator.key))
    newest = newest_year(of[one.code] for one in members)
    found = (cell(of[one.code], row.indicator, row.values, newest) for one in members)
    return (
        name,
        *(
            Cell((f"{one.text} ({one.year})" if one.year else one.text) or _gap_words(one.sign))
            for one in found
        ),
    )


def _gap_words(sign: Sign) -> str:
    """Return why a figure is not there, in a word: columns are narrow, and a section tells of gaps."""
    return _("Hidden") if sign.key == "suppressed" else str(sign.word)


def _gaps(page: RegionPage, tested: ChallengesPage) -> tuple[str, ...]:
    told = [f"{one.sign.word}: {one.count}" for one in page.gaps]
    if tested.not_compared:
        told.append(_("Not compared: %(names)s") % {"names": ", ".join(tested.not_compared)})
    return tuple(told)


def _questions() -> tuple[str, ...]:
    content = following().content
    assert isinstance(content, list)
    return tuple(content)
