"""Sentences about a municipality: how it stands on the goals, where a figure stands, how it has moved."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from loftet.core.words import join_words
from loftet.editions.rows import IndicatorRow, Reading
from loftet.status.sentences.words import Relation, figure, relation, yardstick


@dataclass(frozen=True, slots=True)
class Ladder:
    """The number of indicators that there are, apply, have a figure, have a part in a score.

    `background` tells that the others with a figure have no say in any status either.
    """

    every: int
    applying: int
    known: int
    scored: int
    background: bool
    judged: bool


def standing(name: str, strong: Sequence[str], weak: Sequence[str]) -> list[str]:
    """Return how a place stands in two sentences without numbers; the names are short ones.

    >>> from django.utils import translation
    >>> with translation.override("en"):
    ...     standing("Gol", ["water"], [])
    ['Gol does well on water.']
    """
    if not strong and not weak:
        return [_("No figure of %(place)s stands out clearly.") % {"place": name}]
    said = []
    if strong:
        said.append(_("%(place)s does well on %(names)s.") % {"place": name, "names": join_words(strong)})
    if weak:
        names = join_words(weak)
        said.append(_("%(names)s should be lifted.") % {"names": names[:1].upper() + names[1:]})
    return said


def ladder(name: str, counted: Ladder) -> str:
    """Return in words the counts of indicators of a place; without a status those of figures."""
    numbers = {"place": name} | asdict(counted)
    if not counted.judged:
        return (
            _(
                "Indicators: %(every)d in this edition, %(applying)d that apply in %(place)s, "
                "%(known)d with a figure."
            )
            % numbers
        )
    said = [
        _(
            "Indicators: %(every)d in this edition, %(applying)d that apply in %(place)s, "
            "%(known)d with a figure, %(scored)d that count in the scores of the goals."
        )
        % numbers,
        _("The others with a figure are background.") if counted.background else "",
    ]
    return " ".join(filter(None, said))


def not_judged(name: str) -> str:
    """Return the sentence that a municipality has no status here, and why."""
    return _(
        "%(place)s has no status here: the municipality has not said that it takes part. "
        "Its figures are shown with those of others."
    ) % {"place": name}


def standing_of(row: IndicatorRow, country: Reading | None) -> str:
    """Return an indicator's value and year beside the country's, and the yardstick of its status.

    The country alone would mislead: a figure can be better than the country's and weaker than most.
    """
    return f"{figure_beside_country(row, country)} {yardstick(row.indicator, row.values)}".rstrip()


def figure_beside_country(row: IndicatorRow, country: Reading | None, *, with_year: bool = True) -> str:
    """Return an indicator's value beside the country's; a year is told where it is wanted, or differs."""
    assert row.own.value is not None
    own = {"value": figure(row.own.value, row.indicator), "year": row.own.year}
    if country is None or country.value is None:
        return _("%(value)s in %(year)s.") % own if with_year else f"{own['value']}."
    other = own | {"country": figure(country.value, row.indicator), "country_year": country.year}
    level = relation(row.own, country, row.indicator.decimals) is Relation.LEVEL
    if level and with_year:
        return _("%(value)s in %(year)s; no certain difference from the country (%(country)s).") % other
    if country.year != row.own.year:
        return _("%(value)s in %(year)s, against %(country)s in the country in %(country_year)s.") % other
    if with_year:
        return _("%(value)s in %(year)s, against %(country)s in the country.") % other
    return _("%(value)s, against %(country)s in the country.") % other
