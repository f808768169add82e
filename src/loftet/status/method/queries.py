"""The method of an edition's statuses: its rules in plain words, and as its record has them."""

from dataclasses import dataclass
from pathlib import Path

from loftet.editions.intervals import known_intervals
from loftet.editions.rows import Edition, Yardstick
from loftet.editions.run import Run, read_run
from loftet.editions.shared import RULE
from loftet.editions.store import EditionStore
from loftet.status.method.projection_sentences import chapters_ahead
from loftet.status.method.sentences import Chapter, chapters
from loftet.status.method.shared_sentences import shared_chapter
from loftet.status.method.trend_sentences import trend_chapter


@dataclass(frozen=True, slots=True)
class MethodPage:
    """All that the page of the method shows."""

    chapters: tuple[Chapter, ...]
    run: Run


def method_page(store: EditionStore, root: Path, edition: Edition) -> MethodPage:
    """Read the method of an edition from its own record."""
    run = read_run(root, edition.id)
    held = [one.yardstick for one in store.indicators(edition, "nb") if one.weight]
    counts = held.count(Yardstick.TARGET), held.count(Yardstick.COMPARISON)
    told = chapters(
        run, edition.year, *counts, known_intervals(store, edition) if edition.word_rule else None
    )
    after = next(at for at, one in enumerate(told) if one.key == "scale") + 1
    first = next((one.code for one in store.places(edition) if one.ranked), "")
    ahead = chapters_ahead(
        run.method.trend.target_year,
        looks_ahead=bool(store.projection_reader.pooled(edition, first)),
        has_peers=bool(store.peers(edition, first)),
    )
    found = (*told[:after], trend_chapter(run.method), *ahead, *told[after:], shared_chapter(RULE))
    return MethodPage(found, run)
