"""Writing and checking of the archive of a site."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from loftet import __version__
from loftet.editions.pointer import published
from loftet.invalid_input import InvalidInput
from loftet.locations import commit
from loftet.site.backup.archive import FORMAT, Manifest, read_archive, write_archive
from loftet.site.backup.site import PUBLISHED, Site, files_of


def make_backup(
    site: Site, target: Path, now: datetime, *, overwrite: bool = False, raw: bool = False
) -> Manifest:
    """Write the archive of a site, also while people write, and return what it holds.

    The database is copied first, as it is at one moment; then the word that names the published edition;
    then the editions. So every edition that the two name is among them.

    Raises:
        InvalidInput: when the database cannot be copied, or the archive not written.
    """
    if target.exists() and not overwrite:
        raise InvalidInput.because("a file exists; --overwrite replaces it", file=target)
    with folder_beside(target) as beside:
        copy, pointer = beside / site.database.member, beside / "published"
        snapshot = site.database.copy(copy)
        shown = published(site.data)
        files = [(site.database.member, copy), *files_of(site.data, raw=raw)]
        if shown:
            pointer.write_text(f"{shown}\n", encoding="utf-8")
            files.append((PUBLISHED, pointer))
        manifest = Manifest(
            format=FORMAT,
            loftet=f"{__version__} ({made_by})" if (made_by := commit()) else __version__,
            made=now.isoformat(timespec="seconds"),
            database=site.database.kind,
            migrations=snapshot.migrations,
            rows=snapshot.rows,
        )
        return write_archive(target, manifest, files, overwrite=overwrite)


def check_backup(site: Site, file: Path) -> Manifest:
    """Read a whole archive, compare every byte with its manifest, and look into its database.

    Raises:
        InvalidInput: when the archive is not whole.
    """
    with folder_beside(file) as beside:
        manifest = read_archive(file, beside, {site.database.member}.__contains__)
        if manifest.database == site.database.kind:
            site.database.demand_whole(beside / site.database.member, manifest.rows)
    return manifest


@contextmanager
def folder_beside(file: Path) -> Iterator[Path]:
    """Create a temporary folder beside a file, on the same disk; it is removed afterwards."""
    try:
        folder = TemporaryDirectory(dir=file.resolve().parent, prefix=f".{file.name}-")
    except OSError as fault:
        raise InvalidInput.because(f"cannot be written to: {fault.strerror}", file=file.parent) from fault
    with folder as name:
        yield Path(name)
