"""Error reports as those who answer them read them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import BooleanField, Case, Q, Value, When
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from loftet.core.registry import Task
from loftet.editions.rows import Edition, Indicator, Reading
from loftet.editions.store import EditionStore
from loftet.indicators.edition import current, store
from loftet.indicators.figure_ref import FigureRef
from loftet.indicators.models import LANGUAGES, ErrorReport
from loftet.indicators.queries.chosen import in_edition
from loftet.indicators.queries.indicator import find_indicator
from loftet.indicators.rules import answers_about, answers_for, who_owns
from loftet.invalid_input import InvalidInput
from loftet.people.permissions import Permissions

MOST_READ = 1_000
MOST_WAITING = 10


@dataclass(frozen=True, slots=True)
class ReportLine:
    """A report in the list."""

    report: int
    figure: str
    place: str
    text: str
    language: str
    received: datetime
    answered: datetime | None
    passed_to: str
    owned: bool

    def is_found_by(self, words: str) -> bool:
        """Check whether it holds some words, whatever their case."""
        return words.casefold() in f"{self.figure} {self.place} {self.text} {self.passed_to}".casefold()


@dataclass(frozen=True, slots=True)
class FigureThen:
    """The figure as it was in the edition that a report names; no reading where it names no place."""

    edition: Edition
    indicator: Indicator
    reading: Reading | None


def report_lines(permissions: Permissions, today: date) -> list[ReportLine]:
    """Return the reports that somebody owns, or that are about their municipality; the newest first.

    One query, and the names of the published edition.
    """
    marks, owned = who_owns(permissions, today)
    rows = ErrorReport.objects.annotate(**marks).filter(owned | Q(place__in=answers_about(permissions)))
    mine = Case(When(owned, then=Value(True)), default=Value(False), output_field=BooleanField())
    rows = rows.annotate(mine=mine).select_related("place", "passed_to").order_by("-received", "-pk")
    names = names_now()
    return [
        ReportLine(
            report=row.pk,
            figure=names.get(row.indicator, row.indicator),
            place=row.place.name if row.place else "",
            text=row.text,
            language=row.language,
            received=row.received,
            answered=row.answered,
            passed_to=row.passed_to.name if row.passed_to else "",
            owned=row.mine,
        )
        for row in rows[:MOST_READ]
    ]


def names_now() -> dict[str, str]:
    """Return what each indicator of the published edition is called, in the language at hand."""
    edition = current().edition
    language = translation.get_language() or "nb"
    return {one.key: one.name for one in store().indicators(edition, language)} if edition else {}


def name_now(key: str) -> str | None:
    """Return what one of them is called."""
    return names_now().get(key)


def reports_waiting(permissions: Permissions, today: date) -> Iterator[Task]:
    """Return the reports that wait for somebody's answer, the oldest first; one query."""
    if not answers_for(permissions):
        return
    marks, owned = who_owns(permissions, today)
    rows = ErrorReport.objects.annotate(**marks).filter(owned, answered=None).select_related("place")
    found = list(rows.order_by("received", "pk")[:MOST_WAITING])
    names = names_now() if found else {}
    for row in found:
        figure = names.get(row.indicator, row.indicator)
        place = row.place.name if row.place else ""
        yield Task(
            what=_("Answer the error report about %(figure)s")
            % {"figure": f"{figure}, {place}" if place else figure},
            address=reverse("report", args=[row.pk]),
            organisation=place,
            reason=_("You answer for the figure."),
        )


def figure_then(reader: EditionStore, report: ErrorReport) -> FigureThen | None:
    """Return the figure as it was in the report's edition; nothing where the edition is no longer here."""
    try:
        edition = reader.edition(report.edition)
    except InvalidInput:
        return None
    indicator = find_indicator(reader, edition, report.indicator)
    if indicator is None:
        return None
    here = in_edition([report.place], edition).get(report.place.slug) if report.place else None
    table = reader.indicator_table(edition, indicator.key) if here else ()
    return FigureThen(
        edition, indicator, next((one for one in table if here and one.place == here.code), None)
    )


def figure_ref_of(reader: EditionStore, report: ErrorReport) -> FigureRef:
    """Return the figure that a report means, with its names."""
    names = names_of(reader, report.edition, report.indicator)
    return FigureRef(report.edition, report.indicator, report.place, report.year, names)


def names_of(reader: EditionStore, edition_id: str, key: str) -> Mapping[str, str]:
    """Return what an indicator of an edition is called in each language."""
    try:
        edition = reader.edition(edition_id)
    except InvalidInput:
        return {}
    return {
        language: one.name
        for language, _name in LANGUAGES
        for one in reader.indicators(edition, language)
        if one.key == key
    }
