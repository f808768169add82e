"""Writes `docs/reference/methods.md` from the docstrings of `loftet.methods`.

python docs/generate_methods.py [--check]

`--check` writes nothing and ends with 1 when the page is not current.
"""

import importlib
import inspect
import pkgutil
import re
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import loftet.methods

PAGE = Path(__file__).parent / "reference" / "methods.md"
SDR, US, COIN = "sdr2019", "us_cities2019", "coinr_asem"
MEANS = f"{COIN} (arithmetic-1-100, geometric-1-100, harmonic-1-100), {COIN}_missing, {SDR}, {US}"
# Which published runs hold a function; those that none of them passes through have tests of their own.
RUNS = {
    "values.used_values": f"{SDR}, {US}, {COIN}",
    "bounds.data_bounds": f"{US}_bounds",
    "bounds.stated_or_data": f"{SDR}, {US}, {US}_bounds",
    "treat.coin": f"{COIN}, {COIN} (winmax1)",
    "treat.log_shift": f"{COIN} (winmax1)",
    "treat.skewness": f"{COIN}, {COIN} (winmax1)",
    "treat.kurtosis": f"{COIN}, {COIN} (winmax1)",
    "normalise.goalposts": f"{SDR}, {US}, {US}_bounds",
    "normalise.minmax": f"{COIN}, {COIN} (arithmetic-1-100, untreated)",
    "normalise.zscore": f"{COIN} (zscore)",
    "normalise.rank_ascending": f"{COIN} (rank, borda)",
    "normalise.percentile_rank": f"{COIN} (percentile_rank)",
    "normalise.distance_to_max": f"{COIN} (distance_to_max)",
    "normalise.normalise": f"{COIN} (scaled, fraction_of_max and all of the above)",
    "impute.group_means": SDR,
    "impute.blank": SDR,
    "aggregate.weighted_mean": MEANS,
    "aggregate.by_goal": MEANS,
    "aggregate.share_present": f"{SDR}, {COIN}_missing (coverage80)",
    "colour.by_thresholds": SDR,
    "colour.rescale": SDR,
    "colour.goal_colours": SDR,
    "trend.two_point": SDR,
    "trend.verdict": SDR,
    "rank.rank": f"{SDR}, {US}, {COIN}",
    "uncertainty.draws.choose": f"{COIN}, weight noise of an independent program",
    "uncertainty.replicate.replicate": f"{COIN}, weight noise of an independent program",
}
HEAD = """# Methods

Every formula of the engine, module by module: what it takes and gives, the formula, its source and an
example that runs as a test. «Held to» names the published indices that the function reproduces within their
tolerance.
This page is written by `make docs` from the code; do not edit it.
"""
PART = re.compile(r"(?<=[.:)] )(?=(?:Shapes|Units|Unit|Formula|Errors|Source): )|(?<=\.)\n(?=Raises:)")


def modules() -> Iterator[tuple[str, ModuleType]]:
    """Return the modules of `loftet.methods` by their names below it."""
    prefix = f"{loftet.methods.__name__}."
    for found in pkgutil.walk_packages(loftet.methods.__path__, prefix):
        yield found.name.removeprefix(prefix), importlib.import_module(found.name)


def functions(module: ModuleType) -> Iterator[tuple[str, Callable[..., Any]]]:
    """Return the public functions that a module defines, in the order of its lines."""
    own = [
        (name, one)
        for name, one in inspect.getmembers(module, inspect.isfunction)
        if one.__module__ == module.__name__ and not name.startswith("_")
    ]
    return iter(sorted(own, key=lambda pair: inspect.getsourcelines(pair[1])[1]))


def described(docstring: str) -> list[str]:
    """Format a docstring: sentences about each thing in a line of their own, the example as code."""
    text, _, example = docstring.partition("\n\n>>>")
    summary, _, rest = text.partition("\n\n")
    lines = [" ".join(summary.split()), ""]
    parts = [part.strip() for part in PART.split(" ".join(rest.split())) if part.strip()]
    for part in parts:
        word, colon, about = part.partition(": ")
        known = colon and word in {"Shapes", "Units", "Unit", "Formula", "Errors", "Source"}
        lines.append(f"- **{word}** {about}" if known else f"- {part}")
    if parts:
        lines.append("")
    if example:
        lines += ["```python", f">>>{example}".rstrip(), "```", ""]
    return lines


def page() -> str:
    """Write the whole page."""
    lines = [HEAD]
    for name, module in modules():
        found = list(functions(module))
        if not found:
            continue
        lines += [f"## {name}", "", textwrap.dedent(inspect.getdoc(module) or "").strip(), ""]
        for function, code in found:
            lines += [f"### `{function}`", "", *described(inspect.getdoc(code) or "")]
            if runs := RUNS.get(f"{name}.{function}"):
                lines += [f"Held to: {runs}.", ""]
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """Write the page, or check that it is current."""
    current = page()
    if "--check" in sys.argv[1:]:
        return 0 if PAGE.is_file() and PAGE.read_text(encoding="utf-8") == current else 1
    PAGE.write_text(current, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
