"""The page where a whole edition is taken home, and its files."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from loftet.core.words import Words
from loftet.status.data.code_book import BookColumn, code_book
from loftet.status.data.kept import KINDS, PIECE, KeptFile, kept, kept_or_built
from loftet.status.data.readme import licence_of_all, table_words
from loftet.status.downloads.answer import file_headers
from loftet.status.edition import edition_of, store
from loftet.status.goals.views import published_or_named

NAME = "loftet"
TITLES: Mapping[str, Words] = {
    "csv": gettext_lazy("CSV, for every program"),
    "parquet": gettext_lazy("Parquet, for R, Python and DuckDB"),
    "excel": gettext_lazy("Excel, with the code book as a sheet"),
}


@dataclass(frozen=True, slots=True)
class OfferedFile:
    """A file on the page: its word, its title, and where it is built its size and hash."""

    word: str
    ending: str
    title: Words
    built: KeptFile | None

    @property
    def address_name(self) -> str:
        """Return the name of its address."""
        return f"data_{self.word}"


@dataclass(frozen=True, slots=True)
class BookTable:
    """A table of the code book: its name, what it holds, and its columns."""

    name: str
    words: str
    columns: tuple[BookColumn, ...]


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Show what there is to take home: all figures in one file, and each by its address."""
    edition = edition_of(request)
    if edition is None:
        return render(request, "status/pages/data.html", {})
    reader, words = store(), table_words()
    files = [
        OfferedFile(kind.word, kind.ending, TITLES[kind.word], kept(reader, edition, kind))
        for kind in KINDS.values()
    ]
    context = {
        "files": files,
        "is_unbuilt": not all(one.built for one in files),
        "tables": [BookTable(name, words[name], columns) for name, columns in code_book().items()],
        "licence": licence_of_all(edition),
        "editions": [one for one in reader.editions() if one.id != edition.id],
        "addresses": addresses(next((one.key for one in reader.indicators(edition, "nb")), "")),
    }
    return render(request, "status/pages/data.html", context)


def addresses(key: str) -> tuple[tuple[str, str], ...]:
    """Return examples of the addresses by which figures are read, and what each holds; of one indicator."""
    of_indicator: tuple[tuple[str, str, str], ...] = (
        ("indicator_csv", "", _("the newest figure of every place")),
        ("indicator_csv", "?aar=alle", _("every place and every year, with where each figure came from")),
        ("indicator_json", "", _("the same series as JSON-stat 2.0")),
        ("indicator_metadata", "", _("what is known about the indicator")),
        ("indicator_zip", "", _("all of it in one archive")),
    )
    found = [(reverse(name, args=[key]) + query, holds) for name, query, holds in of_indicator if key]
    return (
        (reverse("indicators_csv"), _("every indicator")),
        (reverse("municipalities_csv"), _("every municipality, with how many statuses of each kind")),
        *found,
        (reverse("goal_csv", args=["13"]), _("a goal in every place, with the counts of marks")),
        (reverse("regions_csv"), _("regions and counties, with their municipalities")),
    )


@require_safe
def data_file(request: HttpRequest, word: str) -> HttpResponseBase:
    """Return a whole edition as a file, built the first time it is asked for."""
    edition, kind = published_or_named(request), KINDS[word]
    found = kept_or_built(store(), edition, kind)
    headers = file_headers(request, edition, NAME, kind.ending) | {"ETag": f'"{found.sha256[:32]}"'}
    response: HttpResponseBase | None = get_conditional_response(request, headers["ETag"])
    if response is None:
        response = StreamingHttpResponse(pieces_of(found.path), content_type=kind.content_type)
        response.headers["Content-Length"] = str(found.size)
    for header, value in headers.items():
        response.headers[header] = value
    return response


def pieces_of(file: Path) -> Iterator[bytes]:
    """Return a file piece by piece; it is opened when the first is wanted."""
    with file.open("rb") as opened:
        while piece := opened.read(PIECE):
            yield piece
