"""A folder that is written whole or not at all."""

import errno
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from loftet.faults import disk_is_full
from loftet.invalid_input import InvalidInput


@contextmanager
def whole_folder(target: Path, may_replace: frozenset[str], marker: str = "") -> Iterator[Path]:
    """Return an empty folder to write into; it takes the target's name when all has gone well.

    An existing folder is replaced, if it holds nothing but files of the names given, and among them
    the marker, when there is one. After a crash the old folder or the new one is there, or none, but
    never half of one. A link is followed, and stays.

    Raises:
        InvalidInput: when a file exists, a folder that holds something else, or none can be made.
    """
    try:
        place = target.resolve()
        if place.is_symlink():  # Python 3.13 does not raise for links that lead in a ring
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
        _demand_replaceable(target, place, may_replace, marker)
        place.parent.mkdir(parents=True, exist_ok=True)
        building = place.with_name(f".{place.name}-{uuid4().hex}")
        building.mkdir()
    except (OSError, RuntimeError) as fault:  # RuntimeError: the same on Python 3.11
        if isinstance(fault, OSError) and disk_is_full(fault):
            raise
        cause = fault.strerror if isinstance(fault, OSError) else str(fault)
        raise InvalidInput.because(f"cannot be written: {cause}", file=target) from fault
    try:
        yield building
        sync(building)
        _take_place(building, place)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _demand_replaceable(target: Path, place: Path, may_replace: frozenset[str], marker: str) -> None:
    if not place.exists():
        return
    if not place.is_dir():
        raise InvalidInput.because("a file stands where the folder should be written", file=target)
    held = {entry.name for entry in place.iterdir()}
    foreign = {entry.name for entry in place.iterdir() if entry.name not in may_replace or entry.is_dir()}
    if held and marker and marker not in held:
        foreign = foreign or held
    if foreign:
        raise InvalidInput.because(f"the folder holds «{min(foreign)}», so it is not replaced", file=target)


def _take_place(building: Path, place: Path) -> None:
    old = place.with_name(f".{place.name}-old-{uuid4().hex}")
    if place.exists():
        place.rename(old)
    try:
        building.rename(place)
    except OSError:
        if old.exists():
            old.rename(place)
        raise
    shutil.rmtree(old, ignore_errors=True)
    sync_entry(place.parent)


def sync(folder: Path) -> None:
    """Force the files of a folder, and the folder itself, onto the disk."""
    for file in folder.iterdir():
        sync_entry(file)
    sync_entry(folder)


def sync_entry(path: Path) -> None:
    """Force one file or folder onto the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
