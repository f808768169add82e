"""An expected effect as pages show it: what was expected, what each edition says, and the picture."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from statistics import fmean
from typing import Any, Generic, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.charts.chart import ChartTable
from loftet.charts.line import Band, BandYear, Event, LineView, Point, Target
from loftet.charts.line import Line as ChartLine
from loftet.charts.line_table import line_table
from loftet.charts.numbers import number_text
from loftet.core.words import join_words, page_language
from loftet.editions.rows import Edition, Indicator
from loftet.effects.models import Direction, EditionAnswer, Expectation, OwnValue, Refusal
from loftet.effects.own import Dot, OwnSeries, own_series
from loftet.places.models import Place
from loftet.status.edition import current, store
from loftet.status.indicator.drawing import draw
from loftet.ui.numbers import number_style

POINTS = "%"
FEWEST_TOGETHER = 2
FIRST_CLAUSE = re.compile(r"(?<=[;:.])\s")
Effect = TypeVar("Effect", bound=Expectation)


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """The frozen value of a municipality, and its value in the newest year, where there is a newer one.

    `moved` is positive where the newest value is higher as it is written, and negative where it is lower. One
    that is not `counted` lacks the figure of a year, and is no part of the answer and its picture.
    """

    place: str
    value: str
    year: int
    frozen: float
    counted: bool = True
    newest: str = ""
    newest_year: int | None = None
    moved: float = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer of an edition in words, and whether it is a reason why there is none."""

    result: EditionAnswer
    sentence: str

    @property
    def clause(self) -> str:
        """Return the first clause, which says it."""
        return FIRST_CLAUSE.split(self.sentence, maxsplit=1)[0]

    @property
    def rest(self) -> str:
        """Return what follows: the reason, and what chance would do."""
        return self.sentence[len(self.clause) :]

    @property
    def finding(self) -> str:
        """Return the first clause as a sentence of its own."""
        return f"{self.clause.rstrip(';:.')}."

    @property
    def certainty(self) -> str:
        """Return what follows as a sentence of its own: how sure it is."""
        rest = self.rest.strip()
        return f"{rest[:1].upper()}{rest[1:]}"


@dataclass(frozen=True, slots=True)
class EffectCard(Generic[Effect]):
    """An expected effect with its newest answer, those of earlier editions, and the picture as SVG.

    `view` is what the picture shows, for those who draw it in another size.
    """

    effect: Effect
    name: str
    expected: str
    baseline: tuple[BaselineRow, ...]
    newest: Answer | None
    earlier: tuple[Answer, ...]
    chart: str
    table: ChartTable | None
    own: OwnSeries | None = None
    points: tuple[OwnValue, ...] = ()
    view: LineView | None = None

    @property
    def whose(self) -> str:
        """Return whose figure the answer is, where the project has several municipalities; else nothing."""
        names = [one.place for one in self.baseline if one.counted]
        if len(self.baseline) < FEWEST_TOGETHER or not names:
            return ""
        words = _("The figure is of %(names)s together.")
        if len(names) < FEWEST_TOGETHER:
            words = _("The figure is of %(names)s alone.")
        return " ".join(filter(None, (words % {"names": join_words(names)}, self.left_out)))

    @property
    def left_out(self) -> str:
        """Return which municipalities of the project the answer leaves out, and why; else nothing."""
        names = [one.place for one in self.baseline if not one.counted]
        words = ngettext(
            "%(names)s is not part of it: a year lacks its figure.",
            "%(names)s are not part of it: a year lacks their figures.",
            len(names),
        )
        return words % {"names": join_words(names)} if names else ""

    @property
    def newer_edition(self) -> str:
        """Return the edition of values that are newer than the frozen ones; else nothing."""
        has_newer = any(one.newest_year is not None for one in self.baseline)
        return self.newest.result.edition if self.newest and has_newer else ""

    @property
    def moved(self) -> str:
        """Return in how many of several municipalities the figure has moved as expected; else nothing."""
        rows = [one for one in self.baseline if one.newest_year is not None]
        if len(rows) < FEWEST_TOGETHER:
            return ""
        if self.effect.direction == Direction.UP:
            words = _("The figure has risen in %(number)d of %(count)d municipalities since the baseline.")
            number = sum(one.moved > 0 for one in rows)
        else:
            words = _("The figure has fallen in %(number)d of %(count)d municipalities since the baseline.")
            number = sum(one.moved < 0 for one in rows)
        return words % {"number": number, "count": len(rows)}

    @property
    def ahead(self) -> str:
        """Return that the figure is past its aim before the work can have moved it; else nothing."""
        if self.view is None or self.view.target is None or self.effect.treated_from is None:
            return ""
        year, value = max((one.year, one.value) for one in self.view.own.points if one.value is not None)
        past = (value - self.view.target.value) * (1 if self.effect.direction == Direction.UP else -1)
        if year >= self.effect.treated_from or past <= 0:
            return ""
        words = _("It is %(value)s %(unit)s already, past the aim.")
        number = number_text(value, self.view.decimals, self.view.numbers)
        return words % {"value": number, "unit": self.view.unit}

    @property
    def written(self) -> Iterable[tuple[OwnValue, Dot]]:
        """Return the values of its own figure as they were written, each with its number in words."""
        return zip(self.points, self.own.dots, strict=True) if self.own else ()


