"""A file that is written whole or not at all."""

import os
from pathlib import Path
from uuid import uuid4

from loftet.sources.whole_folder import sync_entry


def write_whole(target: Path, content: bytes) -> None:
    """Write a file in place of the one that may stand there; a crash leaves the old one or the new one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    building = target.with_name(f".{target.name}-{uuid4().hex}")
    try:
        building.write_bytes(content)
        sync_entry(building)
        os.replace(building, target)  # noqa: PTH105 - the word that says it is atomic
        sync_entry(target.parent)
    finally:
        building.unlink(missing_ok=True)
