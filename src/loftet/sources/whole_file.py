"""A file that is written whole or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from loftet.invalid_input import InvalidInput
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
    """Write a file in place of the one that may exist; a crash leaves the old one or the new one.

    Raises:
        InvalidInput: when a folder has its name, or a file stands where its folder should be.
    """
    demand_file(target)
    with whole_file(target) as building:
        building.write_bytes(content)


def demand_file(target: Path) -> None:
    """Create the folder of a file that is to be written.

    Raises:
        InvalidInput: when a folder has its name, or a file stands where its folder should be.
    """
    if target.is_dir():
        raise InvalidInput.because("it is a folder; name a file", file=target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as fault:
        cause = "a file stands where the folder that it shall be written to should be"
        raise InvalidInput.because(cause, file=target) from fault
