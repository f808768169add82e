"""Readers of the made-up parts of the demo: `demo.csv`, `demo_yardsticks.csv`, replaced series."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import fields

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.catalogue import Catalogue, CatalogueIndicator, study_indicators
from loftet.sources.catalogue.words import FigureKind
from loftet.sources.demo_figures import Aggregation, EffectScale, FigureShape, Planted
from loftet.text_files.languages import LANGUAGES
from loftet.text_files.rows import Row, nearest, read_rows

SHAPES, YARDSTICKS, SERIES = "demo.csv", "demo_yardsticks.csv", "demo_series.csv"
PLANTED = "demo_planted.csv"
PLANTED_COLUMNS = ("place", "indicator", "shift", "drift", "since")
WORDS = ("indicator", "scale", "silent_as", "together")
WHOLE = ("first", "last", "every")
OTHERS = ("decimals", "applies_to", "since", "step")
NUMBERS = tuple(field.name for field in fields(FigureShape) if field.name not in (*WORDS, *WHOLE, *OTHERS))
BOUNDS = ("lower", "red", "green", "upper")
NOTES = tuple(f"note_{language}" for language in LANGUAGES)
# What a study says of a series that was replaced: since when, and in a few words.
SERIES_COLUMNS = ("trend_from", "series_from", *(f"series_{note}" for note in NOTES))


def read_shapes(catalogue: Catalogue) -> tuple[FigureShape, ...]:
    """Return the shape of every indicator that the demo shows, in the catalogue's order.

    Raises:
        InvalidInput: when the file is absent, a shape is not whole, or its indicator is not in the catalogue.
    """
    problems: list[Problem] = []
    by_key, shapes, replaced = catalogue.by_key(), {}, _replaced(catalogue, problems)
    for row in read_rows(catalogue.folder / SHAPES, (*WORDS, *WHOLE, *NUMBERS), problems):
        indicator = _indicator(row, by_key, problems)
        if indicator is not None:
            try:
                shapes[indicator.key] = _shape(row, indicator, replaced.get(indicator.key))
            except ValueError as fault:
                problems.append(Problem(f"the shape is not whole: {fault}", row.file, row.line))
    if problems:
        raise InvalidInput(problems)
    return tuple(shapes[key] for key in by_key if key in shapes)


def _indicator(
    row: Row, by_key: Mapping[str, CatalogueIndicator], problems: list[Problem]
) -> CatalogueIndicator | None:
    key = row.cells["indicator"]
    if key not in by_key:
        problems.append(
            row.problem("indicator", f"«{key}» is not in the catalogue{nearest(key, list(by_key))}")
        )
    return by_key.get(key)


def _replaced(catalogue: Catalogue, problems: list[Problem]) -> Mapping[str, Row]:
    rows = read_rows(catalogue.folder / SERIES, ("indicator", "since", "step", *NOTES), problems)
    known = catalogue.by_key()
    return {row.cells["indicator"]: row for row in rows if _indicator(row, known, problems)}


def read_planted(catalogue: Catalogue, places: Collection[str]) -> tuple[Planted, ...]:
    """Return what some municipalities have beyond the dice, so that the demo has something to find.

    Raises:
        InvalidInput: when a row names a place or an indicator that there is not, or holds no numbers.
    """
    problems: list[Problem] = []
    by_key, planted = catalogue.by_key(), []
    for row in read_rows(catalogue.folder / PLANTED, PLANTED_COLUMNS, problems):
        place = row.cells["place"]
        if place not in places:
            problems.append(row.problem("place", f"there is no place «{place}»"))
        elif _indicator(row, by_key, problems) is not None:
            try:
                numbers = float(row.cells["shift"]), float(row.cells["drift"]), int(row.cells["since"] or 0)
            except ValueError as fault:
                problems.append(Problem(f"what is planted is not a number: {fault}", row.file, row.line))
            else:
                planted.append(Planted(place, row.cells["indicator"], *numbers))
    if problems:
        raise InvalidInput(problems)
    return tuple(planted)


def _shape(row: Row, indicator: CatalogueIndicator, replaced: Row | None) -> FigureShape:
    return FigureShape(
        indicator=indicator.key,
        decimals=indicator.decimals,
        applies_to=indicator.applies_to,
        scale=EffectScale(row.cells["scale"]),
        silent_as=row.cells["silent_as"],
        together=Aggregation(row.cells["together"]),
        first=int(row.cells["first"]),
        last=int(row.cells["last"]),
        every=int(row.cells["every"]),
        since=int(replaced.cells["since"]) if replaced else None,
        step=float(replaced.cells["step"]) if replaced else 0.0,
        **{name: float(row.cells[name]) for name in NUMBERS},
    )


def demo_indicators(catalogue: Catalogue, shapes: Sequence[FigureShape]) -> tuple[Mapping[str, str], ...]:
    """Return the study's rows of the demo's indicators, with the targets of `demo_yardsticks.csv`."""
    problems: list[Problem] = []
    columns = ("indicator", *BOUNDS, *NOTES)
    made_up = {
        row.cells["indicator"]: row.cells
        for row in read_rows(catalogue.folder / YARDSTICKS, columns, problems)
    }
    replaced = _replaced(catalogue, problems)
    if problems:
        raise InvalidInput(problems)
    rows = study_indicators(catalogue, [shape.indicator for shape in shapes])
    return tuple(
        {
            "example_target": "",
            **_held_against(row, made_up.get(row["indicator"])),
            **_series(replaced.get(row["indicator"])),
        }
        for row in rows
    )


def _series(replaced: Row | None) -> Mapping[str, str]:
    if replaced is None:
        return dict.fromkeys(SERIES_COLUMNS, "")
    since, notes = replaced.cells["since"], [replaced.cells[note] for note in NOTES]
    return dict(zip(SERIES_COLUMNS, (since, since, *notes), strict=True))


def _held_against(row: Mapping[str, str], made_up: Mapping[str, str] | None) -> Mapping[str, str]:
    if made_up is None:
        no_target = dict.fromkeys((*BOUNDS, "target_source", "target_date"), "")
        # What is only background keeps its yardstick, which is none: it is not to be coloured.
        background = row["kind"] == FigureKind.CONTEXT.value
        return {**row, **no_target, "yardstick": row["yardstick"] if background else "comparison"}
    about = {
        f"about_{language}": f"{row[f'about_{language}']} {made_up[f'note_{language}']}"
        for language in LANGUAGES
    }
    noted = {**row, **about}
    if not any(made_up[bound] for bound in BOUNDS):
        return noted  # the catalogue's own target, with its source
    # An example is drawn and named as one; it is no yardstick.
    no_target = dict.fromkeys((*BOUNDS, "target_source", "target_date"), "")
    return {**noted, **no_target, "yardstick": "comparison", "example_target": made_up["green"]}
