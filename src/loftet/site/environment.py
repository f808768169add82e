"""The environment read as types: a value that cannot be used stops the start, by name."""

import os
import re
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

YES = frozenset({"1", "true", "yes", "on"})
NO = frozenset({"0", "false", "no", "off"})


def text(name: str, default: str = "") -> str:
    """Read a text."""
    return os.environ.get(name, default)


def matching(name: str, pattern: str, default: str) -> str:
    """Read a text of a form; anything else is an error."""
    value = text(name) or default
    if not re.fullmatch(pattern, value):
        raise ImproperlyConfigured(f"{name}={value}: it has the form {pattern}")
    return value


def flag(name: str, default: bool) -> bool:
    """Read yes or no; anything else is an error."""
    value = os.environ.get(name, "").strip().lower()
    if not value:
        return default
    if value in YES:
        return True
    if value in NO:
        return False
    raise ImproperlyConfigured(f"{name} is «{value}»; it must be one of {sorted(YES | NO)}")


def whole_number(name: str, default: int) -> int:
    """Read a whole number that is not negative."""
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    if not (value.isascii() and value.isdigit()):
        raise ImproperlyConfigured(f"{name} is «{value}»; it must be a whole number, 0 or more")
    return int(value)


def one_of(name: str, known: tuple[str, ...], default: str) -> str:
    """Read one of several words; anything else is an error."""
    value = os.environ.get(name, "").strip() or default
    if value not in known:
        raise ImproperlyConfigured(f"{name} is «{value}»; it must be one of {', '.join(known)}")
    return value


def words(name: str, default: tuple[str, ...]) -> list[str]:
    """Read a list that is separated by commas."""
    value = os.environ.get(name)
    if value is None:
        return list(default)
    return [word.strip() for word in value.split(",") if word.strip()]


def folder(name: str, default: Path) -> Path:
    """Read a folder as an absolute path; a file in its place is an error."""
    path = Path(os.environ.get(name) or default).expanduser().resolve()
    if path.exists() and not path.is_dir():
        raise ImproperlyConfigured(f"{name} is {path}, which is not a folder")
    return path
