"""Restores a site from its archive, whole or not at all, where there is none."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import mkdtemp

from loftet.invalid_input import InvalidInput
from loftet.people.erased_list import FILE as ERASED
from loftet.people.erased_list import merged
from loftet.site.backup.archive import Manifest, read_archive
from loftet.site.backup.site import RAW, TOP, Site
from loftet.sources.whole_folder import sync_entry

UNPACKING = ".restoring-"


def restore(site: Site, file: Path, known_migrations: frozenset[str]) -> Manifest:
    """Restore a site from an archive: every byte is compared before anything is put in its place.

    `known_migrations` are those that this version has.

    Raises:
        InvalidInput: when the archive is not whole or from a newer version, or there is a site already; then
            nothing was changed.
    """
    _demand_empty(site)
    with _unpacked_in(site.data) as folder:
        manifest = read_archive(file, folder, lambda name: True)
        _demand_fitting(site, file, manifest, known_migrations)
        copy = folder / site.database.member
        site.database.demand_whole(copy, manifest.rows)
        with _placed(folder, site):
            site.database.load(copy, manifest.rows)
    sync_entry(site.data)
    return manifest


def _demand_empty(site: Site) -> None:
    for name in sorted(TOP - {ERASED, RAW}):
        there = site.data / name
        if there.is_file() or (there.is_dir() and any(there.iterdir())):
            cause = f"«{name}» exists; move it away, or name an empty folder with LOFTET_DATA"
            raise InvalidInput.because(cause, file=site.data)
    site.database.demand_empty()


def _demand_fitting(site: Site, file: Path, manifest: Manifest, known: frozenset[str]) -> None:
    if manifest.database != site.database.kind:
        cause = f"the archive holds {manifest.database}, and LOFTET_DATABASE_URL names {site.database.kind}"
        raise InvalidInput.because(cause, file=file)
    if site.database.member not in manifest.members:
        raise InvalidInput.because("the archive holds no database", file=file)
    held = {PurePosixPath(name).parts[0] for name in manifest.members} - {site.database.member}
    if foreign := sorted(held - TOP):
        raise InvalidInput.because(f"the archive holds «{foreign[0]}», which no backup does", file=file)
    if newer := sorted(set(manifest.migrations) - known):
        cause = (
            f"the archive is from a newer version (it knows «{newer[0]}»); "
            f"install Løftet {manifest.loftet} or newer, and restore with it"
        )
        raise InvalidInput.because(cause, file=file)


@contextmanager
def _unpacked_in(data: Path) -> Iterator[Path]:
    """Create a folder to unpack into, on the disk of the data; what a killed restore left is removed."""
    try:
        data.mkdir(mode=0o700, parents=True, exist_ok=True)
        for left in data.glob(f"{UNPACKING}*"):
            shutil.rmtree(left)
        folder = Path(mkdtemp(dir=data, prefix=UNPACKING))
    except OSError as fault:
        raise InvalidInput.because(f"cannot be written to: {fault.strerror}", file=data) from fault
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _placed(folder: Path, site: Site) -> Iterator[None]:
    """Move what was unpacked into place, while the database is loaded; move it back if that fails."""
    moved: list[Path] = []
    erased = site.data / ERASED
    before = erased.read_bytes() if erased.exists() else None
    try:
        for entry in sorted(folder.iterdir()):
            if entry.name == site.database.member:
                continue
            target = site.data / entry.name
            if entry.name == ERASED:
                target.write_bytes(merged(before or b"", entry.read_bytes()))
                continue
            if entry.name == RAW and target.exists():
                continue  # what was fetched since stays
            if target.is_dir():
                target.rmdir()
            entry.rename(target)
            moved.append(target)
        yield
    except BaseException:
        for target in moved:
            target.rename(folder / target.name)
        if before is None:
            erased.unlink(missing_ok=True)
        else:
            erased.write_bytes(before)
        raise