def indicators_now() -> Mapping[str, Indicator]:
    """Return the indicators of the current edition by key, in the language of the page."""
    edition = current().edition
    return _indicators(edition) if edition is not None else {}


def _indicators(edition: Edition) -> Mapping[str, Indicator]:
    language = page_language()
    return {one.key: one for one in store().indicators(edition, language)}


def cards_of(effects: Iterable[Effect], *, with_charts: bool = True) -> list[EffectCard[Effect]]:
    """Return the cards of effects whose results are fetched already; two queries for the places."""
    rows = list(effects)
    known = indicators_now() if rows else {}
    slugs = {slug for one in rows for slug in one.baseline.get("places", ())}
    places = Place.objects.filter(slug__in=slugs).prefetch_related("codes") if slugs else ()
    found = {one.slug: one for one in places}
    cards = [_card(one, known.get(one.indicator), found, with_chart=with_charts) for one in rows]
    shown = [_still_shown(card, known) for card in cards] if known else cards
    return [_own(card) for card in shown] if with_charts else shown


def _still_shown(card: EffectCard[Effect], known: Mapping[str, Indicator]) -> EffectCard[Effect]:
    """Return a card; of a figure that is no longer shown, what earlier editions said is kept as that."""
    if card.newest is None or card.effect.indicator in known:
        return card
    now: dict[str, Any] = {"effect": card.effect, "edition": _edition_now(), "answer": Refusal.NO_INDICATOR}
    gone = type(card.newest.result)(**now)
    earlier = [one for one in (card.newest, *card.earlier) if one.result.answer != Refusal.NO_INDICATOR]
    return replace(card, newest=Answer(gone, said(gone)), earlier=tuple(earlier))


def _edition_now() -> str:
    edition = current().edition
    return edition.id if edition else ""


def _own(card: EffectCard[Effect]) -> EffectCard[Effect]:
    """Return a card with its own figure, where values are written."""
    points = tuple(card.effect.points.all()) if card.effect.own_figure else ()
    if not points:
        return card
    told = [(one.day, float(one.value)) for one in points]
    return replace(card, own=own_series(card.effect.own_figure, told, card.effect.began_on), points=points)


def _card(
    effect: Effect, indicator: Indicator | None, places: Mapping[str, Place], *, with_chart: bool
) -> EffectCard[Effect]:
    answers = [Answer(one, said(one)) for one in effect.results.all()]
    name = indicator.name if indicator else effect.indicator
    newest = answers[0] if answers else None
    rows = tuple(_baseline_rows(effect, indicator, places, newest.result.series if newest else {}))
    chart, table, view = "", None, None
    if with_chart and indicator is not None and newest is not None and newest.result.series:
        view = _view(effect, newest, indicator, rows)
        chart, table = draw(view, f"effect-{effect.pk}"), line_table(view)
    return EffectCard(
        effect,
        name,
        expected_sentence(effect, indicator),
        rows,
        newest,
        tuple(answers[1:]),
        chart,
        table,
        view=view,
    )


