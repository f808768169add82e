"""Error reports: those that somebody answers, those shown beside figures, and those that wait."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, Case, CharField, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from loftet.core.registry import Task, TaskReads
from loftet.editions.rows import Edition, Indicator, Reading
from loftet.editions.store import EditionStore
from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor
from loftet.status.indicator.queries import find_indicator
from loftet.status.models import ErrorReport
from loftet.status.queries.chosen import in_edition
from loftet.status.queries.names import names_now
from loftet.status.reports.owners import answers_about, answers_for, left_to_others, owned_by

MOST_WAITING = 10


@dataclass(frozen=True, slots=True)
class AskedAndAnswered:
    """An error report and its answer, which the owner of the figure lets all read."""

    text: str
    language: str
    answer: str
    answer_language: str
    answered_for: str
    answered: date


@dataclass(frozen=True, slots=True)
class FigureThen:
    """The figure as it was in the edition that a report names; no reading where it names no place."""

    edition: Edition
    indicator: Indicator
    reading: Reading | None


def reports_of(actor: Actor) -> QuerySet[ErrorReport]:
    """Return the reports that somebody owns, or that are about their municipality; the newest first.

    `figure` is what the indicator is called now, in the language of the page, or else its key. `is_owned` is
    whether the report is somebody's own to answer.
    """
    marks, owned = owned_by(actor)
    is_owned = Case(When(owned, then=Value(True)), default=Value(False), output_field=BooleanField())
    named = (When(indicator=key, then=Value(name)) for key, name in names_now().items())
    rows = ErrorReport.objects.alias(**marks).filter(owned | Q(place__in=answers_about(actor)))
    key = Coalesce(NullIf("indicator", Value("")), "page")
    rows = rows.annotate(is_owned=is_owned, figure=Case(*named, default=key, output_field=CharField()))
    return rows.select_related("place", "passed_to").order_by("-received", "-pk")


def reports_waiting(actor: Actor) -> TaskReads:
    """Return the reports that wait for somebody's answer, the oldest first; one query."""
    if not answers_for(actor):
        return ()
    marks, owned = owned_by(actor)
    knows, others = left_to_others(actor)
    rows = ErrorReport.objects.alias(**marks, others_know=knows).filter(owned, answered=None)
    rows = rows.exclude(others).order_by("received", "pk")
    oldest = ErrorReport.objects.filter(pk__in=rows.values("pk")[:MOST_WAITING]).select_related("place")
    (found,) = yield [oldest.order_by("received", "pk")]
    names = names_now() if found else {}
    return [_waiting(row, names.get(row.indicator, row.about)) for row in found]


def _waiting(row: ErrorReport, figure: str) -> Task:
    place = row.place.name if row.place else ""
    return Task(
        what=_("Answer the error report about %(figure)s")
        % {"figure": f"{figure}, {place}" if place else figure},
        address=row.get_absolute_url(),
        organisation=place,
        reason=_("You answer for the figure."),
    )


def answers_of(slug: str) -> dict[str, list[AskedAndAnswered]]:
    """Return the questions and answers that are shown beside the figures of a place. One query."""
    found: dict[str, list[AskedAndAnswered]] = {}
    for row in ErrorReport.objects.filter(place__slug=slug, shown=True, answered__isnull=False):
        assert row.answered is not None
        found.setdefault(row.indicator, []).append(
            AskedAndAnswered(
                row.text,
                row.language,
                row.answer,
                row.answer_language,
                row.answered_for,
                row.answered.date(),
            )
        )
    return found


def open_reports() -> Iterable[ErrorReport]:
    """Return the error reports that nobody has answered, the oldest first."""
    return ErrorReport.objects.filter(answered=None).select_related("place")


def figure_then(reader: EditionStore, report: ErrorReport) -> FigureThen | None:
    """Return the figure as it was in the report's edition, or None where the edition is no longer here."""
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
