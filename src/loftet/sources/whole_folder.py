"""A folder that is written whole or not at all."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from loftet.refused import Refused


@contextmanager
def whole_folder(target: Path, may_replace: frozenset[str]) -> Iterator[Path]:
    """Give an empty folder to write into; it takes the target's name when all has gone well.

    A folder that stands there is replaced, if it holds nothing but files of the names given. After a
    crash the old folder or the new one stands there, or none, but never half of one.

    Raises:
        Refused: when a file stands there, or a folder that holds something else.
    """
    _demand_replaceable(target, may_replace)
    target.parent.mkdir(parents=True, exist_ok=True)
    building = target.with_name(f".{target.name}-{uuid4().hex}")
    building.mkdir()
    try:
        yield building
        sync(building)
        _take_place(building, target)
    finally:
        shutil.rmtree(building, ignore_errors=True)


def _demand_replaceable(target: Path, may_replace: frozenset[str]) -> None:
    if target.exists() and not target.is_dir():
        raise Refused.because("a file stands where the folder should be written", file=target)
    held = {entry.name for entry in target.iterdir()} if target.exists() else set()
    if foreign := sorted(held - may_replace):
        raise Refused.because(f"the folder holds «{foreign[0]}», so it is not replaced", file=target)


def _take_place(building: Path, target: Path) -> None:
    old = target.with_name(f".{target.name}-old-{uuid4().hex}")
    if target.exists():
        target.rename(old)
    building.rename(target)
    shutil.rmtree(old, ignore_errors=True)
    sync_entry(target.parent)


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
