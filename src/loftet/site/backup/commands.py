"""The commands `loftet backup` and `loftet restore`."""

from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from loftet.background.outbox import give_up_old
from loftet.people.actions.own import erase_again
from loftet.people.erased_list import read_lines
from loftet.site.backup.make import check_backup, make_backup
from loftet.site.backup.noted import note_backup
from loftet.site.backup.restore import restore as bring_back
from loftet.site.backup.site import Site, database_of


def this_site() -> Site:
    """Return the site that the settings name."""
    return Site(settings.DATA, database_of(settings.DATABASES["default"]))


def backup(file: Path, *, check: bool, overwrite: bool, raw: bool) -> list[str]:
    """Write or check an archive; return the message about it."""
    if check:
        return [f"{file}: whole", *_indented(check_backup(this_site(), file).lines())]
    now = timezone.now()
    found = make_backup(this_site(), file, now, overwrite=overwrite, raw=raw)
    try:
        note_backup(now)
    except Error:  # tables of an older version, or nothing can be written: the archive is whole all the same
        connection.close()
    kept = "it holds personal data: keep it where only those who run the site can read it"
    return [f"{file}: {file.stat().st_size:,} bytes", *_indented([*found.lines(), kept])]


def restore(file: Path) -> list[str]:
    """Restore the site; return what is to be said, and what is left to do."""
    known = frozenset(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations)
    found = bring_back(this_site(), file, known)
    said = [f"{settings.DATA}: restored from {file}", *_indented(found.lines())]
    if known - set(found.migrations):
        said.append("the archive is from an older version; run next: loftet upgrade")
        said.append("and then: loftet manage erase_again")
    else:
        said.append(f"{erase_restored()} persons who were erased since are erased again")
    return [*said, "and before it is served: loftet manage forget"]


def erase_restored() -> int:
    """Erase again whom a restore has brought back, and give up its old letters; return how many persons."""
    try:
        give_up_old(timezone.now())
        return erase_again(read_lines(settings.DATA), now=timezone.now(), today=timezone.localdate())
    finally:
        connection.close()


def _indented(lines: list[str]) -> list[str]:
    return [f"  {line}" for line in lines]
