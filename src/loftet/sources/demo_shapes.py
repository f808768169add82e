"""Reads what the demo makes up: the shapes of `demo.csv` and the targets of `demo_yardsticks.csv`."""

from collections.abc import Mapping, Sequence
from dataclasses import fields

from loftet.geography.rows import Row, nearest, read_rows
from loftet.refused import Problem, Refused
from loftet.sources.catalogue import Catalogue, Indicator, study_indicators
from loftet.sources.catalogue.words import Kind
from loftet.sources.demo_figures import Scale, Shape, Together

SHAPES, YARDSTICKS = "demo.csv", "demo_yardsticks.csv"
WORDS = ("indicator", "scale", "silent_as", "together")
WHOLE = ("first", "last", "every")
CATALOGUED = ("decimals", "applies_to")
NUMBERS = tuple(field.name for field in fields(Shape) if field.name not in (*WORDS, *WHOLE, *CATALOGUED))
BOUNDS = ("lower", "red", "green", "upper")
LANGUAGES = ("nb", "nn", "en")


def read_shapes(catalogue: Catalogue) -> tuple[Shape, ...]:
    """Give the shape of every indicator that the demo shows, in the catalogue's order.

    Raises:
        Refused: when the file is absent, a shape is not whole, or its indicator is not in the catalogue.
    """
    problems: list[Problem] = []
    by_key, shapes = catalogue.by_key(), {}
    for row in read_rows(catalogue.folder / SHAPES, (*WORDS, *WHOLE, *NUMBERS), problems):
        indicator = _indicator(row, by_key, problems)
        if indicator is not None:
            try:
                shapes[indicator.key] = _shape(row, indicator)
            except ValueError as fault:
                problems.append(Problem(f"the shape is not whole: {fault}", row.file, row.line))
    if problems:
        raise Refused(problems)
    return tuple(shapes[key] for key in by_key if key in shapes)


def _indicator(row: Row, by_key: Mapping[str, Indicator], problems: list[Problem]) -> Indicator | None:
    key = row.cells["indicator"]
    if key not in by_key:
        problems.append(
            row.problem("indicator", f"«{key}» is not in the catalogue{nearest(key, list(by_key))}")
        )
    return by_key.get(key)


def _shape(row: Row, indicator: Indicator) -> Shape:
    return Shape(
        indicator=indicator.key,
        decimals=indicator.decimals,
        applies_to=indicator.applies_to,
        scale=Scale(row.cells["scale"]),
        silent_as=row.cells["silent_as"],
        together=Together(row.cells["together"]),
        first=int(row.cells["first"]),
        last=int(row.cells["last"]),
        every=int(row.cells["every"]),
        **{name: float(row.cells[name]) for name in NUMBERS},
    )


def demo_indicators(catalogue: Catalogue, shapes: Sequence[Shape]) -> tuple[Mapping[str, str], ...]:
    """Give the study's rows of the demo's indicators, with the targets of `demo_yardsticks.csv`."""
    problems: list[Problem] = []
    columns = ("indicator", *BOUNDS, *(f"note_{language}" for language in LANGUAGES))
    made_up = {
        row.cells["indicator"]: row.cells
        for row in read_rows(catalogue.folder / YARDSTICKS, columns, problems)
    }
    if problems:
        raise Refused(problems)
    rows = study_indicators(catalogue, [shape.indicator for shape in shapes])
    return tuple(_held_against(row, made_up.get(row["indicator"])) for row in rows)


def _held_against(row: Mapping[str, str], made_up: Mapping[str, str] | None) -> Mapping[str, str]:
    if made_up is None:
        no_target = dict.fromkeys((*BOUNDS, "target_source", "target_date"), "")
        # What is only background keeps its yardstick, which is none: it is not to be coloured.
        background = row["kind"] == Kind.CONTEXT.value
        return {**row, **no_target, "yardstick": row["yardstick"] if background else "comparison"}
    about = {
        f"about_{language}": f"{row[f'about_{language}']} {made_up[f'note_{language}']}"
        for language in LANGUAGES
    }
    noted = {**row, **about}
    if not any(made_up[bound] for bound in BOUNDS):
        return noted  # the catalogue's own target, with its source
    bounds = {bound: made_up[bound] for bound in BOUNDS}
    return {**noted, **bounds, "yardstick": "target", "target_source": "", "target_date": ""}
