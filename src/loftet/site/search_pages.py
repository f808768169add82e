"""The pages of the site as search finds them: of the menu, of the footer, and the parts of the method."""

from collections.abc import Iterator
from functools import lru_cache

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from loftet.core import registry
from loftet.core.search import OpenSource, SearchDocument, digest_of
from loftet.core.words import Words, page_language
from loftet.editions.rows import Edition
from loftet.site.context import ABOUT_PAGES, MENU, linked
from loftet.status.edition import current, store_in
from loftet.status.method.queries import method_page
from loftet.status.method.sentences import Chapter

LANGUAGES = ("nb", "nn", "en")
METHOD = "method"
# What is in a page, by the name of its address, as its template describes it.
SAID: dict[str, Words] = {
    "about": _("What Løftet and Bærekraftsløftet are, who they are for, and how to take part."),
    "privacy": _(
        "What this site keeps about you: your choice of language, what you write yourself, and who you are "
        "if you sign in."
    ),
    "accessibility": _(
        "What was done so that everybody can use the site, what was tested, and what was not."
    ),
    METHOD: _("How figures become a status, a direction and an interval, and what is done about gaps."),
    "data": _("All figures of an edition in one file: CSV, Parquet and Excel, with a code book."),
    "coverage": _("What is known, and what is lacking"),
    "regions": _(
        "See what the municipalities of a region or a county have in common, and where they differ."
    ),
    "comparison": _("Set up to eight municipalities, counties or regions side by side, theme by theme."),
}
COMPARE: tuple[str, Words] = ("comparison", _("Compare municipalities"))


def read_pages() -> tuple[SearchDocument, ...]:
    """Return the pages in the language of the reader; each is found by its words in every language."""
    language = page_language()
    return _pages(current().edition, language if language in LANGUAGES else "nb")


@lru_cache(maxsize=8)
def _pages(edition: Edition | None, language: str) -> tuple[SearchDocument, ...]:
    by_language = []
    for one in (language, *LANGUAGES):
        with translation.override(one):
            by_language.append(list(_told(edition)))
    return tuple(
        SearchDocument(
            "page",
            key,
            address,
            title,
            text=text,
            names=[one[2] for one in every],
            other_texts=[one[3] for one in every],
        )
        for every in zip(*by_language, strict=True)
        for key, address, title, text in every[:1]
    )


def _told(edition: Edition | None) -> Iterator[tuple[str, str, str, str]]:
    """Yield key, address, title and text of each page in one language."""
    beside = ((one.url_name, one.words) for one in registry.menu() if one.rule is None)
    for name, words in dict(linked((*MENU, COMPARE, *ABOUT_PAGES, *beside))).items():
        yield name, reverse(name), str(words), str(SAID.get(name, ""))
    for one in _chapters(edition) if edition else ():
        yield f"{METHOD}-{one.key}", f"{reverse(METHOD)}#{one.key}", one.heading, "\n".join(one.lines)


def _chapters(edition: Edition) -> tuple[Chapter, ...]:
    return method_page(store_in(settings.DATA), settings.DATA, edition).chapters


def stamp_of_pages() -> str:
    """Return a text that changes with the edition whose method is told, and with what a release says."""
    return digest_of(_pages(current().edition, "nb"))


PAGES = OpenSource(kind="page", words=_("page"), many=_("Pages"), read=read_pages, stamp=stamp_of_pages)
