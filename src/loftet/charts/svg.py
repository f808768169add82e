"""An SVG made fit for a page under a strict content security policy.

Only listed elements and attributes pass, so neither script, style, link nor foreign id can. Colours get a
class for their role, which `charts.css` can restyle, and stay as attributes for a file that stands alone.
"""

from xml.etree import ElementTree as ET

from loftet.charts.colours import MarkRole

SVG = "{http://www.w3.org/2000/svg}"
DRAWN = frozenset({"line", "path", "rect", "text", "tspan"})
PLACES = frozenset({"d", "dx", "dy", "height", "transform", "width", "x", "x2", "y", "y2"})
PAINT = frozenset({"fill", "fill-opacity", "opacity", "stroke", "stroke-dasharray", "stroke-linecap"})
PAINT |= {"stroke-linejoin", "stroke-miterlimit", "stroke-opacity", "stroke-width"}
WORDS = frozenset({"font-family", "font-size", "font-weight", "text-anchor"})
ATTRIBUTES = PLACES | PAINT | WORDS
ROLES = {role.value: role.word for role in MarkRole}


def accessible_svg(drawing: str, *, title: str, description: str, prefix: str, css_class: str) -> str:
    """Rebuild a drawing with a name and a description, with no size of its own and ids of its own.

    An element that is not listed is refused with `ValueError`; an attribute that is not listed is left out.
    """
    root = ET.fromstring(drawing)  # noqa: S314 - our own drawing, just made in this process
    _, _, width, height = root.attrib["viewBox"].split()
    ids = (f"{prefix}-title", f"{prefix}-desc")
    new = ET.Element(
        "svg",
        {
            "xmlns": SVG[1:-1],
            "viewBox": f"0 0 {width} {height}",
            "class": css_class,
            "role": "img",
            "aria-labelledby": " ".join(ids),
        },
    )
    for tag, text, identity in (("title", title, ids[0]), ("desc", description, ids[1])):
        ET.SubElement(new, tag, {"id": identity}).text = text
    new.extend(_kept_children(root))
    return ET.tostring(new, encoding="unicode")


def _kept_children(element: ET.Element) -> list[ET.Element]:
    return [kept for child in element if (kept := _kept(child)) is not None]


def _kept(element: ET.Element) -> ET.Element | None:
    """Copy an element with what is allowed on it, or nothing where it would draw nothing."""
    tag = element.tag.removeprefix(SVG)
    if tag not in DRAWN and tag != "g":
        raise ValueError(f"a chart's drawing has no place for <{tag}>")
    children = _kept_children(element)
    if element.get("display") == "none" or (tag == "g" and not children) or _is_blank(element, tag):
        return None
    new = ET.Element(tag, _attributes(element))
    new.text = element.text
    new.extend(children)
    for child in children:
        child.tail = None
    return new


def _is_blank(element: ET.Element, tag: str) -> bool:
    """Check whether a shape has neither fill nor stroke of its own; Vega frames its groups with such."""
    return tag in {"path", "rect"} and not {"fill", "stroke"} & element.attrib.keys()


def _attributes(element: ET.Element) -> dict[str, str]:
    kept = {name: value for name, value in element.attrib.items() if name in ATTRIBUTES}
    classes = [f"chart-{kind}-{ROLES[kept[kind]]}" for kind in ("fill", "stroke") if kept.get(kind) in ROLES]
    if classes:
        kept["class"] = " ".join(classes)
    return kept
