"""The one-line file that names the edition that the site serves, replaced at one stroke."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from loftet.editions.stamp import EDITIONS, verify_edition
from loftet.faults import disk_is_full
from loftet.invalid_input import InvalidInput
from loftet.sources.whole_folder import sync_entry

POINTER = "published"
LONGEST = 200  # characters of a pointer that are read


def published(root: Path) -> str | None:
    """Return the id of the edition that the site serves; None before the first is published."""
    try:
        with (root / EDITIONS / POINTER).open(encoding="utf-8", errors="replace") as pointer:
            return pointer.read(LONGEST).strip() or None
    except FileNotFoundError:
        return None


def pointer_state(root: Path) -> tuple[int, int] | None:
    """Return what differs when something else has been published; nothing is read."""
    try:
        told = (root / EDITIONS / POINTER).stat()
    except OSError:
        return None
    return told.st_ino, told.st_mtime_ns


def publish(root: Path, edition_id: str) -> None:
    """Publish an edition on the site; a reader sees the old one or this one, never half.

    Raises:
        UnknownEdition: when there is none of that id.
        DamagedEdition: when it is not, byte for byte, the one that was built.
    """
    verify_edition(root, edition_id)
    folder = root / EDITIONS
    with locked(folder / ".publishing.lock"):
        # Under the lock one name is enough, so that a killed publish leaves nothing that piles up.
        new = folder / f".{POINTER}"
        try:
            new.write_text(f"{edition_id}\n", encoding="utf-8")
            sync_entry(new)
            new.replace(folder / POINTER)
        finally:
            new.unlink(missing_ok=True)
        sync_entry(folder)


@contextmanager
def locked(file: Path) -> Iterator[None]:
    """Lock a file for one process at a time; the system releases the lock when the process dies.

    Raises:
        InvalidInput: when the file cannot be made, but for a full disk.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as fault:
        if disk_is_full(fault):
            raise
        raise InvalidInput.because(f"cannot be written to: {fault.strerror}", file=file.parent) from fault
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
