import re
from pathlib import Path

import pytest

from loftet.charts.cache import cached_picture

EDITION = "2026-11-01-0123abcd"
SVG = "<svg>æøå</svg>"


class Maker:
    """Stands in for the renderer and counts how often it is asked."""

    def __init__(self) -> None:
        self.made: list[str] = []

    def __call__(self, drawing: str) -> bytes:
        self.made.append(drawing)
        return drawing.encode()


def take(folder: Path, make: Maker, *, drawing: str = SVG, key: str = "waste", most: int = 9) -> bytes:
    return cached_picture(drawing, make, folder, edition=EDITION, language="nb", key=key, most=most)


def test_a_picture_is_made_once(tmp_path: Path) -> None:
    make = Maker()
    assert take(tmp_path, make) == take(tmp_path, make) == SVG.encode()
    assert make.made == [SVG]
    (file,) = (tmp_path / EDITION / "nb").iterdir()
    assert re.fullmatch(r"waste-[0-9a-f]{16}\.png", file.name)


def test_another_drawing_is_another_file(tmp_path: Path) -> None:
    make = Maker()
    take(tmp_path, make)
    take(tmp_path, make, drawing="<svg/>")
    assert make.made == [SVG, "<svg/>"]


def test_a_full_folder_takes_no_more_but_still_shows(tmp_path: Path) -> None:
    make = Maker()
    take(tmp_path, make, most=1)
    assert take(tmp_path, make, drawing="<svg/>", most=1) == b"<svg/>"
    assert len(list((tmp_path / EDITION / "nb").iterdir())) == 1


def test_a_failed_picture_leaves_nothing(tmp_path: Path) -> None:
    def broken(drawing: str) -> bytes:
        raise RuntimeError("no pen")

    with pytest.raises(RuntimeError, match="no pen"):
        cached_picture(SVG, broken, tmp_path, edition=EDITION, language="nb", key="waste")
    assert list(tmp_path.iterdir()) == []


def test_any_key_names_a_file_within_the_folder(tmp_path: Path) -> None:
    take(tmp_path, Maker(), key="../../å/" + "x" * 300)
    assert len(list((tmp_path / EDITION / "nb").iterdir())) == 1


@pytest.mark.parametrize("edition", ["..", "a/b", "", ".hidden"])
def test_an_edition_that_leads_elsewhere_is_refused(tmp_path: Path, edition: str) -> None:
    with pytest.raises(ValueError, match="cannot name a folder"):
        cached_picture(SVG, Maker(), tmp_path, edition=edition, language="nb", key="waste")
