"""The command `loftet report`: finds place and edition, and writes the file whole or not at all."""

from dataclasses import dataclass
from pathlib import Path

from django.utils import translation

from loftet.documents.files import WRITERS
from loftet.geography.place import Kind as PlaceKind
from loftet.invalid_input import InvalidInput
from loftet.places.models import Place
from loftet.places.queries import Ambiguous, Moved, place_by_slug, place_for_path
from loftet.report_content.build import REGIONS, build_report
from loftet.report_content.kinds import ReportKind
from loftet.sources.whole_file import write_whole
from loftet.status.edition import named_edition, store


@dataclass(frozen=True, slots=True)
class Asked:
    """A report that is asked for; without an edition or a language it has the default."""

    kind: str
    place: str | None = None
    region: str | None = None
    edition: str | None = None
    language: str | None = None


def write_report(asked: Asked, out: Path) -> str:
    """Write a report into a file; return its title.

    Raises:
        InvalidInput: when there is no such kind, place or edition, or the file is neither Word nor PDF.
    """
    with translation.override("en"):  # what a command refuses is said in English
        return _write(asked, out)


def _write(asked: Asked, out: Path) -> str:
    write = WRITERS.get(out.suffix.lower().removeprefix("."))
    if write is None:
        raise InvalidInput.because(
            f"a report is written as {' or '.join(f'.{suffix}' for suffix in WRITERS)}", file=out
        )
    if out.is_dir():
        raise InvalidInput.because("it is a folder; name a file", file=out)
    kind, edition, place = find_kind(asked.kind), named_edition(asked.edition), find_place(asked)
    report = build_report(kind, place, store(), edition, asked.language or place.official_form)
    write_whole(out, write(report))
    return report.title


def find_kind(word: str) -> ReportKind:
    """Return the kind of report that a word means.

    Raises:
        InvalidInput: when it means none.
    """
    if word not in ReportKind.values:
        raise InvalidInput.because(f"«{word}» is not a kind of report: {', '.join(ReportKind.values)}")
    return ReportKind(word)


def find_place(asked: Asked) -> Place:
    """Return the municipality or the region that is asked for, by its slug, a name or a code.

    Raises:
        InvalidInput: when there is none, or several have the name.
    """
    word = asked.place or asked.region or ""
    is_region = asked.region is not None
    kinds, called = (
        (REGIONS, "region or county") if is_region else ((PlaceKind.MUNICIPALITY,), "municipality")
    )
    found = place_for_path(word, *kinds)
    if isinstance(found, Ambiguous):
        named = ", ".join(one.slug for one in found.places)
        raise InvalidInput.because(f"«{word}» is the name of several: {named}")
    place = place_by_slug(found.slug) if isinstance(found, Moved) else found
    if place is None:
        raise InvalidInput.because(f"there is no {called} «{word}»")
    return place
