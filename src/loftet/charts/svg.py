"""The namespace of SVG, as ElementTree writes it before a tag, and the root of a drawing for a page."""

from collections.abc import Mapping
from xml.etree import ElementTree as ET

XMLNS = "http://www.w3.org/2000/svg"
SVG = f"{{{XMLNS}}}"


def chart_root(
    box: tuple[float, float],
    prefix: str,
    size: str,
    named: tuple[str, str],
    attributes: Mapping[str, str] | None = None,
) -> ET.Element:
    """Create the root of a chart: `box` is width and height, `named` its title and description.

    `prefix` begins its ids and is used once on a page.
    """
    ids = (f"{prefix}-{size}-title", f"{prefix}-{size}-desc")
    root = ET.Element(
        "svg",
        {
            "xmlns": XMLNS,
            "viewBox": f"0 0 {box[0]:g} {box[1]:g}",
            "class": f"chart chart-{size}",
            "role": "img",
            "aria-labelledby": " ".join(ids),
            **(attributes or {}),
        },
    )
    for tag, words, identity in zip(("title", "desc"), named, ids, strict=True):
        ET.SubElement(root, tag, {"id": identity}).text = words
    return root
