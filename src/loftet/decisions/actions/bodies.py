"""What can happen to bodies and their meetings: added, changed, ended; planned, moved, cancelled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import IntegrityError, models, transaction
from django.utils.translation import gettext as _

from loftet.core.verdicts import demand
from loftet.core.versions import same_version
from loftet.decisions.actions.notifications import (
    Attribution,
    notify_followers,
    validate_fields,
    where_and_when,
)
from loftet.decisions.meeting_plan import FIELD, PlannedDay
from loftet.decisions.models import Body, BodyKind, CountedIn, Matter, Meeting
from loftet.decisions.rules import KEEPS_BODIES, may_keep_bodies
from loftet.invalid_input import InvalidInput, Problem
from loftet.log.actions import record
from loftet.people.models import Organisation, User
from loftet.people.queries import permissions_at


@dataclass(frozen=True, slots=True)
class BodyCard:
    """A body: what it is, what it is called, and when papers are due."""

    kind: BodyKind
    name: str
    paper_days: int
    counted_in: CountedIn


@dataclass(frozen=True, slots=True)
class MeetingCard:
    """A meeting: when, where, and the last day for papers if it is not by the body's rule."""

    day: date
    begins: time | None = None
    place: str = ""
    paper_deadline: date | None = None
    papers: str = ""


def add_body(organisation: Organisation, card: BodyCard, *, by: User, now: datetime, today: date) -> Body:
    """Add a body to an organisation.

    Raises:
        NotAllowed: when the person keeps no bodies there.
        InvalidInput: when it has no name, or one that another body has.
    """
    attribution = _attribution(organisation, by, now, today)
    row = Body(organisation=organisation, changed=now)
    _set_card(row, card)
    return _saved(row, "body.added", attribution)


def revise_body(body: Body, version: int, card: BodyCard, *, by: User, now: datetime, today: date) -> Body:
    """Change what a body is called, and when papers to it are due.

    Raises:
        NotAllowed: when the person keeps no bodies there.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
        InvalidInput: when it has no name, or one that another body has.
    """
    with transaction.atomic():
        row, attribution = _held_body(body, version, by, now, today)
        _set_card(row, card)
        _mark_changed(row, attribution)
        return _saved(row, "body.revised", attribution)


@transaction.atomic
def end_body(body: Body, version: int, *, by: User, now: datetime, today: date) -> Body:
    """End a body today; what it did stays, and its meetings after today are cancelled.

    A meeting of today may have been held, and what came of it is still to be recorded.

    Raises:
        NotAllowed: when the person keeps no bodies there.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
        InvalidInput: when it has ended already.
    """
    row, attribution = _held_body(body, version, by, now, today)
    if row.ended is not None:
        raise InvalidInput.because(_("The body has ended already."))
    row.ended = today
    _mark_changed(row, attribution)
    _saved(row, "body.ended", attribution)
    to_come = Meeting.objects.select_for_update(of=("self",)).filter(body=row, cancelled=None, day__gt=today)
    for meeting in to_come.order_by("pk"):
        meeting.body = row
        if not _something_came_of(meeting):
            _cancel(meeting, attribution)
    return row


@transaction.atomic
def plan_meetings(
    body: Body, days: Sequence[PlannedDay], place: str, *, by: User, now: datetime, today: date
) -> list[Meeting]:
    """Add meetings to the plan of a body, all of them or none.

    Raises:
        NotAllowed: when the person keeps no bodies there.
        InvalidInput: with the line of each day on which the body meets already.
    """
    attribution = _attribution(body.organisation, by, now, today)
    held = Body.objects.select_for_update(of=("self",)).get(pk=body.pk)
    if held.ended is not None:
        raise InvalidInput.because(_("The body has ended already."))
    taken = set(Meeting.objects.filter(body=held, cancelled=None).values_list("day", flat=True))
    problems = [
        Problem(_("The body meets on this day already."), line=one.line, field=FIELD)
        for one in days
        if one.day in taken
    ]
    if problems:
        raise InvalidInput(problems)
    about = {"body": held, "place": place.strip(), "changed": now}
    rows = [Meeting(day=one.day, begins=one.begins, **about) for one in days]
    for row in rows[:1]:
        validate_fields(row, "place")
    made = Meeting.objects.bulk_create(rows)
    _log("meetings.planned", body, body.organisation, attribution, number=len(made))
    return made


