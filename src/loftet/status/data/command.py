"""The files of a whole edition as commands write them: whole or not at all."""

from pathlib import Path

from django.utils import translation

from loftet.sources.whole_file import demand_file, whole_file, write_whole
from loftet.status.data.cube import edition_jsonstat
from loftet.status.data.files import write_csv
from loftet.status.data.package import write_json_package
from loftet.status.edition import named_edition, store


def export_package(edition_id: str | None, out: Path) -> str:
    """Write a data package: one JSON file where the name says so, else an archive; return the edition's id.

    Raises:
        InvalidInput: when there is no such edition, or the file cannot be written.
    """
    edition = named_edition(edition_id)
    demand_file(out)
    write = write_json_package if out.suffix.lower() == ".json" else write_csv
    with whole_file(out) as building:
        write(store(), edition, building)
    return edition.id


def export_cube(edition_id: str | None, language: str, out: Path) -> str:
    """Write an edition as one table of JSON-stat 2.0; return the edition's id.

    Raises:
        InvalidInput: when there is no such edition, or the file cannot be written.
    """
    edition = named_edition(edition_id)
    with translation.override(language):
        write_whole(out, edition_jsonstat(store(), edition, language))
    return edition.id
