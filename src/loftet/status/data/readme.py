"""The text beside a whole edition: what the tables are, the terms, the cautions, and how to cite."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from loftet.core.mail import whole
from loftet.editions.rows import Edition
from loftet.status.citation import Cited, text_citation
from loftet.status.downloads.said import general_caveats
from loftet.status.edition import PARAMETER

README_NAMES = {"en": "README.txt", "nb": "LESMEG-bokmaal.txt", "nn": "LESMEG-nynorsk.txt"}


def table_words() -> dict[str, str]:
    """Return what each table holds."""
    return {
        "figures": _("the newest figure of every indicator in every place, with its status"),
        "series": _("every year of every indicator in every place, with where each figure came from"),
        "goals": _("every goal in every place: the counts of marks, and the word that follows"),
        "indicators": _("every indicator: names, definition, unit, yardstick, source and licence"),
        "places": _("every place: number, name, inhabitants, area"),
    }


def licence_of_all(edition: Edition) -> str:
    """Return on what terms the figures of an edition may be used."""
    if edition.demo:
        return _("The figures are made up and free to use (%(licence)s).") % {"licence": edition.licence}
    return _("Each source has its own licence: see «licence» in the table «indicators». Name the source.")


def page_of(edition: Edition) -> str:
    """Return the whole address of the page of an edition, as files that are kept name it."""
    return whole(f"{reverse('data')}?{urlencode({PARAMETER: edition.id})}")


def readme(edition: Edition) -> str:
    """Return the text, in the language of the moment."""
    address = page_of(edition)
    title = f"{edition.title} ({edition.id})"
    parts: list[tuple[str, list[str]]] = [
        (_("The tables"), [f"{table}: {words}" for table, words in table_words().items()]),
        (
            _("The code book"),
            [
                _("codebook: every column, its kind and its meaning in three languages"),
                _("codebook_words: every word in a column, and what pages say in its place"),
            ],
        ),
        (_("Licence"), [licence_of_all(edition)]),
        (_("How to cite"), [text_citation(Cited(title=_("All figures"), edition=edition, address=address))]),
        (_("What to be careful with"), [f"- {one}" for one in _cautions(edition)]),
        (_("Edition"), [edition.id, _("Content: SHA-256 %(hash)s") % {"hash": edition.content}, address]),
    ]
    lines = [line for name, said in parts for line in ("", name, "-" * len(name), *said)]
    return "\r\n".join([title, "=" * len(title), *lines, ""])


def _cautions(edition: Edition) -> tuple[str, ...]:
    return (
        *general_caveats(edition),
        _("Counts of persons are left out: in a small place they could tell of single ones."),
        _(
            "The sheet «series» of the workbook has the figures alone; "
            "CSV and Parquet say why one is not there."
        ),
    )
