import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from loftet.charts import cache
from loftet.charts.cache import cached_line
from loftet.charts.line import LineView

EDITION = "2026-11-01-0123abcd"


class Drawer:
    """Stands in for the renderer and counts how often it is asked."""

    def __init__(self) -> None:
        self.drawn: list[str] = []

    def __call__(self, view: LineView, prefix: str) -> str:
        self.drawn.append(view.title)
        return f"<svg>{prefix} æøå</svg>"


def take(view: LineView, folder: Path, draw: Drawer, *, key: str = "waste", most: int = 9) -> str:
    return cached_line(view, folder, edition=EDITION, language="nb", key=key, draw=draw, most=most)


def test_a_hit_does_not_draw(view: LineView, tmp_path: Path) -> None:
    draw = Drawer()
    first = take(view, tmp_path, draw)
    assert take(replace(view), tmp_path, draw) == first
    assert draw.drawn == [view.title]
    (file,) = (tmp_path / EDITION / "nb").iterdir()
    assert file.name.startswith("waste-")
    assert file.read_text(encoding="utf-8") == first


def test_another_view_is_another_file(view: LineView, tmp_path: Path) -> None:
    draw = Drawer()
    take(view, tmp_path, draw)
    take(replace(view, title="Ny"), tmp_path, draw)
    assert draw.drawn == [view.title, "Ny"]


@pytest.mark.parametrize("decides", ["_code", "tool_versions"])
def test_new_code_or_tools_draw_anew(
    view: LineView, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, decides: str
) -> None:
    draw = Drawer()
    take(view, tmp_path, draw)
    monkeypatch.setattr(cache, decides, lambda: "newer")
    take(view, tmp_path, draw)
    assert draw.drawn == [view.title, view.title]


def test_a_full_folder_takes_no_more_but_still_shows(view: LineView, tmp_path: Path) -> None:
    draw = Drawer()
    take(view, tmp_path, draw, most=1)
    assert "<svg>" in take(replace(view, title="Ny"), tmp_path, draw, most=1)
    assert len(list((tmp_path / EDITION / "nb").iterdir())) == 1


def test_a_failed_drawing_leaves_nothing(view: LineView, tmp_path: Path) -> None:
    def broken(view: LineView, prefix: str) -> str:
        raise RuntimeError("no pen")

    with pytest.raises(RuntimeError, match="no pen"):
        cached_line(view, tmp_path, edition=EDITION, language="nb", key="waste", draw=broken)
    assert list(tmp_path.iterdir()) == []


def test_any_key_names_a_file_within_the_folder(view: LineView, tmp_path: Path) -> None:
    take(view, tmp_path, Drawer(), key="../../å/" + "x" * 300)
    assert len(list((tmp_path / EDITION / "nb").iterdir())) == 1


@pytest.mark.parametrize("edition", ["..", "a/b", "", ".hidden"])
def test_an_edition_that_leads_elsewhere_is_refused(view: LineView, tmp_path: Path, edition: str) -> None:
    with pytest.raises(ValueError, match="cannot name a folder"):
        cached_line(view, tmp_path, edition=edition, language="nb", key="waste", draw=Drawer())


def test_a_hit_imports_no_drawing_tool(view: LineView, tmp_path: Path) -> None:
    cached_line(view, tmp_path, edition=EDITION, language="nb", key="waste")
    code = (
        "import sys; from pathlib import Path; from loftet.charts.cache import cached_line;"
        "from loftet.charts.line import *; from loftet.charts.numbers import NumberStyle\n"
        f"view = {view!r}\n".replace(repr(view.numbers), str(view.numbers))
        + f"cached_line(view, Path({str(tmp_path)!r}), edition={EDITION!r}, language='nb', key='waste')\n"
        "print(sorted({'altair', 'vl_convert'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
