"""The cache of answers, kept as they came: `raw/<source>/<what>/<retrieved>/<name>.json`, `.csv` or `.xlsx`.

Beside each answer lies its note, `<name>.about.json`, with the request, the headers, the time and a checksum.
What older versions kept is read as it is: with the note `request.json`, or with a name to the second.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import orjson

from loftet.invalid_input import InvalidInput
from loftet.sources.web import Media, WebAnswer
from loftet.sources.whole_file import write_whole

ANSWER, NOTE, OLD_NOTE = "answer", "{}.about.json", "request.json"
ENDINGS = {Media.CSV.value: "csv", Media.WORKBOOK.value: "xlsx"}  # everything else that is asked for is JSON
MOMENT = "%Y-%m-%dT%H%M%S.%fZ"  # holds no sign that a file system refuses
MOMENTS = (MOMENT, "%Y%m%dT%H%M%SZ")
WHAT = re.compile(r"[\w-]{1,100}", re.ASCII)


@dataclass(frozen=True, slots=True)
class RawCopy:
    """One kept answer: `what` names the question, `file` holds the bytes, `headers` came with them."""

    what: str
    file: Path
    content: bytes
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    url: str = ""

    @property
    def retrieved(self) -> datetime:
        """Return when it came, as its folder is named."""
        moment, _number = _order(self.file.parent.name)
        return moment


@dataclass(frozen=True, slots=True)
class Retrieval:
    """One retrieval of several calls: a folder with an answer and a note for each call."""

    folder: Path

    def read(self, name: str = ANSWER) -> RawCopy | None:
        """Return an answer, or none when it is not there or was not written to its end.

        Raises:
            InvalidInput: when its note cannot be read, or the answer was changed since.
        """
        notes = [self.folder / NOTE.format(name), *([self.folder / OLD_NOTE] if name == ANSWER else [])]
        endings = ("json", *ENDINGS.values())
        note = next((file for file in notes if file.is_file()), None)
        found = next((file for one in endings if (file := self.folder / f"{name}.{one}").is_file()), None)
        if note is None or found is None:
            return None
        content, about = found.read_bytes(), _about(note)
        if about["sha256"] != hashlib.sha256(content).hexdigest():
            raise InvalidInput.because(
                "the answer is not the one that was fetched: its checksum differs", file=found
            )
        return RawCopy(
            self.folder.parent.name, found, content, about.get("headers") or {}, str(about.get("url", ""))
        )

    def read_if_whole(self, name: str = ANSWER) -> RawCopy | None:
        """Return an answer, or none when it is not there, half written, or changed since."""
        with suppress(InvalidInput):
            return self.read(name)
        return None

    def write(self, answer: WebAnswer, name: str = ANSWER) -> RawCopy:
        """Store an answer; the note is written last, and an answer without its note does not count."""
        file = self.folder / f"{name}.{ENDINGS.get(answer.call.media.value, 'json')}"
        write_whole(file, answer.content)
        write_whole(self.folder / NOTE.format(name), orjson.dumps(_note(answer), option=orjson.OPT_INDENT_2))
        return RawCopy(self.folder.parent.name, file, answer.content, answer.headers, answer.url)


@dataclass(frozen=True, slots=True)
class RawCache:
    """The kept answers of one source, under `root/raw/<source>`."""

    root: Path
    source: str

    def retrievals(self, what: str) -> Iterator[Retrieval]:
        """Return what has been retrieved of a question or a table, the newest first."""
        return retrievals(self._folder(what))

    def begin(self, what: str, moment: datetime) -> Retrieval:
        """Name a new retrieval after the moment; its folder appears with its first answer."""
        folder, number = self._folder(what) / moment.strftime(MOMENT), 1
        while folder.exists():
            number += 1
            folder = folder.with_name(f"{moment.strftime(MOMENT)}-{number}")
        return Retrieval(folder)

    def keep(self, what: str, answer: WebAnswer) -> RawCopy:
        """Store an answer that was asked for alone."""
        return self.begin(what, answer.retrieved).write(answer)

    def newest(self, what: str) -> RawCopy | None:
        """Return the newest whole answer to a question that was asked alone."""
        found = (one.read_if_whole() for one in self.retrievals(what))
        return next((copy for copy in found if copy), None)

    def _folder(self, what: str) -> Path:
        if not WHAT.fullmatch(what):
            raise InvalidInput.because(f"«{what}» is not the id of a table")
        return self.root / "raw" / self.source / what


def retrievals(folder: Path) -> Iterator[Retrieval]:
    """Return the retrievals that lie in a folder, the newest first."""
    if folder.is_dir():
        names = [one.name for one in folder.iterdir() if one.is_dir() and _is_moment(one.name)]
        yield from (Retrieval(folder / name) for name in sorted(names, key=_order, reverse=True))


def newest(folder: Path) -> RawCopy | None:
    """Return the newest answer that lies in a folder, after checking that it is as it was written.

    Raises:
        InvalidInput: when the bytes do not match the checksum beside them.
    """
    return next((copy for one in retrievals(folder) if (copy := one.read())), None)


def _note(answer: WebAnswer) -> dict[str, object]:
    return {
        "url": answer.url,
        "method": answer.call.method,
        "accept": answer.call.media.value,
        "body": answer.call.body.decode(),
        "content_type": answer.media_type,
        "headers": dict(answer.headers),
        "retrieved": answer.retrieved.isoformat(),
        "bytes": len(answer.content),
        "sha256": hashlib.sha256(answer.content).hexdigest(),
    }


def _about(file: Path) -> dict[str, Any]:
    try:
        about = orjson.loads(file.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        about = None
    if not isinstance(about, dict) or "sha256" not in about:
        raise InvalidInput.because("what was asked for cannot be read", file=file)
    return about


def _order(name: str) -> tuple[datetime, int]:
    """Return the moment and the number that the name of a retrieval tells.

    >>> _order("20261127T120000Z-2") > _order("2026-11-27T120000.000000Z")
    True
    """
    stamp, _, number = name.partition("Z")
    for form in MOMENTS:
        with suppress(ValueError):
            moment = datetime.strptime(f"{stamp}Z", form).replace(tzinfo=UTC)
            return moment, int(number.removeprefix("-") or 1)
    raise ValueError(f"«{name}» is no moment")


def _is_moment(name: str) -> bool:
    with suppress(ValueError):
        return bool(_order(name))
    return False
