"""Answers kept on disk as they came, so that nothing is fetched twice and every figure can be traced."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from loftet.invalid_input import InvalidInput
from loftet.sources.web import Answer
from loftet.sources.whole_file import write_whole

METADATA = "metadata"
TABLE = re.compile(r"[A-Za-z0-9_-]{1,60}", re.ASCII)
STAMP = re.compile(r"\d{8}T\d{6}Z(-\d+)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Stored:
    """An answer in store, the address it came from and the headers that came with it."""

    content: bytes
    url: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Retrieval:
    """One retrieval of a table: a folder with an answer and a note for each call."""

    folder: Path

    @property
    def retrieved(self) -> str:
        """Tell when it was begun, as its folder is named."""
        return self.folder.name

    def get(self, name: str) -> Stored | None:
        """Return an answer, or none when it is not there, half written, or changed since."""
        try:
            content = (self.folder / f"{name}.json").read_bytes()
            note: dict[str, Any] = orjson.loads((self.folder / f"{name}.about.json").read_bytes())
        except (FileNotFoundError, orjson.JSONDecodeError):
            return None
        if note.get("sha256") != hashlib.sha256(content).hexdigest():
            return None
        return Stored(content, str(note.get("url")), note.get("headers") or {})

    def put(self, name: str, answer: Answer) -> None:
        """Keep an answer; the note is written last, and an answer without its note does not count."""
        note = {
            "url": answer.url,
            "method": answer.call.method,
            "body": answer.call.body.decode(),
            "headers": dict(answer.headers),
            "retrieved": answer.retrieved.isoformat(timespec="seconds"),
            "sha256": hashlib.sha256(answer.content).hexdigest(),
        }
        write_whole(self.folder / f"{name}.json", answer.content)
        write_whole(self.folder / f"{name}.about.json", orjson.dumps(note, option=orjson.OPT_INDENT_2))


@dataclass(frozen=True, slots=True)
class Cache:
    """The raw answers of PxWeb under `LOFTET_DATA`: `raw/pxweb/<table>/<retrieved>/`."""

    root: Path

    def newest(self, table: str, url: str) -> tuple[Retrieval, Stored] | None:
        """Return the newest retrieval whose metadata came from an address, and these metadata."""
        for retrieval in self.retrievals(table):
            if (stored := retrieval.get(METADATA)) and stored.url == url:
                return retrieval, stored
        return None

    def retrievals(self, table: str) -> Iterator[Retrieval]:
        """Return the retrievals of a table, the newest first."""
        folder = self._folder(table)
        entries = (
            [entry for entry in folder.iterdir() if STAMP.fullmatch(entry.name)] if folder.is_dir() else []
        )
        yield from (Retrieval(entry) for entry in sorted(entries, key=_order, reverse=True))

    def begin(self, table: str, moment: datetime) -> Retrieval:
        """Name a new retrieval after the moment; its folder appears with its first answer."""
        stamp = moment.strftime("%Y%m%dT%H%M%SZ")
        folder, number = self._folder(table) / stamp, 1
        while folder.exists():
            number += 1
            folder = folder.with_name(f"{stamp}-{number}")
        return Retrieval(folder)

    def _folder(self, table: str) -> Path:
        if not TABLE.fullmatch(table):
            raise InvalidInput.because(f"«{table}» is not the id of a table")
        return self.root / "raw" / "pxweb" / table


def _order(entry: Path) -> tuple[str, int]:
    stamp, _, number = entry.name.partition("-")
    return stamp, int(number or 1)
