"""The icons are those of their package, and one that is not there is refused by name."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from docs.generate_icons import shapes_of
from loftet.charts.icons import icon_shapes, icon_svg
from loftet.invalid_input import InvalidInput


def test_every_icon_is_as_its_package_draws_it(project: Path) -> None:
    folder = project / "node_modules" / "@tabler" / "icons" / "icons" / "outline"
    if not folder.is_dir():
        pytest.skip("the package of the icons is not installed (make setup)")
    drawn = {name: shapes_of((folder / f"{name}.svg").read_text("utf-8")) for name in icon_shapes()}
    assert json.loads(json.dumps(drawn)) == icon_shapes()


def test_an_icon_is_a_picture_that_listeners_do_not_meet() -> None:
    svg = ET.fromstring(icon_svg("download", 20))
    assert {key: svg.get(key) for key in ("class", "width", "height", "aria-hidden", "stroke-width")} == {
        "class": "icon",
        "width": "20",
        "height": "20",
        "aria-hidden": "true",
        "stroke-width": "1.75",
    }
    assert {child.tag for child in svg} == {"path"}


@pytest.mark.parametrize(
    ("name", "size", "cause"),
    [
        ("downlod", 24, "there is no icon «downlod»; did you mean «download»"),
        ("fish", 8, "an icon is 12 to 64 px, not 8"),
    ],
)
def test_an_icon_that_is_not_there_is_refused(name: str, size: int, cause: str) -> None:
    with pytest.raises(InvalidInput, match=cause):
        icon_svg(name, size)
