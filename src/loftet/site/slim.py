"""Remove from the installed libraries what no server reads: their tests, and their texts in other languages.

`make install` runs it last. Code, licences and what is known of each package stay.
"""

import shutil
import sysconfig
from collections.abc import Iterator
from pathlib import Path

LANGUAGES = frozenset({"en", "nb", "nn", "no"})  # those of the site, as libraries call them
TEXTS = "LC_MESSAGES"


def unused(libraries: Path) -> Iterator[Path]:
    """Return the folders that no server reads."""
    for folder in libraries.rglob("tests"):
        if folder.is_dir() and not any(one.suffix == ".dist-info" for one in folder.parents):
            yield folder
    for texts in libraries.rglob(f"locale/*/{TEXTS}"):
        if texts.parent.name.partition("_")[0] not in LANGUAGES:
            yield texts.parent


def slim(libraries: Path) -> None:
    """Remove what no server reads."""
    for folder in list(unused(libraries)):
        shutil.rmtree(folder, ignore_errors=True)  # one may lie in another that has gone


if __name__ == "__main__":
    slim(Path(sysconfig.get_path("purelib")))
