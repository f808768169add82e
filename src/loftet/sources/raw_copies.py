"""Answers kept as they came, under `raw/<source>/<what>/<retrieved>/`, with the request and a checksum."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import orjson

from loftet.invalid_input import InvalidInput
from loftet.sources.web import Answer, Media
from loftet.sources.whole_folder import whole_folder

REQUEST = "request.json"
ENDINGS = {Media.CSV.value: "csv", Media.WORKBOOK.value: "xlsx"}  # everything else that is asked for is JSON
MOMENT = "%Y-%m-%dT%H%M%S.%fZ"  # sorts as time does, and holds no sign that a file system refuses
FILES = frozenset({REQUEST, "answer.json", "answer.csv", "answer.xlsx"})


@dataclass(frozen=True, slots=True)
class RawCopy:
    """One kept answer: `what` names the question, `file` holds the bytes, `headers` came with them."""

    what: str
    file: Path
    content: bytes
    headers: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    @property
    def retrieved(self) -> datetime:
        """Tell when it came, as its folder is named."""
        return datetime.strptime(self.file.parent.name, MOMENT).replace(tzinfo=UTC)


def keep(root: Path, source: str, what: str, answer: Answer) -> RawCopy:
    """Write an answer under `root/raw/<source>/<what>/<retrieved>/`, whole or not at all."""
    name = f"answer.{ENDINGS.get(answer.call.media.value, 'json')}"
    folder = root / "raw" / source / what / answer.retrieved.strftime(MOMENT)
    with whole_folder(folder, FILES) as building:
        (building / name).write_bytes(answer.content)
        (building / REQUEST).write_bytes(orjson.dumps(_request(answer), option=orjson.OPT_INDENT_2))
    return RawCopy(what, folder / name, answer.content, answer.headers)


def _request(answer: Answer) -> dict[str, object]:
    return {
        "url": answer.url,
        "accept": answer.call.media.value,
        "body": answer.call.body.decode(),
        "content_type": answer.media_type,
        "headers": dict(answer.headers),
        "retrieved": answer.retrieved.isoformat(),
        "bytes": len(answer.content),
        "sha256": hashlib.sha256(answer.content).hexdigest(),
    }


def newest(folder: Path) -> RawCopy | None:
    """Return the newest kept answer to a question, after checking that it is as it was written.

    Raises:
        InvalidInput: when the bytes do not match the checksum beside them.
    """
    moments = sorted(one for one in folder.iterdir() if one.is_dir() and _is_moment(one.name))
    if not moments:
        return None
    files = [moments[-1] / name for name in sorted(FILES - {REQUEST}) if (moments[-1] / name).is_file()]
    if not files:
        raise InvalidInput.because("there is no answer in the folder", file=moments[-1])
    content, told = files[0].read_bytes(), _told(moments[-1] / REQUEST)
    if told.get("sha256") != hashlib.sha256(content).hexdigest():
        raise InvalidInput.because(
            "the answer is not the one that was fetched: its checksum differs", file=files[0]
        )
    return RawCopy(folder.name, files[0], content, told.get("headers") or {})


def newest_if_whole(root: Path, source: str, what: str) -> RawCopy | None:
    """Return the newest kept answer to a question; none when there is none, or it was changed since."""
    folder = root / "raw" / source / what
    try:
        return newest(folder) if folder.is_dir() else None
    except InvalidInput:
        return None


def _told(file: Path) -> dict[str, Any]:
    try:
        told = orjson.loads(file.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        told = None
    if not isinstance(told, dict) or "sha256" not in told:
        raise InvalidInput.because("what was asked for cannot be read", file=file)
    return told


def _is_moment(name: str) -> bool:
    try:
        return datetime.strptime(name, MOMENT) is not None  # noqa: DTZ007 - the Z in it says UTC
    except ValueError:
        return False
