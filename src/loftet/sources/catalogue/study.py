"""Indicators of the catalogue as the rows of a study's `indicators.csv`."""

from collections.abc import Iterable, Mapping, Sequence

from loftet.invalid_input import InvalidInput, Problem
from loftet.methods.verdicts import Yardstick
from loftet.sources.catalogue.read import INDICATORS
from loftet.sources.catalogue.record import Catalogue, CatalogueIndicator
from loftet.sources.catalogue.words import FigureKind
from loftet.text_files.rows import nearest

STUDY_COLUMNS = (
    *("indicator", "name", "goal", "target", "weight", "direction", "ideal_low", "ideal_high", "yardstick"),
    *(
        "lower",
        "red",
        "green",
        "upper",
        "applies_to",
        "unit",
        "unit_nn",
        "unit_en",
        "decimals",
        "per",
        "draw",
    ),
    *("kind", "evaluation", "sector", "bottom_line", "influence", "role", "quality", "counted_per"),
    *("source", "table", "contents", "licence", "url", "target_source", "target_date"),
    *("name_nb", "name_nn", "name_en", "about_nb", "about_nn", "about_en"),
)


def study_indicators(catalogue: Catalogue, keys: Iterable[str]) -> tuple[Mapping[str, str], ...]:
    """Return the rows of the named indicators, in the catalogue's order, by the names in `STUDY_COLUMNS`.

    Raises:
        InvalidInput: when a key is not in the catalogue.
    """
    by_key, wanted = catalogue.by_key(), list(keys)
    file = catalogue.folder / INDICATORS
    if unknown := [key for key in wanted if key not in by_key]:
        raise InvalidInput(
            Problem(f"«{key}» is not in the catalogue{nearest(key, list(by_key))}", file) for key in unknown
        )
    return tuple(_row(indicator) for indicator in catalogue.indicators if indicator.key in set(wanted))


def _row(indicator: CatalogueIndicator) -> Mapping[str, str]:
    posts, source = indicator.goalposts, indicator.source
    row = {
        "indicator": indicator.key,
        "name": indicator.name.nb,
        "goal": indicator.goal,
        "target": indicator.target,
        "weight": "0" if indicator.kind is FigureKind.CONTEXT else "1",
        "direction": str(indicator.direction),
        "ideal_low": _number(indicator.ideal_low),
        "ideal_high": _number(indicator.ideal_high),
        "yardstick": _yardstick(indicator).value,
        "lower": _number(posts.lower),
        "red": _number(posts.red),
        "green": _number(posts.green),
        "upper": _number(posts.upper),
        "applies_to": indicator.applies_to,
        "decimals": str(indicator.decimals),
        "per": _number(indicator.per),
        "draw": indicator.draw,
        "source": source.name,
        "table": source.table,
        "contents": source.contents,
        "licence": source.licence,
        "url": source.url,
        "target_source": posts.target_source,
        "target_date": posts.target_date.isoformat() if posts.target_date else "",
    }
    return row | _labels(indicator) | _texts(indicator)


def _yardstick(indicator: CatalogueIndicator) -> Yardstick:
    # A comparison would colour what is background only; a target without red and green has no colour.
    return Yardstick.TARGET if indicator.kind is FigureKind.CONTEXT else indicator.goalposts.yardstick


def _labels(indicator: CatalogueIndicator) -> dict[str, str]:
    return {
        "kind": indicator.kind.value,
        "evaluation": indicator.evaluation.value,
        "sector": indicator.sector.value,
        "bottom_line": indicator.bottom_line.value,
        "influence": indicator.influence.value,
        "role": indicator.role.value,
        "quality": indicator.quality.value,
        "counted_per": indicator.counted_per.value,
    }


def _texts(indicator: CatalogueIndicator) -> dict[str, str]:
    name, about, unit = indicator.name, indicator.about, indicator.unit
    return {
        "name_nb": name.nb,
        "name_nn": name.nn,
        "name_en": name.en,
        "about_nb": about.nb,
        "about_nn": about.nn,
        "about_en": about.en,
        "unit": unit.nb,
        "unit_nn": unit.nn,
        "unit_en": unit.en,
    }


def _number(number: float | None) -> str:
    return "" if number is None else f"{number:g}"


def as_cells(rows: Sequence[Mapping[str, str]]) -> Iterable[tuple[str, ...]]:
    """Return the rows in the order of `STUDY_COLUMNS`, to be written."""
    return (tuple(row[column] for column in STUDY_COLUMNS) for row in rows)
