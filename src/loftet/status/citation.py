"""The citation of a page: in words and as BibTeX, with its edition and its permanent address."""

import re
import unicodedata
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.core.words import page_language
from loftet.editions.rows import Edition
from loftet.status.edition import PARAMETER

PUBLISHER = "Løftet"
LANGUAGES = {"nb": "norwegian", "nn": "norwegian", "en": "english"}
# The pages that show figures, or what is said of them; an indicator's page has a citation in its figure.
PAGES = frozenset(
    {"municipality", "municipality_figures", "municipality_goal", "municipalities", "goal", "goals"}
    | {"indicators", "region", "regions", "comparison", "coverage", "whats_new", "method", "data", "explore"}
    | {"challenges", "comparison_challenges", "indicator_map"}
)
NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")
# What BibTeX reads as its own.
SPECIAL = {sign: f"\\{sign}" for sign in "&%$#_{}"} | {
    "~": r"\textasciitilde{}",
    "^": r"\^{}",
    "\\": r"\textbackslash{}",
}


@dataclass(frozen=True, slots=True)
class Cited:
    """A page that is cited: its title, its edition, and the address that shows it for ever."""

    title: str
    edition: Edition
    address: str


def is_cited(request: HttpRequest) -> bool:
    """Check whether a page shows how it is cited."""
    match = request.resolver_match
    return match is not None and match.url_name in PAGES


def pinned_address(request: HttpRequest, edition: Edition) -> str:
    """Return the whole address of a page in its edition and the language it is read in."""
    query = request.GET.copy()
    query[PARAMETER] = edition.id
    query["lang"] = page_language()
    return request.build_absolute_uri(f"{request.path}?{query.urlencode()}")


def text_citation(cited: Cited) -> str:
    """Return a citation in words: publisher, year, title, edition, day and address."""
    edition = cited.edition
    facts = {
        "publisher": edition.publisher or PUBLISHER,
        "year": edition.built.year,
        "title": cited.title,
        "edition": edition.id,
        "day": date_format(edition.built),
        "address": cited.address,
    }
    if edition.demo:
        return (
            _(
                "%(publisher)s (%(year)s): «%(title)s». Made-up figures. "
                "Edition %(edition)s, %(day)s. %(address)s"
            )
            % facts
        )
    return _("%(publisher)s (%(year)s): «%(title)s». Edition %(edition)s, %(day)s. %(address)s") % facts


def bibtex(cited: Cited) -> str:
    """Return a citation as an entry of BibTeX; its key is made of publisher, edition and title."""
    edition = cited.edition
    publisher = edition.publisher or PUBLISHER
    fields = {
        "author": f"{{{_escaped(publisher)}}}",
        "title": f"{{{_escaped(cited.title)}}}",
        "year": str(edition.built.year),
        "date": edition.built.isoformat(),
        "version": _escaped(edition.id),
        "publisher": _escaped(publisher),
        "url": cited.address,
        "langid": LANGUAGES.get(page_language(), "norwegian"),
    }
    if edition.demo:
        fields["note"] = _escaped(_("Made-up figures"))
    key = "-".join(filter(None, ("loftet", edition.id, _plain(cited.title)[:40].strip("-"))))
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@misc{{{key},\n{lines}\n}}\n"


def _escaped(text: str) -> str:
    """Return a text with what BibTeX would read as its own marked."""
    return "".join(SPECIAL.get(sign, sign) for sign in text)


def _plain(text: str) -> str:
    letters = unicodedata.normalize("NFKD", text.lower().replace("ø", "o").replace("æ", "ae"))
    return NOT_IN_A_KEY.sub("-", letters.encode("ascii", "ignore").decode())
