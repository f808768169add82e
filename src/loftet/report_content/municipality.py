"""The content about a municipality: the figures, words and drawings of its page, as plain values."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from loftet.challenges.choosing.queries import ChosenFigure
from loftet.charts.numbers import number_text
from loftet.core.words import page_language
from loftet.documents.blocks import Figure, Table
from loftet.editions.rows import Edition, Indicator, IndicatorRow
from loftet.editions.store import EditionStore
from loftet.invalid_input import InvalidInput
from loftet.methods.verdicts import Side
from loftet.places.models import Place
from loftet.report_content.drawing import profile_figure, strip_figure
from loftet.report_content.links import permanent
from loftet.report_content.tables import (
    ahead_table,
    chosen_table,
    figures_table,
    first_columns,
    goals_table,
    source_list,
)
from loftet.report_content.told import GoalTold, Point, Told, no_figures
from loftet.status.indicator_words import label_name, short_name
from loftet.status.municipality.advice import Peers
from loftet.status.municipality.cards import Card, card_of, weak_cards
from loftet.status.municipality.facts import Facts
from loftet.status.municipality.goal_sentences import goal_in_place
from loftet.status.municipality.queries import GoalCard, MunicipalityPage, Overview, municipality_page
from loftet.status.municipality.sentences import standing
from loftet.status.municipality.standouts import MOST as MOST_NAMED
from loftet.status.municipality.standouts import is_clear
from loftet.status.presentation.municipality import following
from loftet.status.profile import ProfileOfPlace, profile_of
from loftet.status.queries.chosen import PlaceInEdition, in_edition
from loftet.status.queries.conservative_trend import conservative_trend_rows
from loftet.status.queries.figures import FigureRow, columns_beside, figure_row, group_by_goal
from loftet.status.queries.gaps import Gaps
from loftet.status.queries.nearby import Area, surroundings
from loftet.status.queries.values import values_of
from loftet.status.shared_challenges.queries import FirstLines, first_lines
from loftet.ui.numbers import number_style

Points = tuple[str, tuple[Card, ...], tuple[Card, ...]]  # the answer, what is strong, what must be lifted


@dataclass(frozen=True, slots=True)
class _Read:
    """The page and the rows of a municipality, before they are put into words."""

    store: EditionStore
    place: PlaceInEdition
    edition: Edition
    area: Area | None
    page: MunicipalityPage
    found: Mapping[str, IndicatorRow]
    rows: tuple[FigureRow, ...]
    sentences: Mapping[str, str]
    shared: FirstLines | None

    def address(self, name: str, *args: str) -> str:
        """Return the permanent address of a page of the municipality."""
        return permanent(self.edition, name, self.place.slug, *args)


def municipality_in_edition(place: Place, store: EditionStore, edition: Edition) -> PlaceInEdition:
    """Return a municipality as an edition knows it.

    Raises:
        InvalidInput: when the edition has no figures for it.
    """
    here = in_edition([place], edition).get(place.slug)
    if here is None or here.code not in {one.code for one in store.places(edition)}:
        raise no_figures(place.name, edition)
    return here


def municipality_told(
    here: PlaceInEdition,
    store: EditionStore,
    edition: Edition,
    chosen: Sequence[ChosenFigure] = (),
    *,
    leaves_out: bool = False,
) -> Told:
    """Read what is told of a municipality; `leaves_out` does without what the edition does not have.

    Raises:
        InvalidInput: when the edition has not got what is chosen.
    """
    read = _read(store, edition, here, with_others=bool(chosen))
    known = {row.indicator.key: row for row in read.rows}
    missing = tuple(one.key for one in chosen if one.key not in known)
    if missing and not leaves_out:
        said = _("Edition %(edition)s has no indicator «%(indicator)s».")
        raise InvalidInput.because(said % {"edition": edition.id, "indicator": missing[0]})
    told = _told(read, known, [one for one in chosen if one.key in known])
    return replace(told, left_out=missing)


def _read(store: EditionStore, edition: Edition, here: PlaceInEdition, *, with_others: bool) -> _Read:
    area = surroundings(here, edition)
    page = municipality_page(
        store, edition, here, lambda goal: permanent(edition, "municipality_goal", here.slug, goal), area
    )
    columns = columns_beside(store, edition, ())
    others = area.others if area and with_others else ()  # a county may have fifty of them
    beside = [*(one.code for one in columns), *(one.code for one in others)]
    read = store.indicator_rows(edition, here.code, page_language(), beside)
    ahead = store.projection_reader.projections(edition, here.code)
    rows: Sequence[IndicatorRow] = conservative_trend_rows(store, edition, read, ahead)
    found = {one.goal: one.own for one in store.goal_rows(edition, here.code, ())}
    return _Read(
        store=store,
        place=here,
        edition=edition,
        area=area,
        page=page,
        found={row.indicator.key: row for row in rows},
        rows=tuple(figure_row(row, columns) for row in rows),
        sentences={
            one.key: goal_in_place(here.name, found.get(one.key), one.counts) for one in page.overview.goals
        },
        shared=first_lines(store, edition, area.name, (here, *area.others)) if area else None,
    )


def _told(read: _Read, known: Mapping[str, FigureRow], chosen: Sequence[ChosenFigure]) -> Told:
    overview, name, edition = read.page.overview, read.place.name, read.edition
    lead, strong, lift = _chosen_points(read, chosen) if chosen and overview.judged else _points_of(overview)
    home = read.address("municipality")
    return Told(
        name=name,
        is_region=False,
        edition=edition,
        link=home,
        lead=lead,
        facts=facts_in_words(overview.facts),
        counted=overview.about.ladder,
        picture=_picture(_profile(read, [*strong[:MOST_NAMED], *lift[:MOST_NAMED]]), home),
        strong=tuple(_point(one, read) for one in strong),
        lift=tuple(_point(one, read) for one in lift),
        area=read.area.name if read.area else "",
        together=(read.shared.answer,) if read.shared else (),
        shared=_shared(read),
        goals=goals_table(
            _("The 17 goals in %(place)s") % {"place": name},
            overview.goals,
            _goal_links(read, overview.goals),
        ),
        by_goal=tuple(_goal(read, one) for one in overview.goals),
        ahead=_ahead(read),
        gaps=gaps_in_words(overview.about.gaps),
        questions=_questions(read, lift),
        indicators=tuple(row.indicator for row in read.rows),
        named=_named(read, [one.key for one in chosen] or [one.key for one in (*strong, *lift)]),
        standouts=_standouts(read, [known[one.key] for one in (*strong, *lift)]),
        chosen=_chosen(read, known, chosen),
    )


def _standouts(read: _Read, rows: Sequence[FigureRow]) -> Table | None:
    caption = _("The figures that stand out")
    table = figures_table(caption, rows, read.place.slug, read.edition) if rows else None
    return first_columns(table) if table else None  # the assessment says where each is heading


def _chosen(read: _Read, known: Mapping[str, FigureRow], chosen: Sequence[ChosenFigure]) -> Table | None:
    caption = _("The indicators that %(place)s has chosen") % {"place": read.place.name}
    return chosen_table(caption, chosen, known, read.place.slug, read.edition) if chosen else None


def _points_of(overview: Overview) -> Points:
    """Return the answer of the page, and the figures that stand out."""
    return " ".join(overview.answer), overview.strong, overview.lift


def _chosen_points(read: _Read, chosen: Sequence[ChosenFigure]) -> Points:
    """Return the answer about what the municipality has chosen: what of it is clearly strong or weak."""
    rows = [read.found[one.key] for one in chosen]
    strong, weak = ([row for row in rows if is_clear(row, side)] for side in (Side.STRONG, Side.WEAK))
    values = {
        row.indicator.key: values_of(read.store, read.edition, row.indicator.key) for row in (*strong, *weak)
    }
    names = ([short_name(row.indicator) for row in part[:MOST_NAMED]] for part in (strong, weak))
    return (
        " ".join(standing(read.place.name, *names)),
        tuple(card_of(row, read.place.name, values[row.indicator.key]) for row in strong),
        weak_cards(weak, read.place.name, values, read.area, Peers({}, {})),
    )


def facts_in_words(facts: Facts) -> tuple[str, ...]:
    """Return the facts of a municipality, each a few words; what is not known is left out."""
    style = number_style()
    told = [
        _("%(people)s inhabitants") % {"people": number_text(facts.population, 0, style)}
        if facts.population
        else "",
        f"{number_text(facts.area, 0, style)}\N{NO-BREAK SPACE}km²" if facts.area else "",
        facts.county,
        facts.region.name if facts.region else "",
    ]
    return tuple(filter(None, told))


def gaps_in_words(gaps: Gaps) -> tuple[str, ...]:
    """Return how many figures are not there, a line for each reason; few of them are named."""
    if gaps.are_few:
        return tuple(f"{one.indicator.name}: {one.sign.word}" for one in gaps.every)
    return tuple(f"{kind.sign.word}: {len(kind.gaps)}" for kind in gaps.kinds)


def _profile(read: _Read, named: Sequence[Card]) -> ProfileOfPlace | None:
    """Return the profile of the page, with the names of what the report tells of."""
    overview = read.page.overview
    if overview.profile is None or {one.key for one in named} == {
        one.key for one in (*overview.strong, *overview.lift)
    }:
        return overview.profile
    words = {card.key: card.word.word for card in overview.goals}
    labels = {one.key: label_name(read.found[one.key].indicator) for one in named}
    link = _goal_links(read, overview.goals).__getitem__
    return profile_of(read.place.name, tuple(read.found.values()), words, link, labels)


def _picture(profile: ProfileOfPlace | None, link: str) -> Figure | None:
    if profile is None:
        return None
    caption = _(
        "One mark for each figure. Over the line: strong side. Under it: weak side. "
        "Square: by a target. Circle: by others."
    )
    return profile_figure(profile, caption, link)


def _point(card: Card, read: _Read) -> Point:
    link = permanent(read.edition, "indicator", card.key, sted=read.place.slug)
    word = f"{card.word}."
    return Point(
        name=card.name,
        sentence=f"{card.sentence} {word}",
        link=link,
        deeds=tuple(f"{one.lead} {one.text}" for one in card.advice),
        figure=strip_figure(card.strip, f"{card.name} ({card.year})", link) if card.strip else None,
    )


def _shared(read: _Read) -> tuple[Point, ...]:
    if read.shared is None:
        return ()
    return tuple(
        Point(
            one.name,
            one.sentence,
            permanent(read.edition, "indicator", one.key, sted=read.place.slug),
        )
        for one in read.shared.lines
    )


def _goal_links(read: _Read, goals: Sequence[GoalCard]) -> dict[str, str]:
    return {one.key: read.address("municipality_goal", one.key) for one in goals}


def _goal(read: _Read, card: GoalCard) -> GoalTold:
    title = f"{card.key}. {card.name}"
    rows = next((one.rows for one in group_by_goal(read.rows) if one.key == card.key), ())
    table = figures_table("", rows, read.place.slug, read.edition) if rows else None
    return GoalTold(title, read.sentences[card.key], table, source_list([one.indicator for one in rows]))


def _ahead(read: _Read) -> Table | None:
    charts = read.page.ahead
    if not charts:
        return None
    caption = _("Unlikely that %(place)s reaches these targets by %(year)s") % {
        "place": read.place.name,
        "year": charts[0].mini.target_year,
    }
    return ahead_table(caption, charts, read.place.slug, read.edition)


def _named(read: _Read, figures: Iterable[str]) -> tuple[Indicator, ...]:
    """Return the indicators that are told of, and those that are shared."""
    keys = [*figures, *(one.key for one in (read.shared.lines if read.shared else ()))]
    return tuple(read.found[key].indicator for key in dict.fromkeys(keys) if key in read.found)


def _questions(read: _Read, lift: tuple[Card, ...]) -> tuple[str, ...]:
    content = following(replace(read.page.overview, lift=lift[:MOST_NAMED]), read.area).content
    assert isinstance(content, list)
    return tuple(content)
