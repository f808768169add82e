"""Faults of the machine, the database or the settings, as one sentence and an exit code.

A command ends with 2 when it refuses what it was given or what must be there first, and with 1 when something
fails on the way: a full disk, a database that does not answer. It ends with 3 when part of what was asked for
did not come. Errors of the program itself are not listed
here: they keep their traceback.
"""

import errno
import sys
from dataclasses import dataclass

DONE, FAULT, REFUSED, PARTLY = 0, 1, 2, 3
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
DISK_IS_FULL = "the disk is full; free some space and run the command again"
NUMBERS = frozenset({"dask", "distributed", "highspy", "pandas", "scipy", "xarray"})
NEEDS_NUMBERS = (
    "this command reads sources or builds editions, and «{module}» is not installed: "
    "install loftet[numbers] (in a checkout: make install NUMBERS=yes)"
)
NO_KEY = (
    "LOFTET_SECRET_KEY is missing: let LOFTET_ENV_FILE name the settings file of the site, or bring that "
    "file back from where you keep it; for a new site «loftet init» makes one (on a site that is there a new "
    "secret signs everybody out, and links in letters no longer hold)"
)
TABLES_ARE_MISSING = (
    "the database lacks tables that this version needs: run «loftet init» for a new site, "
    "«loftet upgrade» for one that is there"
)
# What a database says, in the words of SQLite or PostgreSQL, and what that means here.
SAID_BY_DATABASE = (
    ("no such table", TABLES_ARE_MISSING, REFUSED),
    ("no such column", TABLES_ARE_MISSING, REFUSED),
    ("does not exist", TABLES_ARE_MISSING, REFUSED),
    ("is full", DISK_IS_FULL, FAULT),
    ("no space left", DISK_IS_FULL, FAULT),
    (
        "readonly database",
        "the database cannot be written: give this user the right to its file and folder",
        FAULT,
    ),
    ("unable to open database file", "the database file cannot be opened: see LOFTET_DATA", FAULT),
    ("disk i/o error", "the database file cannot be read or written: the disk is full or failing", FAULT),
    ("is locked", "another process holds the database; run the command again in a moment", FAULT),
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """The message in place of a traceback, and the exit code."""

    text: str
    code: int


def disk_is_full(error: OSError) -> bool:
    """Check whether an error says that there is no space left."""
    return error.errno in FULL


def sentence_for(error: Exception) -> Sentence | None:
    """Return the message about an error; None where it is an error of the program.

    >>> sentence_for(OSError(errno.ENOSPC, "No space left on device", "/data/editions"))
    Sentence(text='/data/editions: the disk is full; free some space and run the command again', code=1)
    """
    if isinstance(error, ModuleNotFoundError):
        return _missing_module(error)
    if isinstance(error, OSError):
        return _of_the_system(error)
    if _is(error, "django.core.exceptions", "ImproperlyConfigured"):
        return Sentence(NO_KEY if "SECRET_KEY setting" in str(error) else str(error), REFUSED)
    if _is(error, "django.db.utils", "DatabaseError", "InterfaceError"):
        return _of_the_database(error)
    if _is(error, "duckdb", "IOException"):
        return _of_duckdb(error)
    return None


def _is(error: Exception, module: str, *names: str) -> bool:
    """Check for an error of a library without importing it."""
    loaded = sys.modules.get(module)
    return loaded is not None and any(isinstance(error, getattr(loaded, name)) for name in names)


def _missing_module(error: ModuleNotFoundError) -> Sentence | None:
    module = (error.name or "").partition(".")[0]
    return Sentence(NEEDS_NUMBERS.format(module=module), REFUSED) if module in NUMBERS else None


def _of_the_system(error: OSError) -> Sentence:
    where = f"{error.filename}: " if error.filename else ""
    if disk_is_full(error):
        return Sentence(f"{where}{DISK_IS_FULL}", FAULT)
    if error.errno in {errno.EACCES, errno.EPERM}:
        return Sentence(
            f"{where}this user may not write or read it: run the command as the user of the site", FAULT
        )
    if error.errno == errno.EROFS:
        return Sentence(f"{where}the disk is read-only: mount it for writing", FAULT)
    if error.errno == errno.EADDRINUSE:
        return Sentence(
            "another server has the port already: stop it, or choose another port with --port", REFUSED
        )
    return Sentence(f"{where}{error.strerror or error}", FAULT)


def _of_the_database(error: Exception) -> Sentence | None:
    said = str(error).strip()
    for words, text, code in SAID_BY_DATABASE:
        if words in said.lower() and not (text is TABLES_ARE_MISSING and _cannot_connect(said)):
            return Sentence(text, code)
    if _is(error, "django.db.utils", "OperationalError", "InterfaceError"):
        reason = said.splitlines()[0] if said else "it gives no reason"
        return Sentence(
            f"the database does not answer; start it, or correct LOFTET_DATABASE_URL: {reason}", FAULT
        )
    return None


def _cannot_connect(said: str) -> bool:
    """Check for a database or user that does not exist, which is no matter of tables."""
    return "connection" in said and "failed" in said


def _of_duckdb(error: Exception) -> Sentence:
    said = str(error).strip()
    if "No space left" in said:
        return Sentence(DISK_IS_FULL, FAULT)
    return Sentence(said.splitlines()[0], FAULT)
