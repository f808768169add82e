"""Pictures kept as files in a folder, so that each is made once."""

import hashlib
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path

MOST = 10_000
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


def cached_picture(
    drawing: str,
    make: Callable[[str], bytes],
    folder: Path,
    *,
    edition: str,
    language: str,
    key: str,
    suffix: str = "png",
    most: int = MOST,
) -> bytes:
    """Return the picture of a drawing, from `folder/<edition>/<language>/` or made and kept there.

    The file is named after `key` and a hash of the drawing, so that another drawing never has its name. A
    reader may choose any places: beyond `most` files a folder takes no more, and pictures are made each time.
    """
    for name in (edition, language):
        if not NAME.fullmatch(name):
            raise ValueError(f"«{name}» cannot name a folder: letters, digits, «.», «_» and «-», at most 100")
    place = folder / edition / language
    digest = hashlib.sha256(drawing.encode()).hexdigest()[:16]
    file = place / f"{UNSAFE.sub('-', key)[:100]}-{digest}.{suffix}"
    try:
        return file.read_bytes()
    except FileNotFoundError:
        made = make(drawing)
    place.mkdir(parents=True, exist_ok=True)
    if sum(1 for _ in place.iterdir()) < most:
        _write(file, made)
    return made


def _write(file: Path, content: bytes) -> None:
    """Write a whole file or none, also when two processes make the same picture."""
    with tempfile.NamedTemporaryFile("wb", dir=file.parent, delete=False) as new:
        new.write(content)
        new.flush()
        os.fsync(new.fileno())
    Path(new.name).replace(file)
