"""Files and folders of a site, which hold names, addresses and sessions: for its own user alone."""

import argparse
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import TypeAlias

from loftet.locations import data_folder

Run: TypeAlias = Callable[[argparse.Namespace], None]
UMASK = 0o077
PUBLIC = 0o022
ROOT = 0
OF_THE_DISK = "lost+found"  # root's own folder, where the data folder is a disk


def private(run: Run) -> Run:
    """Wrap a command so that nobody else on the machine reads what it writes, and the site's user does."""

    @wraps(run)
    def wrapped(options: argparse.Namespace) -> None:
        try:
            with umask(UMASK):
                run(options)
        finally:
            give_to_owner(data_folder())

    return wrapped


@contextmanager
def umask(bits: int) -> Iterator[None]:
    """Set the umask of the process for a while; it belongs to all threads."""
    before = os.umask(bits)
    try:
        yield
    finally:
        os.umask(before)


def make_folder(folder: Path) -> None:
    """Create a folder with mode 0700 where there is none; made by root, it has the owner of the one above.

    Those above it hold nothing but the way to it: where they are missing, they are made with mode 0755.
    """
    with umask(PUBLIC), suppress(FileExistsError):
        folder.parent.mkdir(parents=True, exist_ok=True)
    with _opened(folder.parent) as above:
        try:
            os.mkdir(folder.name, mode=0o700, dir_fd=above)
        except FileExistsError:
            if not folder.is_dir():
                raise
            return
        with _opened(folder.name, os.O_NOFOLLOW, dir_fd=above) as made:
            _give_away(made, above)


def create_file(file: Path) -> int:
    """Create a file with mode 0600 and return its descriptor; made by root, it has its folder's owner.

    Raises:
        FileExistsError: when there is one.
    """
    with _opened(file.parent) as above:
        descriptor = os.open(file.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600, dir_fd=above)
        _give_away(descriptor, above)
    return descriptor


@contextmanager
def _opened(folder: Path | str, flags: int = 0, dir_fd: int | None = None) -> Iterator[int]:
    """Open a folder for a while: somebody who may write beside it puts nothing else in its place."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | flags, dir_fd=dir_fd)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _give_away(made: int, above: int) -> None:
    """Set the owner of what root has made to that of the folder that it is in."""
    if os.geteuid() == ROOT:
        told = os.fstat(above)
        os.fchown(made, told.st_uid, told.st_gid)


def give_to_owner(folder: Path) -> None:
    """Return what root has made in the folder of somebody else to that user; only root does anything.

    Links are not followed. A file with two names is left: the other one may be a file of the system.
    """
    if os.geteuid() != ROOT or not folder.is_dir() or (told := folder.stat()).st_uid == ROOT:
        return
    for _path, folders, files, within in os.fwalk(folder):
        folders[:] = [name for name in folders if name != OF_THE_DISK]
        for name in (*folders, *files):
            found = os.stat(name, dir_fd=within, follow_symlinks=False)
            if found.st_uid == ROOT and (name in folders or found.st_nlink == 1):
                os.chown(name, told.st_uid, told.st_gid, dir_fd=within, follow_symlinks=False)
