"""The stamp of an edition: its about.toml, which says what it is and what its files must look like."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from loftet.editions.rows import Edition
from loftet.invalid_input import InvalidInput, Problem
from loftet.methods.verdicts import WORD_RULE
from loftet.text_files.toml_lines import read_toml

EDITIONS = "editions"
STAMP = "about.toml"
RECORD = "study.json"
# How the files of an edition are laid out; a reader refuses a layout that it does not know.
LAYOUT = 1
TABLES = ("places", "indicators", "observations", "indicator_scores", "goal_scores", "index")
FILES = (*(f"{table}.parquet" for table in TABLES), RECORD)
PARTS = ("rows", "sha256")
ID = re.compile(r"\d{4}-\d{2}-\d{2}-[0-9a-f]{8}")


class UnknownEdition(InvalidInput):
    """There is no edition of that id."""


class DamagedEdition(InvalidInput):
    """An edition is there, but not whole."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """The stamp of an edition that was built: its content, and the rows and hash of each file."""

    id: str
    built: date
    year: int
    content: str
    rows: Mapping[str, int]
    hashes: Mapping[str, str]

    def lines(self) -> str:
        """Write the stamp as the last tables of about.toml."""
        return "\n".join(
            [
                "[edition]",
                f'id = "{self.id}"',
                f"layout = {LAYOUT}",
                f"built = {self.built.isoformat()}",
                f"year = {self.year}",
                f'content = "{self.content}"',
                f"word_rule = {WORD_RULE}",
                "",
                "[edition.rows]",
                *(f"{table} = {rows}" for table, rows in self.rows.items()),
                "",
                "[edition.sha256]",
                *(f'"{file}" = "{digest}"' for file, digest in self.hashes.items()),
                "",
            ]
        )


def edition_folder(root: Path, edition_id: str) -> Path:
    """Return the folder of an edition.

    Raises:
        UnknownEdition: when there is none of that id; the nearest one is suggested.
    """
    folder = root / EDITIONS / edition_id
    if ID.fullmatch(edition_id) and folder.is_dir():
        return folder
    near = get_close_matches(edition_id, edition_ids(root), n=1)
    meant = f" (is «{near[0]}» meant?)" if near else ""
    raise UnknownEdition.because(f"there is no edition «{edition_id}»{meant}", file=root / EDITIONS)


def edition_ids(root: Path) -> tuple[str, ...]:
    """Return the ids of all editions, the newest day first."""
    folder = root / EDITIONS
    found = [entry.name for entry in folder.iterdir() if ID.fullmatch(entry.name)] if folder.is_dir() else []
    return tuple(sorted(found, reverse=True))


def read_edition(root: Path, edition_id: str) -> Edition:
    """Read what an edition says of itself, and see that its files are there.

    Raises:
        UnknownEdition: when there is none of that id.
        DamagedEdition: when its stamp or one of its files is missing or cannot be read.
    """
    folder = edition_folder(root, edition_id)
    tree = _read_stamp(folder)
    if missing := [file for file in tree["edition"]["sha256"] if not (folder / file).is_file()]:
        raise DamagedEdition(
            Problem("the file is missing from the edition", folder / file) for file in missing
        )
    stamp = tree["edition"]
    return Edition(
        id=edition_id,
        title=tree.get("title") or edition_id,
        publisher=tree.get("publisher", ""),
        licence=tree.get("licence", ""),
        built=stamp["built"],
        year=stamp["year"],
        demo=tree.get("demo", False),
        codes_at=tree.get("codes_at"),
        places=stamp["rows"]["places"],
        indicators=stamp["rows"]["indicators"],
        observations=stamp["rows"]["observations"],
        content=stamp["content"],
        word_rule=stamp.get("word_rule", 0),
    )


def list_editions(root: Path) -> tuple[Edition, ...]:
    """Return every whole edition, the newest day first."""
    found = []
    for edition_id in edition_ids(root):
        try:
            found.append(read_edition(root, edition_id))
        except DamagedEdition:
            continue  # it can be neither served nor published; `edition show` tells why
    return tuple(found)


def verify_edition(root: Path, edition_id: str) -> Edition:
    """Read an edition and compare the bytes of every file with its stamp.

    Raises:
        UnknownEdition: when there is none of that id.
        DamagedEdition: when a file is missing or is not the one that was built.
    """
    edition = read_edition(root, edition_id)
    folder = edition_folder(root, edition_id)
    hashes = _read_stamp(folder)["edition"]["sha256"]
    if changed := [file for file, digest in hashes.items() if hash_file(folder / file) != digest]:
        cause = "the file is not the one that was built"
        raise DamagedEdition(Problem(cause, folder / file) for file in changed)
    return edition


def hash_file(file: Path) -> str:
    """Return the SHA-256 of a file's bytes."""
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _read_stamp(folder: Path) -> dict[str, Any]:
    file = folder / STAMP
    try:
        tree = read_toml(file)
    except InvalidInput as fault:
        found = fault.problems[0]
        words = f"the edition's stamp cannot be read: {found.cause}"
        raise DamagedEdition.because(words, file=file, line=found.line) from fault
    if cause := _wrong_stamp(tree.get("edition"), folder.name):
        raise DamagedEdition.because(cause, file=file)
    return tree


def _wrong_stamp(stamp: object, edition_id: str) -> str | None:
    if (
        not isinstance(stamp, dict)
        or not {"id", "layout", "built", "year", "content", *PARTS} <= stamp.keys()
    ):
        return "the stamp [edition] is missing or not whole"
    if stamp["id"] != edition_id:
        return f"the stamp says «{stamp['id']}»"
    if stamp["layout"] != LAYOUT:
        return f"the files are laid out in way {stamp['layout']}, and this version reads way {LAYOUT}"
    if not (set(TABLES) <= stamp["rows"].keys() and set(FILES) <= stamp["sha256"].keys()):
        return "the stamp does not name every file"
    return None
