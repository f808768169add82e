"""Panels for tests: the published studies beside the project, and small made-up ones."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loftet.methods.effect.panel import Panel
from loftet.sources.panel_file import Incomplete, read_panel

Floats = NDArray[np.float64]


def published(shared: Path, name: str) -> tuple[Panel, dict[str, Any]]:
    """Return the data of a published study, and what is expected of them."""
    folder = shared / "data" / "effect" / name
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return read_panel(folder / "data.csv", Incomplete.REFUSE, 1).panel, expected


def made_up(
    seed: int, places: int = 30, years: int = 10, starts: tuple[int, ...] = (7,), shift: float = 0.0
) -> Panel:
    """Return places with levels, a common path and noise; the first ones are treated, and shifted."""
    rng = np.random.default_rng(seed)
    levels, common = rng.normal(0, 3, (places, 1)), rng.normal(0, 0.5, years).cumsum()
    values = levels + common + rng.normal(size=(places, years))
    treated_from = np.full(places, np.inf)
    for at, start in enumerate(starts):
        treated_from[at] = start
        values[at, start:] += shift
    return Panel(tuple(f"p{at:03}" for at in range(places)), np.arange(years), values, treated_from)