@transaction.atomic
def move_meeting(
    meeting: Meeting, version: int, card: MeetingCard, *, by: User, now: datetime, today: date
) -> Meeting:
    """Change when or where a meeting is; those whose matters are planned there are told of another time.

    Raises:
        NotAllowed: when the person keeps no bodies there.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
        InvalidInput: when it was cancelled, when something came of it already, or when the day is taken.
    """
    row, attribution = _held_meeting(meeting, version, by, now, today)
    before = row.day, row.begins
    if row.day != card.day and _something_came_of(row):
        raise InvalidInput.because(
            _("The meeting has been held: something came of it. Its day stays."), field="day"
        )
    if card.paper_deadline is not None and card.paper_deadline > card.day:
        raise InvalidInput.because(
            _("The last day for papers lies after the meeting."), field="paper_deadline"
        )
    row.day, row.begins, row.paper_deadline = card.day, card.begins, card.paper_deadline
    row.place, row.papers = card.place.strip(), card.papers.strip()
    _mark_changed(row, attribution)
    validate_fields(row, "place", "papers")
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as taken:
        raise InvalidInput.because(_("The body meets on this day already."), field="day") from taken
    _log("meeting.moved", row, row.body.organisation, attribution)
    if before != (row.day, row.begins):
        _tell_planned("matter.meeting_moved", row, attribution)
    return row


@transaction.atomic
def cancel_meeting(meeting: Meeting, version: int, *, by: User, now: datetime, today: date) -> Meeting:
    """Cancel a meeting; those whose matters are planned there are told.

    Raises:
        NotAllowed: when the person keeps no bodies there.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
        InvalidInput: when it was cancelled already, or when something came of it.
    """
    row, attribution = _held_meeting(meeting, version, by, now, today)
    if _something_came_of(row):
        raise InvalidInput.because(_("The meeting has been held: something came of it. Its day stays."))
    _cancel(row, attribution)
    return row


def _something_came_of(meeting: Meeting) -> bool:
    return meeting.treatments.exclude(outcome="").exists()


def _cancel(row: Meeting, attribution: Attribution) -> None:
    """Cancel a meeting that is held by the transaction, and tell those whose matters are planned there."""
    row.cancelled = attribution.now
    _mark_changed(row, attribution)
    row.save(update_fields=["cancelled", "version", "changed"])
    _log("meeting.cancelled", row, row.body.organisation, attribution)
    _tell_planned("matter.meeting_cancelled", row, attribution)


def _tell_planned(kind: str, meeting: Meeting, attribution: Attribution) -> None:
    """Notify those who follow the matters that are planned to a meeting."""
    planned = Matter.objects.filter(treatments__meeting=meeting, treatments__outcome="").distinct()
    for matter in planned.select_related("organisation", "prepared_by"):
        notify_followers(kind, matter, attribution, where=where_and_when(meeting.body.name, meeting.day))


def _set_card(row: Body, card: BodyCard) -> None:
    row.kind, row.name = card.kind, card.name.strip()
    row.paper_days, row.counted_in = card.paper_days, card.counted_in
    validate_fields(row, "kind", "name", "paper_days", "counted_in")


def _mark_changed(row: Body | Meeting, attribution: Attribution) -> None:
    """Count a change, and note when it was: calendars that subscribe go by both."""
    row.version, row.changed = row.version + 1, attribution.now


def _saved(row: Body, action: str, attribution: Attribution) -> Body:
    try:
        with transaction.atomic():
            row.save()
            _log(action, row, row.organisation, attribution)
    except IntegrityError as taken:
        raise InvalidInput.because(
            _("The organisation has a body of this name already."), field="name"
        ) from taken
    return row


def _attribution(organisation: Organisation, by: User, now: datetime, today: date) -> Attribution:
    who = permissions_at(by, today)
    demand(may_keep_bodies(who, organisation))
    return Attribution(by, who.on_behalf_of(organisation, *KEEPS_BODIES), now, today)


def _held_body(body: Body, version: int, by: User, now: datetime, today: date) -> tuple[Body, Attribution]:
    row = Body.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=body.pk)
    attribution = _attribution(row.organisation, by, now, today)
    same_version(row.version, version)
    return row, attribution


def _held_meeting(
    meeting: Meeting, version: int, by: User, now: datetime, today: date
) -> tuple[Meeting, Attribution]:
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("body__organisation")
    row = rows.get(pk=meeting.pk)
    attribution = _attribution(row.body.organisation, by, now, today)
    same_version(row.version, version)
    if row.cancelled is not None:
        raise InvalidInput.because(_("The meeting has been cancelled."))
    return row, attribution


def _log(
    action: str, subject: models.Model, organisation: Organisation, attribution: Attribution, **details: int
) -> None:
    record(
        action,
        subject,
        by=attribution.by,
        acting_for=attribution.acting_for,
        scope=organisation.slug,
        details=details,
    )
