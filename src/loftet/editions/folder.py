"""Building of editions: a study becomes a folder that is whole once it has its name, and never changes."""

import os
import shutil
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from loftet.editions.build import Status, compute_status
from loftet.editions.copied_tables import check_for_pages, copied_frames
from loftet.editions.description import describe_edition
from loftet.editions.frames import Frame
from loftet.editions.marks import frames_with_marks
from loftet.editions.parquet import write_parquet
from loftet.editions.peers import peer_frames
from loftet.editions.pointer import locked, publish, published
from loftet.editions.projection_frames import projection_frames
from loftet.editions.stamp import (
    EDITIONS,
    STAMP,
    DamagedEdition,
    Stamp,
    UnknownEdition,
    hash_file,
    list_editions,
    verify_edition,
)
from loftet.editions.status import RECORD
from loftet.editions.study import Study, read_study
from loftet.invalid_input import InvalidInput
from loftet.sources.whole_folder import sync, sync_entry
from loftet.text_files.rows import read_text

__all__ = [
    "DamagedEdition",
    "UnknownEdition",
    "build_edition",
    "describe_edition",
    "list_editions",
    "publish",
    "published",
]

BUILDING = ".building-"


def build_edition(study_folder: Path, root: Path, today: date) -> str:
    """Build an edition from a study and return its id: the day and 8 digits of the hash of the content.

    The folder gets its name when every file is on the disk. The same study on the same day is the same
    edition: what was built first is left as it is.

    Raises:
        InvalidInput: when the study is wrong, the folder cannot be written, or an edition of that id is
            damaged.
    """
    study = read_study(study_folder)
    about = _about(study)
    check_for_pages(study)
    edition_id = f"{today.isoformat()}-{study.content_hash[:8]}"
    with _place_to_build(root) as folder:
        if (root / EDITIONS / edition_id).exists():
            _demand_same(root, edition_id, study.content_hash)
            return edition_id
        _write(folder, compute_status(study), about, edition_id, today)
        folder.rename(root / EDITIONS / edition_id)
    return edition_id


def _about(study: Study) -> str:
    """Return the study's own words about itself, ready for the stamp to follow."""
    file = study.folder / STAMP
    if "edition" in study.about.others:
        raise InvalidInput.because("«edition» is the name of the stamp that the build writes", file=file)
    return read_text(file).rstrip("\n") + "\n\n" if file.exists() else ""


def _demand_same(root: Path, edition_id: str, content: str) -> None:
    edition = verify_edition(root, edition_id)
    if edition.content != content:
        cause = f"«{edition_id}» holds other content whose hash begins alike; build it on another day"
        raise InvalidInput.because(cause, file=root / EDITIONS / edition_id)


@contextmanager
def _place_to_build(root: Path) -> Iterator[Path]:
    """Create a folder to build in.

    Only one build runs at a time, so any other such folder is a dead one's.
    """
    editions = root / EDITIONS
    with locked(editions / ".building.lock"):
        for leftover in editions.glob(f"{BUILDING}*"):
            shutil.rmtree(leftover)
        folder = editions / f"{BUILDING}{os.getpid()}"
        folder.mkdir()
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
        sync_entry(editions)


def _write(folder: Path, status: Status, about: str, edition_id: str, today: date) -> None:
    frames = _write_tables(folder, status)
    (folder / RECORD).write_text(status.record.as_json(), encoding="utf-8")
    stamp = Stamp(
        id=edition_id,
        built=today,
        year=status.year,
        content=status.study.content_hash,
        rows={frame.name: len(frame) for frame in frames},
        hashes={
            file: hash_file(folder / file)
            for file in (*(f"{frame.name}.parquet" for frame in frames), RECORD)
        },
    )
    (folder / STAMP).write_text(about + stamp.lines(), encoding="utf-8")
    sync(folder)


def _write_tables(folder: Path, status: Status) -> tuple[Frame, ...]:
    """Write every table, the first ones while the others are computed."""
    with ThreadPoolExecutor(1) as beside:
        first = (*copied_frames(status), *frames_with_marks(status), status.index)
        writing = beside.submit(write_parquet, _files(folder, first))
        later = (*peer_frames(status), *projection_frames(status))
        writing.result()
    write_parquet(_files(folder, later))
    return *first, *later


def _files(folder: Path, frames: Iterable[Frame]) -> dict[Path, Frame]:
    return {folder / f"{frame.name}.parquet": frame for frame in frames}
