"""The actions on own data: a file is sent, read as is chosen, kept, corrected, taken back."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import Done, action
from loftet.core.records import set_values
from loftet.invalid_input import InvalidInput
from loftet.own_data.choices import Choices
from loftet.own_data.figures import Figure, span_of, with_span
from loftet.own_data.models import Covers, OwnFile, OwnSeries, SeriesState
from loftet.own_data.reading import Reading, part_of_year
from loftet.own_data.rules import adds_as, may_add, may_change_file, may_correct, may_withdraw
from loftet.people.actor import Actor
from loftet.places.models import Place
from loftet.sources.tables.recipe import PeriodKind

ABOUT = ("title", "unit", "decimals", "covers", "source", "licence", "note")  # what a correction begins with
LONGEST_NAME, LONGEST_TITLE = 200, 120
COVERED = {
    PeriodKind.SCHOOL_YEAR: Covers.SCHOOL_YEAR,
    PeriodKind.DATE: Covers.DAY,
    PeriodKind.HALF_YEAR: Covers.HALF_YEAR,
    PeriodKind.QUARTER: Covers.QUARTER,
    PeriodKind.MONTH: Covers.MONTH,
}
PARTS = {kind: covers for kind, covers in COVERED.items() if kind.parts > 1}


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that somebody has sent, and how it is read to begin with."""

    name: str
    content: bytes
    choices: Choices
    reading: Reading


def _adds_to(actor: Actor, series: OwnSeries) -> str:
    return adds_as(actor, series.place)


def _of_file(actor: Actor, file: OwnFile) -> str:
    return adds_as(actor, file.series.place)


def _details(done: Done) -> Mapping[str, Any]:
    file: OwnFile = done.record
    return {"number": file.number, "sha256": file.file_hash}


@action(None, rule=may_add, creates=True)
def begin_series(place: Place, upload: Upload, *, actor: Actor) -> OwnFile:
    """Store the first file of a new series; nothing is shown until its figures are kept."""
    series = OwnSeries.objects.create(place=place)
    file = _new_file(series, upload, 1, actor)
    title, unit = upload.reading.about
    file.title, file.unit = (title or PurePosixPath(upload.name).stem)[:LONGEST_TITLE], unit
    file.decimals, file.covers = upload.reading.decimals, covers_of(upload.reading)
    file.save()
    return file


@action(None, rule=may_correct, creates=True)
def add_version(series: OwnSeries, upload: Upload, *, actor: Actor) -> OwnFile:
    """Store a new file of a series, with what was said of the one before; that one stays as it is."""
    last = series.files.order_by("-number")[0]
    file = _new_file(series, upload, last.number + 1, actor)
    assert series.current is not None  # the rule asks for it
    for name in ABOUT:
        setattr(file, name, getattr(series.current, name))
    file.save()
    return file


def _new_file(series: OwnSeries, upload: Upload, number: int, actor: Actor) -> OwnFile:
    return OwnFile(
        series=series,
        number=number,
        file_name=upload.name[-LONGEST_NAME:],
        file_hash=sha256(upload.content).hexdigest(),
        content=upload.content,
        choices=upload.choices.as_json(),
        figures=stored_figures(upload.reading),
        added=actor.now,
        added_by=actor.person,
        acting_for=adds_as(actor, series.place),
    )


def stored_figures(reading: Reading) -> list[dict[str, Any]]:
    """Return the figures as they are stored: none while something is wrong with one of them."""
    return [one.as_json() for one in reading.figures] if reading.is_usable else []


def covers_of(reading: Reading) -> str:
    """Return what a figure covers, as the file writes its periods."""
    if covers := COVERED.get(PeriodKind(reading.kind)):
        return covers
    spans = {span_of(one.period) for one in reading.figures}
    years = str(spans.pop()) if len(spans) == 1 else Covers.YEAR
    return years if years in Covers.values else Covers.YEAR


@action(None, rule=may_change_file)
def choose_reading(file: OwnFile, choices: Choices, reading: Reading, *, actor: Actor) -> OwnFile:
    """Set how a file is read, and the figures that come of it."""
    file.choices = choices.as_json()
    file.figures = stored_figures(reading)
    if file.number == 1:
        file.decimals, file.covers = reading.decimals, covers_of(reading)
        if reading.name:
            file.title, file.unit = reading.about[0][:LONGEST_TITLE], reading.about[1]
    return file


@action("own_data.kept", rule=may_change_file, details=_details, acting_for=_of_file)
def keep_figures(file: OwnFile, written: Mapping[str, Any], *, actor: Actor) -> OwnFile:
    """Store the figures of a file with their source, and show them in place of what was shown before.

    Raises:
        InvalidInput: when there are no figures, or their periods do not fit what is said of them.
    """
    if not file.figures:
        raise InvalidInput.because(_("No figures have been read from the file yet."))
    set_values(file, written)
    for name, cause in (("source", _("Write where the figures come from.")), ("unit", _("Write the unit."))):
        if not getattr(file, name):
            raise InvalidInput.because(cause, field=name)
    file.figures = [one.as_json() for one in _with_spans(file)]
    file.kept, series = actor.now, file.series
    file.save()
    series.current, series.state, series.reason = file, SeriesState.SHOWN, ""
    series.version += 1
    series.save()
    return file


def _with_spans(file: OwnFile) -> list[Figure]:
    """Return the figures with all the years that each covers; a mean of three is never shown as one."""
    covers, figures = Covers(file.covers), [Figure.from_json(one) for one in file.figures]
    for one in figures:
        span = span_of(one.period)
        is_school_year = covers is Covers.SCHOOL_YEAR and "/" in one.period
        if span > 1 and span != covers.years and not is_school_year:
            cause = _("The file says «%(period)s», which is %(years)d years. Choose what one figure covers.")
            raise InvalidInput.because(cause % {"period": one.period, "years": span}, field="covers")
        part = PARTS.get(part_of_year(one.period) or PeriodKind.YEAR)
        if part is not covers and (part or covers in PARTS.values()):
            cause = _("The file says «%(period)s». Choose what one figure covers.")
            raise InvalidInput.because(cause % {"period": one.period}, field="covers")
    return [with_span(one, covers.years) for one in figures]


@action(None, rule=may_change_file)
def discard_file(file: OwnFile, *, actor: Actor) -> OwnFile:
    """Remove a file that was not kept, and its series where it has no other."""
    series = file.series
    file.delete()
    if series.current_id is None:
        series.delete()
    return file


@action("own_data.withdrawn", rule=may_withdraw, acting_for=_adds_to)
def withdraw_series(series: OwnSeries, written: Mapping[str, Any], *, actor: Actor) -> OwnSeries:
    """Withdraw a series: it is shown no longer, and its files stay with the municipality.

    Raises:
        InvalidInput: when there is no reason.
    """
    reason = written["reason"].strip()
    if not reason:
        raise InvalidInput.because(_("Write why the figures are taken back."), field="reason")
    series.state, series.reason = SeriesState.WITHDRAWN, reason
    return series
