"""A course as pages show it: its Markdown as HTML, with the numbers of the law that hold today."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.template.defaultfilters import floatformat
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt

from loftet.core.words import Words, page_language
from loftet.methods.procurement.case import Mode
from loftet.methods.procurement.rows import (
    EEA_LOCAL,
    EEA_SPECIAL,
    EEA_WORKS,
    LOWER_SCOPE,
    NATIONAL,
    STATE,
    UTILITIES,
    DatedRow,
)
from loftet.people.actor import Actor
from loftet.places.models import Place
from loftet.procurement.check import book, source_of
from loftet.sources.course_files import CLIMATE_WEIGHT, VALUE, Course, CourseText, read_courses

# Raw HTML is shown as it is written, and so are links with other schemes than those of the web.
MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable("image")
NAMES: Mapping[str, Words] = {
    LOWER_SCOPE: _("From this amount the law on procurement applies"),
    NATIONAL: _("From this amount a national purchase is announced"),
    EEA_LOCAL: _("The EEA threshold of goods and services of municipalities"),
    EEA_WORKS: _("The EEA threshold of works"),
    EEA_SPECIAL: _("The EEA threshold of special services"),
    STATE: _("The EEA threshold of the state"),
    UTILITIES: _("The EEA threshold of utilities"),
    CLIMATE_WEIGHT: _("The least weight of climate and environment"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """A number of the law as it is today: since when, by which source, and if somebody must check it."""

    name: Words
    words: str
    since: date
    source: str
    is_uncertain: bool


def courses() -> tuple[Course, ...]:
    """Return the courses in their order."""
    return read_courses(settings.CATALOGUE)


def course_of(key: str) -> Course | None:
    """Return a course by its key."""
    return next((one for one in courses() if one.key == key), None)


def text_of(course: Course) -> CourseText:
    """Return a course in the language of the page, or in bokmål."""
    return course.texts[language_of(course)]


def language_of(course: Course) -> str:
    """Return the language in which the reader meets a course."""
    return course.language(page_language())


def facts_of(text: CourseText, today: date) -> Mapping[str, Fact]:
    """Return the numbers of the law that a course reads, as far as there is a row for today."""
    found = ((name, _row(name, today)) for name in text.values)
    return {name: _fact(name, row, today) for name, row in found if row is not None}


def _row(name: str, today: date) -> DatedRow | None:
    return book().mode(Mode.WEIGHTED, today) if name == CLIMATE_WEIGHT else book().amount(name, today)


def _fact(name: str, row: DatedRow, today: date) -> Fact:
    if name == CLIMATE_WEIGHT:
        words = f"{floatformat(row.least_weight, '-2')} %"  # type: ignore[attr-defined]
    else:
        words = f"{floatformat(row.amount, '0g')} kr"  # type: ignore[attr-defined]
    return Fact(NAMES[name], words, row.valid_from, source_of(row), row.is_uncertain(today))


def filled(text: str, facts: Mapping[str, Fact]) -> str:
    """Return a text with the numbers of the law in it; one that no row has today is a dash."""
    return VALUE.sub(lambda one: facts[one[1]].words if one[1] in facts else "–", text)


def as_html(text: str, facts: Mapping[str, Fact], own: Place | None) -> SafeString:
    """Return Markdown as HTML, with links to pages of this site."""
    tokens = MARKDOWN.parse(filled(text, facts))
    for token in tokens:
        for part in token.children or ():
            if part.type == "link_open":
                part.attrSet("href", _address(str(part.attrGet("href") or ""), own))
                part.attrSet("class", "ds-link")
    html: str = MARKDOWN.renderer.render(tokens, MARKDOWN.options, {})
    return mark_safe(html)  # noqa: S308 - no HTML of the text is let through


def _address(link: str, own: Place | None) -> str:
    page = link.removeprefix("page:")
    if page == link:
        return link
    if page == "own":
        return reverse("municipality", args=[own.slug]) if own else reverse("municipalities")
    return reverse(page)


def own_place(actor: Actor) -> Place | None:
    """Return the municipality that a reader works for first, if there is one."""
    keys = [one.place for one in actor.permissions.own_first if one.place]
    places = Place.objects.filter(kind="municipality").in_bulk(keys) if keys else {}
    return next((places[key] for key in keys if key in places), None)
