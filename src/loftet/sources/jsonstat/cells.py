"""The numbers of a table and what is known about each, in flat row-major arrays."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from loftet.sources.jsonstat.cube import WITHOUT_VALUE, CellStatus, Floats, Statuses
from loftet.sources.jsonstat.document import Json
from loftet.sources.jsonstat.faults import Faults, kind

MOST_CELLS = 20_000_000  # 180 MB; the largest official extract has 800,000
NUMBERS = frozenset({int, float, type(None)})

# The signs of Statistics Norway first, then the letters of SDMX that real files carry.
SIGNS = {
    ".": CellStatus.NOT_POSSIBLE,
    "..": CellStatus.MISSING,
    "...": CellStatus.MISSING,
    ":": CellStatus.SUPPRESSED,
    "-": CellStatus.REPORTED,
    "*": CellStatus.PRELIMINARY,
    "": CellStatus.REPORTED,
    "a": CellStatus.REPORTED,
    "b": CellStatus.REPORTED,
    "c": CellStatus.SUPPRESSED,
    "e": CellStatus.ESTIMATED,
    "i": CellStatus.IMPUTED,
    "k": CellStatus.SUPPRESSED,  # FHI's, in tables of patients
    "m": CellStatus.MISSING,
    "p": CellStatus.PRELIMINARY,
    "r": CellStatus.REPORTED,
    "z": CellStatus.NOT_APPLICABLE,
}
MEANINGS: dict[Any, int] = {
    None: 0,
    **{sign: int(meaning) for sign, meaning in SIGNS.items()},
    **{sign.upper(): int(meaning) for sign, meaning in SIGNS.items()},
}
IS_EMPTY = np.isin(np.arange(256), list(WITHOUT_VALUE))  # by the number of a status
FLAGS = frozenset({".", "..", "...", ":", "k"})  # the signs that may stand among the values themselves


def read_cells(dataset: Json, cells: int, faults: Faults) -> tuple[Floats, Statuses]:
    """Read values and statuses of a table of so many cells; a value of null without a sign is missing.

    A sign for no value overrules a number, so that what is
    suppressed never shows.

    Raises:
        InvalidInput: when anything does not fit; with the path of each cell.
    """
    status = np.zeros(cells, np.uint8)
    values = _values(dataset.get("value"), cells, status, faults)
    _statuses(dataset.get("status"), status, faults)
    faults.raise_problems()
    empty = np.isnan(values)
    told_empty = IS_EMPTY[status]
    values[told_empty] = np.nan
    status[empty & ~told_empty] = CellStatus.MISSING
    return values, status


# -- values ----------------------------------------------------------------------------------------


def _values(value: Any, cells: int, status: Statuses, faults: Faults) -> Floats:
    if isinstance(value, list | np.ndarray):
        if len(value) == cells:
            return value if isinstance(value, np.ndarray) else _numbers(value, np.arange(0), status, faults)
        cause = f"has {len(value)} entries" if len(value) else "is empty: the document holds metadata only"
        raise faults.refuse("value", f"{cause}; the sizes multiply to {cells}")
    if isinstance(value, dict):
        positions = _positions(value, cells, "value", faults)
        values = np.full(cells, np.nan)
        values[positions] = _numbers(list(value.values()), positions, status, faults)
        return values
    missing = "is missing: the document holds metadata only" if value is None else f"is {kind(value)}"
    raise faults.refuse("value", f"{missing}; an array or an object is needed")


def _numbers(given: list[Any], positions: NDArray[np.int64], status: Statuses, faults: Faults) -> Floats:
    """Convert JSON values to numbers; signs among them go to the statuses of their cells."""
    if not NUMBERS.issuperset(set(map(type, given))):
        given = [_number(one, place, positions, status, faults) for place, one in enumerate(given)]
    return np.array(given, dtype=np.float64)


def _number(
    one: Any, place: int, positions: NDArray[np.int64], status: Statuses, faults: Faults
) -> float | None:
    if type(one) in NUMBERS:
        return one  # type: ignore[no-any-return]
    cell = int(positions[place]) if len(positions) else place
    if isinstance(one, str) and one in FLAGS:
        status[cell] = SIGNS[one]
    elif one != "":
        faults.add(f"value[{cell}]", f"is {kind(one)} where a number, null or one of . .. : is needed")
    return None


# -- statuses --------------------------------------------------------------------------------------


def _statuses(told: Any, status: Statuses, faults: Faults) -> None:
    """Add the statuses that a document tells to those that stood among its values, which rule."""
    if told is None or told == "":
        return
    if isinstance(told, str):
        told = [told]
    if isinstance(told, list) and len(told) == 1:
        np.copyto(status, _signs(told, ["status"], faults)[0], where=status == 0)
    elif isinstance(told, list):
        if len(told) != len(status):
            raise faults.refuse("status", f"has {len(told)} entries; the sizes multiply to {len(status)}")
        signs = _signs(told, (f"status[{place}]" for place in range(len(told))), faults)
        np.copyto(status, signs, where=status == 0)
    elif isinstance(told, dict):
        positions = _positions(told, len(status), "status", faults)
        signs = _signs(list(told.values()), (f"status.{key}" for key in told), faults)
        status[positions] = np.where(status[positions] == 0, signs, status[positions])
    else:
        faults.add("status", f"is {kind(told)} where an object, an array or a text is needed")


def _signs(told: list[Any], paths: Iterable[str], faults: Faults) -> Statuses:
    try:
        return np.fromiter(map(MEANINGS.__getitem__, told), np.uint8, len(told))
    except (KeyError, TypeError):
        for sign, path in zip(told, paths, strict=False):
            if isinstance(sign, str) and sign not in MEANINGS:
                listed = " ".join(one for one in SIGNS if one)
                faults.add(path, f"is «{sign[:30]}», which is no known sign; known are {listed}")
            elif not (sign is None or isinstance(sign, str)):
                faults.add(path, f"is {kind(sign)} where a sign (text) is needed")
        return np.zeros(len(told), np.uint8)


# -- positions of sparse cells ---------------------------------------------------------------------


def _positions(sparse: Json, cells: int, path: str, faults: Faults) -> NDArray[np.int64]:
    """Read the keys of a sparse object, which are positions in the flat table.

    Raises:
        InvalidInput: when a key is no position, has leading zeros, or lies outside the table.
    """
    wrong = [key for key in sparse if not _is_position(key, cells)]
    for key in wrong:
        faults.add(f"{path}.{key[:30]}", f"is no position in the table, which run from 0 to {cells - 1}")
    if wrong:
        faults.raise_problems()
    return np.fromiter(map(int, sparse), np.int64, len(sparse))


def _is_position(key: str, cells: int) -> bool:
    if not (key.isascii() and key.isdecimal()) or len(key) > 12 or (key[0] == "0" and key != "0"):
        return False
    return int(key) < cells
