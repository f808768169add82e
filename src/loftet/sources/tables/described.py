"""Descriptions of series in a recipe, written into the list of indicators: pages and downloads read it there.

Source and table stand in the recipe, beside the file that they are of. A list that names others is refused:
a reader would be told of one and the figures would come from another. Licence and decimals are filled in
where the list leaves them open.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.tables.indicators import IndicatorList
from loftet.sources.tables.recipe import Conversion, Recipe, SeriesPart
from loftet.sources.tables.series import Observation

FILLED = ("source", "table", "licence", "decimals")
MOST_DECIMALS, COMPUTED = 3, 1  # a number that was computed has decimals without end

Rows = tuple[tuple[str, ...], ...]
Series = Mapping[str, Sequence[Observation]]


def described_rows(indicators: IndicatorList, recipe: Recipe, made: Series) -> Rows:
    """Return the list with source, table, licence and decimals of each indicator.

    Raises:
        InvalidInput: when the list names another source or table than the recipe.
    """
    parts = {part.indicator: part for part in recipe.series}
    said = {key: _said(parts[key], series, recipe.study.licence) for key, series in made.items()}
    problems = [one for key, words in said.items() for one in _contradictions(indicators, key, words)]
    if problems:
        raise InvalidInput(problems)
    header, *_rows = indicators.rows
    columns = (*header, *(name for name in FILLED if name not in header))
    filled = [
        tuple(
            (said[key] | {n: c for n, c in indicators.row(key).items() if c}).get(name, "")
            for name in columns
        )
        for key in indicators.lines
    ]
    return (columns, *filled)


def _said(part: SeriesPart, series: Sequence[Observation], licence: str) -> dict[str, str]:
    found = {
        "source": "; ".join(dict.fromkeys(one.source for one in series if one.source)),
        "table": "; ".join(dict.fromkeys(one.table for one in series if one.table)),
        "licence": licence,
    }
    return found | {"decimals": str(decimals_of(part, series))}


def _contradictions(indicators: IndicatorList, key: str, said: Mapping[str, str]) -> Iterator[Problem]:
    row = indicators.row(key)
    for name in ("source", "table"):
        listed = row.get(name, "").strip()
        if listed and said[name] and listed != said[name]:
            cause = (
                f"the list says «{listed}» and the recipe «{said[name]}»; leave the cell of the list empty"
            )
            yield Problem(cause, indicators.file, indicators.lines[key], name)


def decimals_of(part: SeriesPart, series: Sequence[Observation]) -> int:
    """Return the most decimals that the file prints; one where the figures are computed."""
    is_printed = part.divide is None and part.scale == Decimal(1) and part.convert is Conversion.NONE
    numbers = [one.value.number for one in series if one.value.number is not None]
    exponents = [number.normalize().as_tuple().exponent for number in numbers]
    most = max((-one for one in exponents if isinstance(one, int)), default=0)
    if most <= 0:
        return 0
    return most if is_printed and most <= MOST_DECIMALS else COMPUTED
