"""Codes of a live table, read by the labels that the catalogue names, and what a series is there."""

from collections.abc import Sequence
from dataclasses import replace

from loftet.invalid_input import InvalidInput
from loftet.sources.catalogue.record import SourceSeries, is_label
from loftet.sources.jsonstat import CubeDimension, DimensionRole
from loftet.text_files.rows import nearest

MOST_SHOWN = 8


def with_codes(series: SourceSeries, dims: Sequence[CubeDimension]) -> SourceSeries:
    """Return a series with the table's code in place of each label; a table's only contents needs no name.

    Raises:
        InvalidInput: when a label is not exactly one of the table's, or no contents is named.
    """
    by_id = {dim.id: dim for dim in dims}
    selection = tuple(
        (name, tuple(_code(by_id[name], code) if name in by_id else code for code in codes))
        for name, codes in series.selection
    )
    return replace(series, contents=_contents(series.contents, dims), selection=selection)


def _contents(contents: str, dims: Sequence[CubeDimension]) -> str:
    metrics = [dim for dim in dims if dim.role is DimensionRole.METRIC]
    if len(metrics) != 1:
        return contents
    metric = metrics[0]
    if contents:
        return _code(metric, contents)
    if len(metric.codes) == 1:
        return metric.codes[0]
    raise InvalidInput.because(f"the catalogue names no contents code; the table has {_shown(metric)}")


def _code(dim: CubeDimension, code: str) -> str:
    if not is_label(code):
        return code
    label = code[1:-1].casefold()
    labels = [one.casefold() for one in dim.labels]
    if labels.count(label) == 1:
        return dim.codes[labels.index(label)]
    hint = nearest(label, labels)
    raise InvalidInput.because(f"«{dim.id}» has no label «{code[1:-1]}»{hint}; it has {_shown(dim)}")


def _shown(dim: CubeDimension) -> str:
    pairs = zip(dim.codes, dim.labels, strict=True)
    each = [code if code == label else f"{code} «{label}»" for code, label in pairs]
    return ", ".join(each[:MOST_SHOWN]) + (" …" if len(each) > MOST_SHOWN else "")


def describe_series(series: SourceSeries, dims: Sequence[CubeDimension], unit: str) -> str:
    """Return the label of a series' contents, its unit beside that of the catalogue, and its periods."""
    parts = []
    for dim in dims:
        if dim.role is DimensionRole.METRIC and series.contents in dim.codes:
            at = dim.codes.index(series.contents)
            parts.append(f"«{dim.labels[at]}»")
            if base := dim.units[at].base:
                parts.append(f"in {base} (catalogue: {unit})")
        elif dim.role is DimensionRole.TIME and dim.codes:
            parts.append(f"{min(dim.codes)}–{max(dim.codes)}")
    return ", ".join(parts)
