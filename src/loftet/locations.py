"""Paths: in the checkout that contains the package or, without one, where the settings say."""

import os
from pathlib import Path

from loftet.invalid_input import InvalidInput

COMMIT = 8  # letters
PACKAGE = Path(__file__).resolve().parent
_ABOVE = PACKAGE.parent.parent
# Defaults are below the checkout; without one, below the working directory.
BASE = _ABOVE if (_ABOVE / "catalogue").is_dir() and (_ABOVE / "pyproject.toml").is_file() else Path.cwd()


def commit() -> str:
    """Return the first letters of the commit of the checkout, or nothing where there is none.

    The files of git are read, not git asked: it refuses a checkout that belongs to another user.
    """
    folder = BASE / ".git"
    try:
        head = (folder / "HEAD").read_text(encoding="utf-8").strip()
        if not head.startswith("ref: "):
            return head[:COMMIT]
        name = head.removeprefix("ref: ")
        if (folder / name).is_file():
            return (folder / name).read_text(encoding="utf-8")[:COMMIT]
        packed = (folder / "packed-refs").read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line[:COMMIT] for line in packed if line.endswith(f" {name}")), "")


def data_folder() -> Path:
    """Return `LOFTET_DATA`, or `var/` in the checkout."""
    return Path(os.environ.get("LOFTET_DATA") or BASE / "var").expanduser().resolve()


def catalogue_folder() -> Path:
    """Return `LOFTET_CATALOGUE`, or `catalogue/` in the checkout.

    Raises:
        InvalidInput: when it is not there, as where the package is installed alone.
    """
    folder = Path(os.environ.get("LOFTET_CATALOGUE") or BASE / "catalogue").expanduser().resolve()
    if not folder.is_dir():
        cause = "there is no catalogue here: let LOFTET_CATALOGUE name the folder catalogue/ of a checkout"
        raise InvalidInput.because(cause, file=folder)
    return folder
