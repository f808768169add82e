"""Drawn charts kept in a folder, so that a chart is drawn once and a hit imports no drawing tool."""

import hashlib
import os
import re
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

from loftet.charts.line import LineView
from loftet.charts.render import render_line, tool_versions

MOST = 10_000
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
UNSAFE = re.compile(r"[^A-Za-z0-9_-]+")


def cached_line(
    view: LineView,
    folder: Path,
    *,
    edition: str,
    language: str,
    key: str,
    draw: Callable[[LineView, str], str] = render_line,
    most: int = MOST,
) -> str:
    """Return a line chart's SVG, from `folder/<edition>/<language>/` or drawn and kept there.

    The file is named after `key` and a hash of all that decides its bytes: the view, the tools' versions
    and this package's code. So a new release never shows an old drawing. A reader may choose any peers:
    beyond `most` files a folder takes no more, and charts are drawn afresh.
    """
    for name in (edition, language):
        if not NAME.fullmatch(name):
            raise ValueError(f"«{name}» cannot name a folder: letters, digits, «.», «_» and «-», at most 100")
    place = folder / edition / language
    fingerprint = _fingerprint(view)
    file = place / f"{UNSAFE.sub('-', key)[:100]}-{fingerprint}.svg"
    try:
        return file.read_text(encoding="utf-8")
    except FileNotFoundError:
        svg = draw(view, f"chart-{fingerprint}")
    place.mkdir(parents=True, exist_ok=True)
    if sum(1 for _ in place.iterdir()) < most:
        _write(file, svg)
    return svg


def _write(file: Path, svg: str) -> None:
    """Write a whole file or none, also when two processes draw the same chart."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", dir=file.parent, delete=False) as new:
        new.write(svg)
        new.flush()
        os.fsync(new.fileno())
    Path(new.name).replace(file)


def _fingerprint(view: LineView) -> str:
    """Hash what decides the bytes; a frozen dataclass writes itself the same way every time."""
    parts = (repr(view), tool_versions(), _code())
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:16]


@cache
def _code() -> str:
    """Hash the source of this package, once a process."""
    digest = hashlib.sha256()
    for file in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(file.read_bytes())
    return digest.hexdigest()
