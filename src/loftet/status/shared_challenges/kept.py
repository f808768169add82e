"""Findings about sets of municipalities kept as files, so that each set is drawn and tested once.

The random sets of a large county take a second; all processes of a site share what was found. What one
version found is not read by another.
"""

from collections.abc import Callable
from dataclasses import fields
from hashlib import blake2b
from pathlib import Path
from typing import Any

import orjson

from loftet import __version__
from loftet.editions.shared import Shared, SharedFindings
from loftet.editions.visibility import Codes
from loftet.methods.challenges import State, Why
from loftet.sources.whole_file import write_whole

FOLDER = "findings"
MOST = 2_000  # sets of an edition: a reader may ask for any


def kept_findings(
    root: Path, edition: str, codes: tuple[str, ...], hidden: Codes, find: Callable[[], SharedFindings]
) -> SharedFindings:
    """Return the findings about a set from its file, or find and keep them."""
    asked = ";".join((*codes, "|", *sorted(hidden)))
    folder = root / FOLDER / f"{edition}-{__version__}"
    file = folder / f"{blake2b(asked.encode(), digest_size=12).hexdigest()}.json"
    try:
        return _decode(orjson.loads(file.read_bytes()))
    except (FileNotFoundError, orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        found = find()
    if not folder.is_dir() or sum(1 for _ in folder.iterdir()) < MOST:
        write_whole(file, orjson.dumps(found, option=orjson.OPT_SERIALIZE_NUMPY))
    return found


def _decode(told: dict[str, Any]) -> SharedFindings:
    parts = {name: tuple(map(_shared, told[name])) for name in ("indicators", "targets", "goals")}
    return SharedFindings(
        members=tuple(told["members"]),
        left_out=tuple(told["left_out"]),
        alike=told["alike"],
        classes=told["classes"],
        **parts,
    )


def _shared(row: dict[str, Any]) -> Shared:
    known = {field.name: row[field.name] for field in fields(Shared)}
    known |= {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
    return Shared(**known | {"state": State(row["state"]), "why": Why(row["why"])})
