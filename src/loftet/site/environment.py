"""The environment read as types: a value that cannot be used stops the start, by name."""

import os
import re
from collections.abc import Iterable
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from loftet.settings_file import NAME
from loftet.text_files.rows import nearest

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})
# Every name that the settings have asked for, and those that are read before them or elsewhere.
_ASKED = {
    *("LOFTET_ENV_FILE", "LOFTET_THREADS", "LOFTET_TRACEBACK"),
    *(
        "LOFTET_SOURCES",
        "LOFTET_DOFFIN_KEY",
        "LOFTET_REQUIRE",
        "LOFTET_BASE",
        "LOFTET_EXAMPLES",
        "LOFTET_PICTURES",
        "LOFTET_FUZZ_SECONDS",
        "LOFTET_FUZZ_SEED",
    ),
    *("LOFTET_SERVER_NAME", "LOFTET_UPSTREAM", "LOFTET_CERTIFICATE", "LOFTET_CERTIFICATE_KEY"),
}


def unknown_names(given: Iterable[str]) -> list[str]:
    """Return the names of settings that nothing reads, each with the nearest one that something does.

    >>> unknown_names(["LOFTET_ENV_FIEL", "PATH"])
    ['LOFTET_ENV_FIEL; did you mean «LOFTET_ENV_FILE»?']
    """
    unknown = (name for name in sorted(given) if NAME.fullmatch(name) and name not in _ASKED)
    return [f"{name}{nearest(name, sorted(_ASKED))}" for name in unknown]


def known_names() -> frozenset[str]:
    """Return every name of a setting that something reads."""
    return frozenset(_ASKED)


def _given(name: str) -> str | None:
    _ASKED.add(name)
    return os.environ.get(name)


def text(name: str, default: str = "") -> str:
    """Read a text."""
    value = _given(name)
    return default if value is None else value


def matching(name: str, pattern: str, default: str) -> str:
    """Read a text of a form; anything else is an error."""
    value = text(name) or default
    if not re.fullmatch(pattern, value):
        raise ImproperlyConfigured(f"{name}={value}: it has the form {pattern}")
    return value


def flag(name: str, default: bool) -> bool:
    """Read yes or no; anything else is an error."""
    value = text(name).strip().lower()
    if not value:
        return default
    if value in YES:
        return True
    if value in NO:
        return False
    raise ImproperlyConfigured(f"{name} is «{value}»; it must be one of {sorted(YES | NO)}")


def whole_number(name: str, default: int) -> int:
    """Read a whole number that is not negative."""
    value = text(name).strip()
    if not value:
        return default
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} is «{value}»; it must be a whole number, 0 or more")
    return int(value)


def one_of(name: str, known: tuple[str, ...], default: str) -> str:
    """Read one of several words; anything else is an error."""
    value = text(name).strip() or default
    if value not in known:
        raise ImproperlyConfigured(f"{name} is «{value}»; it must be one of {', '.join(known)}")
    return value


def words(name: str, default: tuple[str, ...]) -> list[str]:
    """Read a list that is separated by commas."""
    value = _given(name)
    if value is None:
        return list(default)
    return [word.strip() for word in value.split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """Read a folder as an absolute path; a file in its place is an error."""
    path = Path(text(name) or default).expanduser().resolve()
    if path.exists() and not path.is_dir():
        raise ImproperlyConfigured(f"{name} is {path}, which is not a folder")
    return path