def _baseline_rows(
    effect: Expectation, indicator: Indicator | None, places: Mapping[str, Place], series: Mapping[str, Any]
) -> Iterable[BaselineRow]:
    """Yield what is frozen, in the order of the alphabet, each with the newest value of its municipality."""
    values = effect.baseline.get("values", {})
    counted, newest = series.get("places"), series.get("newest", {})
    for slug in dict.fromkeys((*effect.baseline.get("places", ()), *values)):
        if slug not in values:
            continue
        (year, value), place = values[slug], places.get(slug)
        codes = {one.code for one in place.codes.all()} if place else set()
        row = BaselineRow(
            place.name if place else slug,
            _value(value, indicator),
            year,
            value,
            counted is None or not codes.isdisjoint(counted),
        )
        now = next((newest[code] for code in newest if code in codes), None)
        if now is None or indicator is None or series["years"][-1] <= year:
            yield row
            continue
        moved = round(now, indicator.decimals) - round(value, indicator.decimals)
        yield replace(row, newest=_value(now, indicator), newest_year=series["years"][-1], moved=moved)


def said(result: EditionAnswer) -> str:
    """Return the answer of an edition in the language of the page."""
    if result.is_refused:
        return str(Refusal(result.answer).label)
    language = page_language()
    text: str = getattr(result, f"sentence_{language}", "") or result.sentence_nb
    return text


def expected_sentence(effect: Expectation, indicator: Indicator | None) -> str:
    """Return what is expected, in a sentence."""
    words = _("We expect: %(name)s falls by %(size)s %(unit)s, seen in the figures of %(year)s.")
    if effect.direction == Direction.UP:
        words = _("We expect: %(name)s rises by %(size)s %(unit)s, seen in the figures of %(year)s.")
    decimals = max(-int(effect.size.normalize().as_tuple().exponent), 0)
    return words % {
        "name": indicator.name if indicator else effect.indicator,
        "size": number_text(float(effect.size), decimals, number_style()),
        "unit": _unit(indicator),
        "year": effect.by_year,
    }


def _unit(indicator: Indicator | None) -> str:
    if indicator is None:
        return ""
    return _("percentage points") if indicator.unit == POINTS else indicator.unit


def _value(value: float, indicator: Indicator | None) -> str:
    if indicator is None:
        return number_text(value, 1, number_style())
    return f"{number_text(value, indicator.decimals, number_style())} {indicator.unit}"


def _view(
    effect: Expectation, answer: Answer, indicator: Indicator, baseline: Iterable[BaselineRow]
) -> LineView:
    """Return the picture: observed strong, expected beside it, others as a band, and when the work began."""
    series: Mapping[str, Any] = answer.result.series
    years = series["years"]
    own = ChartLine(_("The project"), tuple(map(Point, years, series["observed"])))
    expected = tuple(
        Point(year, value) for year, value in zip(years, series["expected"], strict=True) if value is not None
    )
    others = (ChartLine(_("Expected"), expected),) if expected else ()
    band = tuple(map(BandYear, years, series["low"], series["high"]))
    start = effect.treated_from or years[-1]
    return LineView(
        title=f"{indicator.name}: {answer.sentence}",
        description=_(
            "The mean of the project’s municipalities, what was expected, and the middle half of the others."
        )
        if expected
        else _("The mean of the project’s municipalities, and the middle half of the others."),
        unit=indicator.unit,
        decimals=indicator.decimals,
        numbers=number_style(),
        year_word=_("Year"),
        own=own,
        others=others,
        band=Band(_("The middle half of the others"), _("Middle half"), band),
        target=_target(effect, indicator, baseline),
        events=(Event(start, _("The project begins")),) if start <= max(years[-1], effect.by_year) else (),
        cut_word=_("The axis begins at %s"),
    )


def _target(effect: Expectation, indicator: Indicator, baseline: Iterable[BaselineRow]) -> Target | None:
    """Return what was expected when the project began, from the mean of the frozen values in the picture."""
    values = [one.frozen for one in baseline if one.counted]
    if not values:
        return None
    wished = fmean(values) + float(effect.change)
    number = number_text(wished, indicator.decimals, number_style())
    return Target(wished, _("Hoped for"), number, effect.by_year)
