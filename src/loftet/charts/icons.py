"""Outline icons of the Tabler set (MIT licence, Paweł Kuna), those in `icons.json`; `make icons` takes more.

Each is drawn in a square of 24 units with a line of 1.75 units in the colour of the text.
"""

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from loftet.invalid_input import InvalidInput
from loftet.text_files.rows import nearest

SMALLEST, LARGEST = 12, 64
LINE = 'stroke="currentColor" stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round"'


@cache
def icon_shapes() -> Mapping[str, str]:
    """Return the shapes of every icon, as the inside of an SVG, by the icon's name."""
    text = files("loftet.charts").joinpath("icons.json").read_text(encoding="utf-8")
    shapes: dict[str, str] = json.loads(text)
    return shapes


def icon_svg(name: str, size: int = 24) -> str:
    """Return an icon as an SVG that listeners do not meet: the words beside it say what it is.

    Raises:
        InvalidInput: when there is no such icon, or the size is none for an icon.
    """
    shapes = icon_shapes()
    if name not in shapes:
        raise InvalidInput.because(f"there is no icon «{name}»{nearest(name, tuple(shapes))}")
    if not SMALLEST <= size <= LARGEST:
        raise InvalidInput.because(f"an icon is {SMALLEST} to {LARGEST} px, not {size}")
    frame = f'class="icon" viewBox="0 0 24 24" width="{size}" height="{size}"'
    return f'<svg {frame} fill="none" {LINE} aria-hidden="true">{shapes[name]}</svg>'
