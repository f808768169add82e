"""A file that is written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from loftet.sources.whole_folder import sync_entry


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """Return a path to write to; it replaces the target when all has gone well, and vanishes otherwise."""
    building = target.with_name(f".{target.name}-{uuid4().hex}")
    try:
        yield building
        sync_entry(building)
        os.replace(building, target)  # noqa: PTH105 - the word that says it is atomic
        sync_entry(target.parent)
    finally:
        building.unlink(missing_ok=True)


def write_whole(target: Path, content: bytes) -> None:
    """Write a file in place of the one that may exist; a crash leaves the old one or the new one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with whole_file(target) as building:
        building.write_bytes(content)
