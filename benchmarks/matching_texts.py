"""The labelled needs and solutions of `benchmarks/matching_texts`, and how well a ranking finds what fits.

The tuning half is what weights and statistics rest on. The kept half was written after the glossary was
frozen, and is read for the report alone; its needs look for their solutions among those of both halves.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from loftet.methods.matching import Need, Solution
from loftet.text_files.rows import Row, read_whole

FOLDER = Path(__file__).parent / "matching_texts"
TEXT = ("id", "language", "title", "text")
KINDS = ("same", "nynorsk", "english", "paraphrase", "compound", "long")
DEPTH = 10


@dataclass(frozen=True, slots=True)
class Labelled:
    """Needs with their kinds and the solutions that fit each."""

    needs: tuple[Need, ...]
    kinds: tuple[str, ...]
    fits: tuple[frozenset[str], ...]
    solutions: tuple[Solution, ...]


def read_half(half: str) -> Labelled:
    """Return a half of the labelled set: `tuning` or `kept`."""
    rows = read_whole(FOLDER / f"{half}_needs.csv", (*TEXT, "kind", "fits"))
    offered = read_whole(FOLDER / f"{half}_solutions.csv", TEXT)
    return Labelled(
        tuple(Need(*_text(row)) for row in rows),
        tuple(row.cells["kind"] for row in rows),
        tuple(frozenset(row.cells["fits"].split()) for row in rows),
        tuple(Solution(*_text(row)) for row in offered),
    )


def _text(row: Row) -> tuple[str, str, str, str]:
    cells = row.cells
    return cells["id"], cells["language"], cells["title"], cells["text"]


def whole_set() -> tuple[Labelled, Labelled]:
    """Return the tuning half and the kept half, the latter with the solutions of both."""
    tuning, kept = read_half("tuning"), read_half("kept")
    return tuning, Labelled(kept.needs, kept.kinds, kept.fits, kept.solutions + tuning.solutions)


@dataclass(frozen=True, slots=True)
class Found:
    """The measures of one need: 1 or 0 for recall at 1 and 5, reciprocal rank, nDCG at 10."""

    recall_1: float
    recall_5: float
    reciprocal: float
    gain: float


def served(ranked: Sequence[str], fits: frozenset[str]) -> Found:
    """Return how well a ranking serves a need whose fitting solutions are known."""
    places = [at for at, solution in enumerate(ranked, start=1) if solution in fits]
    first = places[0] if places else None
    ideal = sum(1 / np.log2(at + 1) for at in range(1, min(len(fits), DEPTH) + 1))
    gain = sum(1 / np.log2(at + 1) for at in places if at <= DEPTH) / ideal
    return Found(
        float(first == 1),
        float(first is not None and first <= 5),
        1 / first if first else 0.0,
        float(gain),
    )


def order(scores: NDArray[np.float64], ids: Sequence[str]) -> list[list[str]]:
    """Return for each row of scores the ids, the best first."""
    return [[ids[at] for at in np.argsort(-row, kind="stable")] for row in scores]


def means(found: Sequence[Found], kinds: Sequence[str]) -> Mapping[str, list[Found]]:
    """Return what was found by kind, and for all under `all`."""
    by_kind = {kind: [one for one, its in zip(found, kinds, strict=True) if its == kind] for kind in KINDS}
    return {"all": list(found), **{kind: some for kind, some in by_kind.items() if some}}
