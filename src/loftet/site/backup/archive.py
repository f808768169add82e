"""The archive of a backup: a tar.gz whose last member says what the others must be, byte for byte."""

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import IO
from uuid import uuid4

from loftet.invalid_input import InvalidInput
from loftet.sources.whole_folder import sync_entry

FORMAT = 1
MANIFEST = "manifest.json"
LARGEST_MANIFEST = 50_000_000
PIECE = 1 << 20
BROKEN = (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, ValueError, KeyError, TypeError)

Files = Iterable[tuple[str, Path]]


@dataclass(frozen=True, slots=True)
class Manifest:
    """The contents of an archive, and its origin.

    `migrations` are those that the database had, `rows` counts the rows of each table, and `members` gives
    the SHA-256 of each other member.
    """

    format: int
    loftet: str
    made: str
    database: str
    migrations: tuple[str, ...]
    rows: Mapping[str, int]
    members: Mapping[str, str] = field(default_factory=dict)

    @property
    def tables_with_rows(self) -> int:
        """Count the tables that are not empty."""
        return sum(1 for rows in self.rows.values() if rows)

    def lines(self) -> list[str]:
        """Describe the archive in a few lines."""
        return [
            f"made {self.made} by Løftet {self.loftet}",
            f"{self.database}: {sum(self.rows.values())} rows in {self.tables_with_rows} tables",
            f"{len(self.members)} files",
        ]


def write_archive(target: Path, manifest: Manifest, files: Files, *, overwrite: bool) -> Manifest:
    """Write an archive beside its place, and move it in when it is whole; only its owner may read it.

    Raises:
        InvalidInput: when a file exists that is not to be replaced, or the disk does not take it.
    """
    if target.exists() and not overwrite:
        raise InvalidInput.because("a file exists; --overwrite replaces it", file=target)
    building = target.with_name(f".{target.name}-{uuid4().hex}")
    try:
        descriptor = os.open(building, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as stream:
            found = _write(stream, manifest, files)
            stream.flush()
            os.fsync(stream.fileno())
        building.replace(target)
        sync_entry(target.parent)
    except OSError as fault:
        raise InvalidInput.because(f"cannot be written: {fault.strerror or fault}", file=target) from fault
    finally:
        building.unlink(missing_ok=True)
    return found


def _write(stream: IO[bytes], manifest: Manifest, files: Files) -> Manifest:
    members = {}
    with tarfile.open(fileobj=stream, mode="w:gz", compresslevel=6) as archive:
        for name, file in files:
            with file.open("rb") as content:
                reader = _Hashing(content)
                archive.addfile(_entry(name, os.fstat(content.fileno()).st_size), reader)
            members[name] = reader.digest
        found = replace(manifest, members=members)
        told = json.dumps(asdict(found), ensure_ascii=False, indent=1).encode()
        archive.addfile(_entry(MANIFEST, len(told)), io.BytesIO(told))
    return found


def _entry(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


class _Hashing(io.RawIOBase):
    """A stream that hashes what is read from it."""

    def __init__(self, content: IO[bytes]) -> None:
        self._content = content
        self._hash = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read on."""
        piece = self._content.read(size)
        self._hash.update(piece)
        return piece

    @property
    def digest(self) -> str:
        """Return the SHA-256 of all that was read."""
        return self._hash.hexdigest()


def read_archive(file: Path, into: Path, wanted: Callable[[str], bool]) -> Manifest:
    """Read a whole archive, compare each member with the manifest, and unpack the wanted ones into a folder.

    Raises:
        InvalidInput: when it is no archive, is damaged, holds what no backup does, or was made by a newer
            version.
    """
    with _refusing(file), tarfile.open(file, mode="r|gz") as archive:
        members: dict[str, str] = {}
        manifest = None
        for entry in archive:
            if manifest is not None or entry.name in members or not _is_safe(entry):
                raise InvalidInput.because(
                    f"the archive holds «{entry.name}», which no backup does", file=file
                )
            content = archive.extractfile(entry)
            if content is None:
                raise tarfile.ReadError(entry.name)
            if entry.name == MANIFEST:
                manifest = _manifest(file, content.read(LARGEST_MANIFEST))
            else:
                members[entry.name] = _unpack(content, into / entry.name if wanted(entry.name) else None)
    if manifest is None:
        raise InvalidInput.because("the archive has no manifest, so it is not whole", file=file)
    if changed := sorted(
        name
        for name in members.keys() | manifest.members.keys()
        if members.get(name) != manifest.members.get(name)
    ):
        raise InvalidInput.because(f"«{changed[0]}» is not what was backed up", file=file)
    return manifest


@contextmanager
def _refusing(file: Path) -> Iterator[None]:
    try:
        yield
    except InvalidInput:
        raise
    except OSError as fault:
        if isinstance(fault, gzip.BadGzipFile):
            raise InvalidInput.because("the archive is damaged", file=file) from fault
        raise InvalidInput.because(
            f"cannot be read or unpacked: {fault.strerror or fault}", file=file
        ) from fault
    except BROKEN as fault:
        raise InvalidInput.because("the archive is damaged", file=file) from fault


def _is_safe(entry: tarfile.TarInfo) -> bool:
    path = PurePosixPath(entry.name)
    plain = entry.name == str(path) and "\\" not in entry.name and "\0" not in entry.name
    return entry.isreg() and plain and not path.is_absolute() and ".." not in path.parts


def _manifest(file: Path, content: bytes) -> Manifest:
    told = json.loads(content)
    if told["format"] != FORMAT:
        cause = f"the archive was made by Løftet {told['loftet']}; install that version, and restore with it"
        raise InvalidInput.because(cause, file=file)
    return Manifest(**{**told, "migrations": tuple(told["migrations"])})


def _unpack(content: IO[bytes], target: Path | None) -> str:
    """Read a member to its end, and write it where a place is given; return its SHA-256."""
    digest = hashlib.sha256()
    if target is None:
        while piece := content.read(PIECE):
            digest.update(piece)
        return digest.hexdigest()
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as stream:
        while piece := content.read(PIECE):
            digest.update(piece)
            stream.write(piece)
        stream.flush()
        os.fsync(stream.fileno())
    return digest.hexdigest()
