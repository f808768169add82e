"""An indicator as one archive: its whole series, its metadata, and a text that says what they are."""

from collections.abc import Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.utils.translation import gettext as _

from loftet.core.export import Style, csv_lines
from loftet.editions.rows import Edition
from loftet.status.downloads.csv import SERIES_HEADER, series_cells
from loftet.status.downloads.metadata import metadata_file
from loftet.status.downloads.said import STATUS_WORDS, caveats, citation, licence_words, origin_words
from loftet.status.downloads.whole import Whole

DATA, METADATA, README = "data.csv", "metadata.json", "README.txt"
MAY_BE_READ = 0o644 << 16


def zip_file(whole: Whole, style: Style) -> bytes:
    """Build the archive of an indicator; the same edition gives the same bytes, whatever the time is."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        _add(archive, README, [readme(whole)], whole.edition)
        _add(archive, DATA, csv_lines(series_cells(whole), SERIES_HEADER, style), whole.edition)
        _add(archive, METADATA, [metadata_file(whole).decode()], whole.edition)
    return packed.getvalue()


def _add(archive: ZipFile, name: str, pieces: Iterable[str], edition: Edition) -> None:
    """Write a file piece by piece, dated as the edition is."""
    entry = dated_entry(name, edition)
    with archive.open(entry, "w") as file:
        for piece in pieces:
            file.write(piece.encode())


def dated_entry(name: str, edition: Edition) -> ZipInfo:
    """Return a file's entry in an archive, dated as the edition is and readable for all."""
    day = edition.built
    entry = ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
    entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, MAY_BE_READ, 3
    return entry


def readme(whole: Whole) -> str:
    """Return what the files are, where the figures come from, and on what terms they may be used."""
    indicator, edition, at = whole.indicator, whole.edition, whole.addresses
    parts: list[tuple[str, list[str]]] = [
        (_("Source"), [origin_words(indicator, edition), *filter(None, [indicator.url])]),
        (_("Licence"), [licence_words(indicator, edition)]),
        (_("How to cite"), [citation(indicator, edition, at.permanent)]),
        (_("What to be careful with"), [f"- {one}" for one in caveats(indicator, edition)]),
        (_("Edition"), [f"{edition.id}: {edition.title}", edition.content, at.permanent]),
        (_("The files"), _files()),
        (_("The words in the column «status»"), [f"{key}: {word}" for key, word in STATUS_WORDS.items()]),
    ]
    title = indicator.name + (f" ({indicator.unit})" if indicator.unit else "")
    head = [title, "=" * len(title), "", *filter(None, [indicator.about])]
    lines = [line for name, said in parts for line in ("", name, "-" * len(name), *said)]
    return "\r\n".join([*head, *lines, ""])


def _files() -> list[str]:
    return [
        f"{DATA}: " + _("every place and every year, a row each, with where the value came from"),
        f"{METADATA}: " + _("what is known about the indicator, for programs"),
    ]
