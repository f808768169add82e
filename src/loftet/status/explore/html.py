"""The long parts of the page, written without a template: options of choices, and rows of hundreds."""

from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from loftet.geography.place import Kind as PlaceKind
from loftet.status.explore.choices import INHABITANTS, Choice
from loftet.status.explore.tables import Table
from loftet.status.goal_names import goals

Option = tuple[str, str]


def indicator_options(choice: Choice, selected: str, *, has_inhabitants: bool) -> SafeString:
    """Return the options of an axis, the indicators under their goals."""
    titles = {one.key: one.title for one in goals()}
    first = _options([(INHABITANTS, _("Inhabitants"))], selected) if has_inhabitants else SafeString("")
    groups = (
        _group(titles.get(goal, _("Others")), [(one.key, one.name) for one in held], selected)
        for goal, held in groupby(choice.indicators, key=lambda one: one.goal)
    )
    return _joined((first, *groups))


def place_options(choice: Choice) -> SafeString:
    """Return the options of the place that is brought out: none, regions, counties, municipalities."""
    selected = choice.highlight.slug if choice.highlight else ""
    by_kind = {
        kind: [(one.place.slug, one.place.name) for one in choice.regions if one.place.kind == kind]
        for kind in (PlaceKind.REGION, PlaceKind.COUNTY)
    }
    municipalities = [
        (one.slug, one.name) for one in choice.places.values() if one.kind == PlaceKind.MUNICIPALITY
    ]
    return _joined(
        (
            _options([("", _("Nobody"))], selected),
            _group(_("Regions"), by_kind[PlaceKind.REGION], selected),
            _group(_("Counties"), by_kind[PlaceKind.COUNTY], selected),
            _group(_("Municipalities"), municipalities, selected),
        )
    )


def table_rows(table: Table) -> SafeString:
    """Return the rows of a table; the first cell of each is its heading."""
    parts = []
    for is_own, (name, *cells) in table.texts():
        own = ' class="own"' if is_own else ""
        rest = "".join(f'<td class="figure">{escape(cell)}</td>' for cell in cells)
        parts.append(f'<tr{own}><th scope="row">{escape(name)}</th>{rest}</tr>')
    return mark_safe("".join(parts))  # noqa: S308 - every text is escaped


def _group(label: str, options: Sequence[Option], selected: str) -> SafeString:
    if not options:
        return SafeString("")
    return format_html('<optgroup label="{}">{}</optgroup>', label, _options(options, selected))


def _options(options: Iterable[Option], selected: str) -> SafeString:
    return format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        ((value, SafeString(" selected") if value == selected else "", name) for value, name in options),
    )


def _joined(parts: Iterable[SafeString]) -> SafeString:
    return mark_safe("".join(parts))  # noqa: S308 - each part is escaped
