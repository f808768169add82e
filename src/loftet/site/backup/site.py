"""The parts of a site that are backed up: its database, and these parts of its data folder."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from loftet.editions.pointer import POINTER
from loftet.editions.stamp import EDITIONS, edition_folder, edition_ids
from loftet.people.erased_list import FILE as ERASED
from loftet.site.backup.databases import Database
from loftet.site.backup.postgres import PostgresDatabase
from loftet.site.backup.sqlite import SqliteDatabase
from loftet.site.demo_folder import MARK

MEDIA, RAW = "media", "raw"
SAVED = "files"  # what a person has downloaded for `loftet fetch`
PUBLISHED = f"{EDITIONS}/{POINTER}"
# What else is in the data folder is left out: letters, drawings, locks, the secret key of a demo.
SINGLE_FILES = (ERASED, MARK)
# What an archive may hold besides the database.
TOP = frozenset({EDITIONS, MEDIA, SAVED, RAW, *SINGLE_FILES})


@dataclass(frozen=True, slots=True)
class Site:
    """A site: its data folder and its database."""

    data: Path
    database: Database


def database_of(settings: Mapping[str, Any]) -> Database:
    """Return the database that Django's settings name."""
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        return SqliteDatabase(Path(settings["NAME"]))
    return PostgresDatabase(settings)


def files_of(data: Path, *, raw: bool) -> Iterator[tuple[str, Path]]:
    """Yield the files of a data folder with their names in an archive, but for the pointer.

    An edition has its name when it is whole, and never changes: what is being built is not among them.
    """
    for edition_id in reversed(edition_ids(data)):
        yield from _below(data, edition_folder(data, edition_id))
    for folder in (MEDIA, SAVED, *([RAW] if raw else [])):
        yield from _below(data, data / folder)
    for name in SINGLE_FILES:
        if (data / name).is_file():
            yield name, data / name


def _below(data: Path, folder: Path) -> Iterator[tuple[str, Path]]:
    if folder.is_dir():
        for file in sorted(folder.rglob("*")):
            if file.is_file() and not file.is_symlink():
                yield file.relative_to(data).as_posix(), file
