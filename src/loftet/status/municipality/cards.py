"""The cards of figures that stand out: a sentence, a strip, the mark, and for weak ones what can be done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from loftet.core.words import Words
from loftet.editions.rows import IndicatorRow, Reading, Trend, Yardstick
from loftet.methods.verdicts import MarkKind, Side
from loftet.status.marks import mark_word, own_mark, side_of
from loftet.status.municipality.advice import Advice, Peers, advice_on
from loftet.status.municipality.sentences import figure_beside_country
from loftet.status.queries.chosen import country_of
from loftet.status.queries.nearby import Area
from loftet.status.sentences.words import yardstick
from loftet.status.strips import IndicatorStrip, strip_of_place


@dataclass(frozen=True, slots=True)
class Card:
    """A figure that stands out."""

    key: str
    name: str
    goal: str
    sentence: str
    figure: str
    mark: MarkKind
    word: Words
    year: int | None
    strip: IndicatorStrip | None
    advice: tuple[Advice, ...] = ()


def card_of(row: IndicatorRow, name: str, values: Sequence[float], advice: tuple[Advice, ...] = ()) -> Card:
    """Build the card of a figure."""
    mark = own_mark(row)
    assert mark is not None
    return Card(
        key=row.indicator.key,
        name=row.indicator.name,
        goal=row.indicator.goal,
        sentence=card_sentence(row, country_of(row)),
        figure=figure_beside_country(row, None, with_year=False).rstrip("."),
        mark=mark,
        word=mark_word(mark),
        year=row.own.year,
        strip=strip_of_place(row, name, values),
        advice=advice,
    )


def weak_cards(
    rows: Sequence[IndicatorRow],
    name: str,
    spread: Mapping[str, Sequence[float]],
    area: Area | None,
    peers: Peers,
) -> tuple[Card, ...]:
    """Build the cards of what must be lifted, with what can be done."""
    return tuple(
        card_of(row, name, spread.get(row.indicator.key, ()), advice_on(row, area, peers)) for row in rows
    )


def card_sentence(row: IndicatorRow, country: Reading | None) -> str:
    """Return a figure beside the country, its target, and where it is heading, where that is sure.

    Of a strong figure only the wrong way is news.
    """
    parts = [figure_beside_country(row, country, with_year=False)]
    if row.indicator.yardstick is Yardstick.TARGET:
        parts.append(yardstick(row.indicator, None))
    heading = {
        Trend.WORSENING: _("It goes the wrong way."),
        Trend.IMPROVING: _("It goes the right way."),
        Trend.STAGNATING: _("It stands still."),
    }
    is_weak = side_of(row, row.own) is Side.WEAK
    if row.own.trend in heading and (is_weak or row.own.trend is Trend.WORSENING):
        parts.append(heading[row.own.trend])
    return " ".join(filter(None, parts))
