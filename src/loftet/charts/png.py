"""SVG to PNG, by resvg: no browser, no network, and no font but the one that comes along."""

import json
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

POINTS_IN_INCH, SHEET = 72, 500  # a picture is a sheet of so many points across, whatever its pixels
SHEETS = b"""
#set page(width: auto, height: auto, margin: 0pt, fill: white)
#set text(font: "Inter")
#for svg in json(bytes(sys.inputs.drawings)) { page(image(bytes(svg), format: "svg", width: 500pt)) }
"""


def png_of(svg: str, *, width: int | None = None, background: str = "#ffffff") -> bytes:
    """Return an SVG as PNG, in its own size or so many pixels wide."""
    # The renderer is loaded for the first picture, not at the start of the web.
    import resvg_py

    drawn = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=width,
        background=background,
        font_files=list(_fonts()),
        font_family="Inter",
        sans_serif_family="Inter",
        skip_system_fonts=True,
    )
    return bytes(drawn)


def pngs_of(svgs: Sequence[str], *, width: int) -> list[bytes]:
    """Return SVGs as PNGs on white, all of one width in pixels.

    Typst draws them, with the same renderer: it reads its fonts once, and takes a third of the time.
    """
    if not svgs:
        return []
    import typst

    drawn = typst.compile(
        SHEETS,
        format="png",
        ppi=POINTS_IN_INCH * width / SHEET,
        font_paths=typst_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"drawings": json.dumps(list(svgs))},
    )
    return [bytes(one) for one in drawn] if isinstance(drawn, list) else [bytes(drawn)]


@cache
def typst_fonts() -> "typst.Fonts":
    """Return the fonts that come along, read once."""
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[str(files("fontpkg_inter") / "files")])


@cache
def _fonts() -> tuple[str, ...]:
    """Return the files of Inter, upright."""
    folder = files("fontpkg_inter") / "files"
    found = [str(one) for one in folder.iterdir() if one.name.endswith(".ttf") and "Italic" not in one.name]
    if not found:
        raise FileNotFoundError(f"no font in {folder}: install the requirements again")
    return tuple(found)
