"""Reads `catalogue/demo.csv`: the shape of every indicator's made-up figures."""

import csv
from dataclasses import fields
from pathlib import Path

from loftet.refused import Problem, Refused
from loftet.sources.demo_figures import Shape

SHAPES, INDICATORS = "demo.csv", "indicators.csv"
WORDS = ("indicator", "silent_as")
WHOLE = ("decimals", "first")


def read_shapes(catalogue: Path) -> tuple[Shape, ...]:
    """Give the shape of every indicator of the catalogue, in its order.

    Raises:
        Refused: when a file is absent, an indicator has no shape, or a shape is not whole.
    """
    by_indicator = {
        row.get("indicator", ""): (line, row) for line, row in enumerate(_rows(catalogue / SHAPES), start=2)
    }
    problems: list[Problem] = []
    shapes: list[Shape] = []
    for line, row in enumerate(_rows(catalogue / INDICATORS), start=2):
        indicator = row["indicator"]
        if indicator not in by_indicator:
            cause = f"«{indicator}» has no row in {SHAPES}"
            problems.append(Problem(cause, catalogue / INDICATORS, line, "indicator"))
            continue
        shape_line, shape = by_indicator[indicator]
        try:
            shapes.append(_shape({**shape, "decimals": row.get("decimals") or "0"}))
        except (KeyError, TypeError, ValueError) as fault:
            problems.append(Problem(f"the shape is not whole: {fault}", catalogue / SHAPES, shape_line))
    if problems:
        raise Refused(problems)
    return tuple(shapes)


def _rows(file: Path) -> list[dict[str, str]]:
    try:
        with file.open(encoding="utf-8", newline="") as stream:
            return list(csv.DictReader(stream))
    except OSError as fault:
        raise Refused.because(f"the file cannot be read: {fault.strerror}", file=file) from fault


def _shape(row: dict[str, str]) -> Shape:
    numbers = [field.name for field in fields(Shape) if field.name not in (*WORDS, *WHOLE)]
    return Shape(
        **{name: row[name] for name in WORDS},  # type: ignore[arg-type]
        **{name: int(row[name]) for name in WHOLE},  # type: ignore[arg-type]
        **{name: float(row[name]) for name in numbers},  # type: ignore[arg-type]
    )
