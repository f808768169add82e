"""Compare the flakes of the last gate with those that are known, `tests/known_flakes.toml`.

python -m tests.gate.flakes
"""

import json
import sys
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from pathlib import Path

from tests.gate.stages import PROJECT

KNOWN = PROJECT / "tests" / "known_flakes.toml"
SEEN = "-flakes.json"  # in the folder of the gate, after a stage: the flakes of its last run, with reasons
KNOWN_FOR = timedelta(days=14)
NEEDED = {"first_seen": date, "cause": str}


def read_known(file: Path = KNOWN) -> dict[str, date]:
    """Return the known flakes with the day on which each was first seen.

    Raises ValueError with the file, the test and the key where an entry is not whole.
    """
    found = tomllib.loads(file.read_text(encoding="utf-8"))
    for name, entry in found.items():
        for key, kind in NEEDED.items():
            if not isinstance(entry, dict) or type(entry.get(key)) is not kind or not entry[key]:
                raise ValueError(f"{file.name}: «{name}» lacks {key}")
    return {name: entry["first_seen"] for name, entry in found.items()}


def unknown(flakes: Iterable[str], known: Mapping[str, date]) -> list[str]:
    """Return a line for each test of some flakes that is not known as one."""
    return [
        f"{name} is a flake that {KNOWN.name} does not name" for name in sorted(flakes) if name not in known
    ]


def outlived(known: Mapping[str, date], today: date) -> list[str]:
    """Return a line for each known flake that nobody mended within two weeks, or of a day to come."""
    return [
        f"{name} has been a known flake since {since}"
        for name, since in known.items()
        if not timedelta(0) <= today - since <= KNOWN_FOR
    ]


def write_seen(folder: Path, stage: str, flakes: Mapping[str, str]) -> None:
    """Write the flakes of a stage into the folder of the gate; those of other stages stay."""
    (folder / f"{stage}{SEEN}").write_text(json.dumps(dict(flakes), indent=1), encoding="utf-8")


def read_seen(folder: Path) -> dict[str, str]:
    """Return the flakes of the last run of each stage of the gate; none where it was not run."""
    seen: dict[str, str] = {}
    for file in sorted(folder.glob(f"*{SEEN}")):
        seen |= json.loads(file.read_text(encoding="utf-8"))
    return seen


def main(folder: Path = PROJECT / "build" / "gate") -> int:
    """Return 0 where each flake is known and young, 1 where one is not."""
    known = read_known()
    told = unknown(read_seen(folder), known) + outlived(known, date.today())  # noqa: DTZ011 - the reader's day
    print("\n".join(told or [f"{len(known)} known flakes"]))  # noqa: T201
    return int(bool(told))


if __name__ == "__main__":
    sys.exit(main())
