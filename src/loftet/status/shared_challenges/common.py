"""The challenges that the members of a region share: one rule for its list and for its members’ pages."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from loftet.editions.rows import Edition, IndicatorRow, Reading
from loftet.editions.store import EditionStore
from loftet.editions.visibility import Codes, Visibility
from loftet.methods.challenges import State
from loftet.methods.verdicts import Side
from loftet.status.edition import store_in
from loftet.status.marks import side_of
from loftet.status.queries.beside import readings_of
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.shared_challenges.queries import KEPT, found_in

MOST = 12


def common_rows(
    rows: Iterable[IndicatorRow], tested: Sequence[str], members: int
) -> tuple[IndicatorRow, ...]:
    """Return what the members share: the `tested` beyond chance, then what more than half stand weak on.

    `rows` have the readings of the members alone. One whose status is hidden has no mark, and is never
    counted as weak.
    """
    of_key = {row.indicator.key: row for row in rows}
    counted = [(row, *sides(row)) for key, row in of_key.items() if key not in tested]
    most = [one for one in counted if 2 * len(one[1]) > members > 1]
    most.sort(key=lambda one: (-len(one[1]), len(one[2])))
    found = [*(of_key[key] for key in tested if key in of_key), *(row for row, _weak, _strong in most)]
    return tuple(found[:MOST])


def sides(row: IndicatorRow) -> tuple[list[Reading], list[Reading]]:
    """Return the readings of the members on the weak side, and those on the strong side."""
    weak, strong = [], []
    for one in readings_of(row):
        side = side_of(row, one)
        if side is Side.WEAK:
            weak.append(one)
        elif side is Side.STRONG:
            strong.append(one)
    return weak, strong


def common_keys(store: EditionStore, edition: Edition, members: Sequence[PlaceInEdition]) -> tuple[str, ...]:
    """Return the keys of the list of a region, for the pages of its members; remembered."""
    hidden = store.hidden_in(edition)
    return _common_keys(store.root, edition, tuple(sorted(one.code for one in members)), hidden)


@lru_cache(maxsize=KEPT)
def _common_keys(root: Path, edition: Edition, codes: tuple[str, ...], hidden: Codes) -> tuple[str, ...]:
    store = store_in(root).seen_by(Visibility(lambda _edition, _places: hidden))
    if sum(code not in hidden for code in codes) < 2:
        return ()
    found = found_in(store, edition, codes)
    tested = [one.key for one in found.indicators if one.state is State.CHALLENGE]
    rows = store.indicator_rows(edition, codes[0], "nb", codes[1:])
    return tuple(row.indicator.key for row in common_rows(rows, tested, len(codes)))
