"""The files of a whole edition, each built once and kept; who asks meanwhile waits for the same one."""

import fcntl
import hashlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.status.data.files import Write, write_csv, write_parquet_files, write_workbook_file
from loftet.status.downloads.answer import release
from loftet.status.edition import store

FOLDER = "downloads"
PIECE = 1 << 20
STAYS = 3600  # seconds that a file stays that is no longer the newest


@dataclass(frozen=True, slots=True)
class WholeKind:
    """A kind of file: its word in the address, how it ends, what it is, and what writes it."""

    word: str
    ending: str
    content_type: str
    write: Write


KINDS: Mapping[str, WholeKind] = {
    one.word: one
    for one in (
        WholeKind("csv", "csv.zip", "application/zip", write_csv),
        WholeKind("parquet", "parquet.zip", "application/zip", write_parquet_files),
        WholeKind(
            "excel",
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            write_workbook_file,
        ),
    )
}


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that is built: where it is, its bytes, and their SHA-256."""

    path: Path
    size: int
    sha256: str


def kept(reader: EditionStore, edition: Edition, kind: WholeKind) -> KeptFile | None:
    """Return a file where it is built already."""
    return _read(_folder(reader, edition), kind)


def kept_or_built(reader: EditionStore, edition: Edition, kind: WholeKind) -> KeptFile:
    """Return a file, built and kept where it is not yet; two who ask at once build it once."""
    folder = _folder(reader, edition)
    if found := _read(folder, kind):
        return found
    folder.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{kind.word}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if found := _read(folder, kind):
            return found
        _build(reader, edition, kind, folder)
        _remove_others(folder)
    found = _read(folder, kind)
    assert found is not None
    return found


def build_published(_now: datetime) -> str:
    """Build what is not yet built of the published edition, for the worker; return what was done."""
    reader = store()
    edition = reader.current().edition
    if edition is None:
        return "no edition"
    missing = [kind for kind in KINDS.values() if kept(reader, edition, kind) is None]
    for kind in missing:
        kept_or_built(reader, edition, kind)
    return f"{len(missing)} built"


def _folder(reader: EditionStore, edition: Edition) -> Path:
    """Return the folder of an edition's files, for those whose status is hidden now and this release."""
    parts = ",".join(sorted(reader.hidden_in(edition))), release()
    name = hashlib.blake2b("\0".join(parts).encode(), digest_size=12).hexdigest()
    return reader.root / FOLDER / edition.id / name


def _build(reader: EditionStore, edition: Edition, kind: WholeKind, folder: Path) -> None:
    with tempfile.TemporaryDirectory(dir=folder) as made_in:
        made = Path(made_in) / "file"
        kind.write(reader, edition, made)
        with made.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            os.fsync(file.fileno())
        told = KeptFile(_path(folder, kind), made.stat().st_size, digest)
        note = Path(made_in) / "note"
        note.write_text(json.dumps(asdict(told) | {"path": ""}), encoding="utf-8")
        made.replace(told.path)
        note.replace(_note(folder, kind))  # last: who finds it finds the file


def _read(folder: Path, kind: WholeKind) -> KeptFile | None:
    try:
        told = json.loads(_note(folder, kind).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    path = _path(folder, kind)
    return KeptFile(path, told["size"], told["sha256"]) if path.is_file() else None


def _remove_others(folder: Path) -> None:
    """Remove the files that an earlier release made, or for others whose status was hidden.

    Somebody may just have been promised one, so the newest stay for a while.
    """
    for other in folder.parent.iterdir():
        if other.is_dir() and other != folder and time.time() - other.stat().st_mtime > STAYS:
            shutil.rmtree(other, ignore_errors=True)


def _path(folder: Path, kind: WholeKind) -> Path:
    return folder / f"whole.{kind.ending}"


def _note(folder: Path, kind: WholeKind) -> Path:
    return folder / f"{kind.word}.json"
