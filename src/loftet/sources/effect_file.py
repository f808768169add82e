"""The effect on the treated places of a panel, as files: the command `loftet effect`."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from loftet.methods.effect.answer import Answer, Asked, Options, find_effect
from loftet.methods.effect.measure import normal_estimate
from loftet.methods.effect.results import Method, Result
from loftet.methods.effect.sentences import Language
from loftet.methods.effect.staggered import Average, Averages
from loftet.methods.effect.synthetic import Fit, pooled_ratios, sums_of_squares
from loftet.sources.municipalities import write_rows
from loftet.sources.panel_file import Incomplete, read_panel
from loftet.sources.whole_folder import whole_folder

FILES = frozenset({"effect.csv", "weights.csv", "placebo.csv", "groups.csv", "summary.json"})
DIGITS = 12
YEARS_BEFORE, OF_GROUPS = 3, 1  # of the two that need a path, and of difference in differences
LEAST_WEIGHT = 1e-12

Cells = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Effect:
    """The outcome of the command: the answer, and the places that were left out."""

    answer: Answer
    left_out: tuple[str, ...]


def compute_effect(file: Path, out: Path, options: Options, incomplete: Incomplete) -> Effect:
    """Write the effect on the treated places of a panel into a folder.

    Raises:
        InvalidInput: when the file is no panel, or the folder cannot be written; nothing is written then.
    """
    needed = OF_GROUPS if options.method is Asked.DID else YEARS_BEFORE
    read = read_panel(file, incomplete, needed)
    found = Effect(find_effect(read.panel, options), read.left_out)
    with whole_folder(out, FILES, "summary.json") as folder:
        _write(folder, found)
    return found


def _write(folder: Path, found: Effect) -> None:
    answer = found.answer
    write_rows(
        folder / "effect.csv",
        ("place", "year", "observed", "expected", "effect", "low", "high"),
        (
            (
                one.place,
                str(one.year),
                *map(_text, (one.observed, one.expected, one.effect, one.low, one.high)),
            )
            for one in answer.result.years
        ),
    )
    write_rows(folder / "weights.csv", ("place", "donor", "weight"), _weights(answer))
    write_rows(folder / "placebo.csv", ("place", "pre_rmspe", "post_rmspe", "ratio"), _placebos(answer))
    write_rows(folder / "groups.csv", ("group", "year", "att", "se", "low", "high"), _groups(answer))
    text = json.dumps(_summary(found), ensure_ascii=False, indent=2, allow_nan=False)
    (folder / "summary.json").write_text(text + "\n", encoding="utf-8")


def _weights(answer: Answer) -> Iterator[Cells]:
    names = answer.panel.places
    for fit in answer.fits:
        for donor, weight in zip(fit.donors, fit.weights, strict=True):
            if weight > LEAST_WEIGHT:
                yield names[fit.place], names[donor], _text(float(weight))


def _placebos(answer: Answer) -> Iterator[Cells]:
    """Yield a row for each treated and each never-treated place; of several starts the sums are added."""
    names = answer.panel.places
    rows: dict[str, Sequence[Fit]] = {names[fit.place]: (fit,) for fit in answer.fits}
    for fits in zip(*(one.fits for one in answer.placebos), strict=True):
        rows[names[fits[0].place]] = fits
    for place in sorted(rows):
        sums = sums_of_squares(rows[place]).sum(axis=0)
        post = float(np.sqrt(sums[2] / sums[3])) if sums[3] else None
        ratio = float(pooled_ratios(sums[None])[0]) if sums[3] else None
        yield place, *map(_text, (float(np.sqrt(sums[0] / sums[1])), post, ratio))


def _groups(answer: Answer) -> Iterator[Cells]:
    for one in answer.group_times:
        found = _average(Average(one.att, one.error), answer.options.level)
        yield f"{one.group:.0f}", str(one.year), *map(_text, found.values())


def _summary(found: Effect) -> dict[str, Any]:
    answer, panel = found.answer, found.answer.panel
    pooled = answer.result.pooled
    return {
        "level": answer.options.level,
        "seed": answer.options.seed,
        "pool": answer.options.pool.value,
        "treated": len(panel.treated),
        "never_treated": len(panel.never),
        "years": len(panel.years),
        "left_out": list(found.left_out),
        **{result.method.value: _result(answer, result) for result in answer.results},
        "answer": {
            "method": answer.result.method.value,
            **_rounded({name: getattr(pooled, name) for name in ("estimate", "low", "high", "p")}),
            "verdict": answer.verdict.value,
            "sentence": {language.value: answer.sentence(language) for language in Language},
        },
    }


def _result(answer: Answer, result: Result) -> dict[str, Any]:
    told = {**_rounded(asdict(result.pooled)), "warnings": list(result.warnings)}
    if result.places:
        told["places"] = [{"place": place, **_rounded(asdict(one))} for place, one in result.places]
    if result.method is Method.DID and answer.averages is not None:
        told["aggregates"] = _aggregates(answer.averages, answer.options.level)
    return told


def _aggregates(found: Averages, level: float) -> dict[str, Any]:
    return {
        "simple": _average(found.simple, level),
        "event": _parts(found.event_overall, found.event, level),
        "group": _parts(found.group_overall, found.group, level),
        "calendar": _parts(found.calendar_overall, found.calendar, level),
    }


def _parts(overall: Average, parts: Iterable[tuple[float, Average]], level: float) -> dict[str, Any]:
    return {
        "overall": _average(overall, level),
        **{f"{key:.0f}": _average(part, level) for key, part in parts},
    }


def _average(average: Average, level: float) -> dict[str, float | None]:
    told = normal_estimate(average, level)
    found = {"estimate": average.estimate, "se": average.error, "low": told.low, "high": told.high}
    return _rounded(found)


def _rounded(values: dict[str, Any]) -> dict[str, Any]:
    return {name: _round(value) if isinstance(value, float) else value for name, value in values.items()}


def _round(number: float) -> float | None:
    """Round to the digits that do not depend on the machine; None for what is no number."""
    return float(f"{number:.{DIGITS}g}") + 0.0 if np.isfinite(number) else None


def _text(number: float | None) -> str:
    rounded = None if number is None else _round(number)
    return "" if rounded is None else repr(rounded)
