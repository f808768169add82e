"""An expected effect as an edition answers it: a panel of all municipalities, or why there is none.

The places of the project are compared with those that never had a project for the same figure. Years before
a break of the series are left out, and so are places that lack a year.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from statistics import fmean, quantiles

import numpy as np

from loftet.editions.rows import Edition, Indicator, Influence
from loftet.editions.store import EditionStore
from loftet.effects.models import Refusal
from loftet.methods.effect.answer import Answer, find_effect
from loftet.methods.effect.panel import NEVER, Panel
from loftet.methods.effect.sentences import Language

YEARS_BEFORE, DONORS = 3, 2
MUNICIPAL = 4  # digits of a municipality's code
POINTS = {Language.NB: "prosentpoeng", Language.NN: "prosentpoeng", Language.EN: "percentage points"}

Rows = dict[str, dict[int, float]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to an edition: the figure, codes of the places, the first year, who else is left out."""

    indicator: str
    places: Collection[str]
    treated_from: int
    others_treated: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """The answer: a verdict or a reason, a sentence in each language, numbers, and the lines of the picture.

    `series` holds lists of one length: years, the mean of the places as observed and as expected (the last in
    years of the work alone), and the ends of the middle half of the others. Besides, `places` has the codes
    of the places, and `newest` by code their values in the last year, also where an earlier year is lacking.
    Unit: that of the indicator.
    """

    answer: str
    method: str = ""
    sentences: Mapping[str, str] = field(default_factory=dict)
    estimate: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    series: Mapping[str, object] = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, object]:
        """Return it as the fields of an `EditionAnswer`."""
        numbers = {"estimate": self.estimate, "low": self.low, "high": self.high, "p": self.p}
        sentences = {f"sentence_{language}": text for language, text in self.sentences.items()}
        answer, method = str(self.answer), str(self.method)
        return {"answer": answer, "method": method, "series": dict(self.series), **numbers, **sentences}


def read_effect(store: EditionStore, edition: Edition, asked: Asked) -> Reading:
    """Return what an edition says of an effect; nothing is computed where it cannot be said."""
    known = {one.key: one for one in store.indicators(edition, Language.NB)}
    if (indicator := known.get(asked.indicator)) is None:
        return Reading(Refusal.NO_INDICATOR)
    if indicator.influence is Influence.LITTLE:
        return Reading(Refusal.BACKGROUND)
    if not asked.places:
        return Reading(Refusal.NO_PLACES)
    rows: Rows = {}
    for one in store.whole_series(edition, asked.indicator):
        if one.value is not None and len(one.place) == MUNICIPAL:
            rows.setdefault(one.place, {})[one.year] = one.value
    panel = panel_of(rows, asked, indicator.series_from)
    if isinstance(panel, Refusal):
        return Reading(panel)
    named = {language: _named(store, edition, asked.indicator, language) for language in Language}
    reading, last = _read(panel, named), int(panel.years[-1])
    newest = {code: rows[code][last] for code in sorted(asked.places) if last in rows.get(code, {})}
    return replace(reading, series={**reading.series, "newest": newest})


def panel_of(rows: Rows, asked: Asked, series_from: int | None) -> Panel | Refusal:
    """Build the panel of the places that have every comparable year, or return why there is none.

    >>> rows = {code: {year: float(year % 7) for year in range(2016, 2026)} for code in ("3301", "3303")}
    >>> panel_of(rows, Asked("leakage", ("3301",), 2020), None).value
    'all_treated'
    >>> panel_of(rows, Asked("leakage", ("3301",), 2020), 2019).value
    'break'
    """
    every = sorted({year for values in rows.values() for year in values})
    years = [year for year in every if series_from is None or year >= series_from]
    if sum(year < asked.treated_from for year in years) < YEARS_BEFORE:
        was_enough = sum(year < asked.treated_from for year in every) >= YEARS_BEFORE
        return Refusal.BREAK if was_enough else Refusal.SHORT
    whole = [place for place in sorted(rows) if all(year in rows[place] for year in years)]
    treated = [place for place in whole if place in asked.places]
    never = [place for place in whole if place not in asked.places and place not in asked.others_treated]
    if not treated:
        return Refusal.NO_SERIES
    if len(never) < DONORS:
        return Refusal.ALL_TREATED
    names = (*treated, *never)
    values = np.array([[rows[place][year] for year in years] for place in names])
    if not (values != values[:, :1]).any(axis=1)[: len(treated)].all():
        return Refusal.CONSTANT
    starts = [float(asked.treated_from)] * len(treated) + [NEVER] * len(never)
    return Panel(names, np.array(years, dtype=np.int64), values, np.array(starts))


def _named(store: EditionStore, edition: Edition, key: str, language: Language) -> Indicator:
    return next(one for one in store.indicators(edition, language) if one.key == key)


def _read(panel: Panel, named: Mapping[Language, Indicator]) -> Reading:
    found = find_effect(panel)
    pooled = found.result.pooled
    sentences: dict[str, str] = {
        language: found.sentence(language, one.name, POINTS[language] if one.unit == "%" else one.unit)
        for language, one in named.items()
    }
    return Reading(
        found.verdict,
        found.result.method,
        sentences,
        pooled.estimate,
        pooled.low,
        pooled.high,
        pooled.p,
        _series(panel, found),
    )


def _series(panel: Panel, found: Answer) -> dict[str, object]:
    """Return the lines of the picture: the project's places as one, and the middle half of the others."""
    years: Sequence[int] = panel.years.tolist()
    observed = panel.values[panel.treated].mean(axis=0)
    ends = [quantiles(panel.values[panel.never, at], n=4) for at in range(len(years))]
    start = int(panel.treated_from[panel.treated].min())
    expected = {
        year: fmean(one.expected for one in found.result.years if one.year == year)
        for year in {one.year for one in found.result.years}
        if year >= start
    }
    return {
        "years": years,
        "observed": [float(one) for one in observed],
        "expected": [expected.get(year) for year in years],
        "low": [float(one[0]) for one in ends],
        "high": [float(one[2]) for one in ends],
        "places": [panel.places[at] for at in panel.treated],
        "others": len(panel.never),
    }
