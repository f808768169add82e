"""What can happen to how a matter is treated: planned, moved, called off, recorded, decided by delegation."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from loftet.core.verdicts import Verdict, demand
from loftet.core.versions import same_version
from loftet.decisions.actions.notifications import (
    Done,
    in_all_languages,
    notify_followers,
    validate_fields,
    where_and_when,
    write_in_log,
)
from loftet.decisions.models import (
    DECIDES,
    OUTCOMES_OF,
    Body,
    Matter,
    Meeting,
    Motion,
    Outcome,
    Statement,
    Treatment,
    TreatmentKind,
)
from loftet.decisions.rules import may_decide_by_delegation, may_plan, may_record, may_treat, open_to
from loftet.decisions.signals import outcome_corrected
from loftet.invalid_input import InvalidInput
from loftet.people.models import User
from loftet.people.permissions import Permissions
from loftet.people.queries import permissions_at

MOST_VOTES = 9_999


@dataclass(frozen=True, slots=True)
class Planned:
    """A treatment to come: what is done, by which body in which meeting, or by whom by delegation."""

    kind: TreatmentKind
    body: Body | None = None
    meeting: Meeting | None = None
    decided_by: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A motion other than the proposal, as the minutes have it."""

    moved_by: str
    wording: str
    votes_for: int | None = None
    votes_against: int | None = None
    adopted: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A statement that the minutes hold, or that a hearing body gave."""

    said_by: str
    text: str


@dataclass(frozen=True, slots=True)
class Result:
    """What came of a treatment; the day is the meeting's where there is one."""

    outcome: Outcome
    wording: str = ""
    day: date | None = None
    case_number: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    motions: tuple[Moved, ...] = ()
    statements: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Delegated:
    """A decision by delegation: by which function, and on which document the power rests."""

    day: date
    decided_by: str
    document: str
    outcome: Outcome
    wording: str
    case_number: str = ""


@transaction.atomic
def plan_treatment(matter: Matter, planned: Planned, *, by: User, now: datetime, today: date) -> Treatment:
    """Plan how a matter is treated.

    Raises:
        NotAllowed: when the person may not, or the body cannot treat it so.
        InvalidInput: when the meeting is not one of the body's, or nothing says who treats it.
    """
    held, done = _lock(matter, by, now, today, may_plan)
    row = Treatment(matter=held, recorded=now, recorded_by=by, acting_for=done.acting_for)
    _plan(row, planned, today)
    row.save()
    write_in_log("treatment.planned", row, held, done)
    notify_followers("matter.planned", held, done, where=_where(row))
    return row


@transaction.atomic
def replan_treatment(
    treatment: Treatment, version: int, planned: Planned, *, by: User, now: datetime, today: date
) -> Treatment:
    """Plan a treatment anew that has no outcome yet, such as in another meeting.

    Raises:
        NotAllowed: when the person may not, or the body cannot treat it so.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
        InvalidInput: when it has an outcome already, or the meeting is not one of the body's.
    """
    held, done = _lock(treatment.matter, by, now, today, may_plan)
    row = _still_planned(treatment, version)
    _plan(row, planned, today)
    row.recorded, row.recorded_by, row.acting_for = now, by, done.acting_for
    row.version += 1
    row.save()
    write_in_log("treatment.moved", row, held, done)
    notify_followers("matter.planned", held, done, where=_where(row))
    return row


@transaction.atomic
def call_off_treatment(treatment: Treatment, version: int, *, by: User, now: datetime, today: date) -> None:
    """Take away a treatment that was planned and has no outcome; the log tells that it was.

    Raises:
        NotAllowed: when the person may not.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
        InvalidInput: when it has an outcome already.
    """
    held, done = _lock(treatment.matter, by, now, today, may_plan)
    row = _still_planned(treatment, version)
    write_in_log("treatment.called_off", row, held, done)
    notify_followers("matter.called_off", held, done, where=_where(row))
    row.delete()


@transaction.atomic
def record_outcome(
    treatment: Treatment, version: int, result: Result, *, by: User, now: datetime, today: date
) -> Treatment:
    """Record what came of a treatment, or correct what was recorded.

    Raises:
        NotAllowed: when the person may not record it.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
        InvalidInput: when the outcome is none that the kind of treatment can have, or lacks day or wording.
    """

    def rule(who: Permissions, matter: Matter) -> Verdict:
        row = Treatment.objects.filter(pk=treatment.pk).select_related("body").first() or treatment
        row.matter = matter
        return may_record(who, row)

    held, done = _lock(treatment.matter, by, now, today, rule)
    row = _read_anew(treatment, version)
    row.matter, before = held, row.outcome
    _apply_result(row, result, done)
    row.version += 1
    row.save()
    row.motions.all().delete()
    row.statements.all().delete()
    _minutes(row, result)
    write_in_log("treatment.corrected" if before else "treatment.recorded", row, held, done)
    told = notify_followers(
        "matter.treated", held, done, outcome=in_all_languages(Outcome(row.outcome).label), where=_where(row)
    )
    if before:
        outcome_corrected.send(Treatment, treatment=row, before=Outcome(before), done=done, told=told)
    return row


@transaction.atomic
def record_delegated(
    matter: Matter, delegated: Delegated, *, by: User, now: datetime, today: date
) -> Treatment:
    """Record a decision by delegation, with what the power rests on.

    Raises:
        NotAllowed: when the person is not of the organisation's own top management.
        InvalidInput: when it is no outcome of a decision, or lacks the function, the document or the wording.
    """
    held, done = _lock(matter, by, now, today, may_decide_by_delegation)
    row = Treatment(matter=held, recorded=now, recorded_by=by, acting_for=done.acting_for)
    planned = Planned(TreatmentKind.DECISION, decided_by=delegated.decided_by, document=delegated.document)
    _plan(row, planned, today)
    result = Result(
        delegated.outcome, delegated.wording, day=delegated.day, case_number=delegated.case_number
    )
    _apply_result(row, result, done)
    row.save()
    write_in_log("treatment.delegated", row, held, done)
    notify_followers(
        "matter.treated", held, done, outcome=in_all_languages(Outcome(row.outcome).label), where=_where(row)
    )
    return row


def _plan(row: Treatment, planned: Planned, today: date) -> None:
    """Lay a plan into a row when it holds together."""
    row.kind, row.body, row.meeting = planned.kind, planned.body, planned.meeting
    row.decided_by, row.document = planned.decided_by.strip(), planned.document.strip()
    if planned.body is None:
        if planned.kind != TreatmentKind.DECISION or planned.meeting is not None:
            raise InvalidInput.because(
                _("Only a decision is made by delegation. Choose a body."), field="where"
            )
        if not (row.decided_by and row.document):
            raise InvalidInput.because(
                _("A decision by delegation names the function that decides, and by what."),
                field="document" if row.decided_by else "decided_by",
            )
    else:
        demand(may_treat(planned.body, row.matter, planned.kind, today))
        row.decided_by = row.document = ""
    meeting = planned.meeting
    if meeting is not None and (meeting.body_id != row.body_id or meeting.cancelled is not None):
        raise InvalidInput.because(_("The body has no such meeting."), field="where")
    validate_fields(row, "decided_by", "document")


def _apply_result(row: Treatment, result: Result, done: Done) -> None:
    """Lay a result into a row when it is one that the treatment can have."""
    if result.outcome not in OUTCOMES_OF[TreatmentKind(row.kind)]:
        raise InvalidInput.because(_("That is no outcome of this kind of treatment."), field="outcome")
    meeting = _held_meeting(row)
    day = meeting.day if meeting is not None else result.day
    if day is None:
        raise InvalidInput.because(_("Say on which day it was."), field="day")
    if result.day not in (None, day):
        raise InvalidInput.because(_("The day is another than that of the meeting."), field="day")
    if day > done.today:
        raise InvalidInput.because(_("The day has not come yet."), field="day")
    if result.outcome in DECIDES and not result.wording.strip():
        raise InvalidInput.because(_("A decision has a wording: write what was decided."), field="wording")
    _both_counted(result.votes_for, result.votes_against, field="votes_for")
    row.day, row.outcome, row.wording = day, result.outcome, result.wording.strip()
    row.case_number = result.case_number.strip()
    row.votes_for, row.votes_against = result.votes_for, result.votes_against
    row.recorded, row.recorded_by, row.acting_for = done.now, done.by, done.acting_for
    validate_fields(row, "wording", "case_number")


def _held_meeting(row: Treatment) -> Meeting | None:
    """Hold the meeting of a treatment, so that nobody cancels it while an outcome is recorded."""
    if row.meeting_id is None:
        return None
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=row.meeting_id)
    if meeting.cancelled is not None:
        raise InvalidInput.because(_("The meeting has been cancelled."))
    return meeting


def _both_counted(votes_for: int | None, votes_against: int | None, *, field: str | None = None) -> None:
    if (votes_for is None) != (votes_against is None):
        raise InvalidInput.because(_("Give the votes for and the votes against, or neither."), field=field)
    if any(votes is not None and not 0 <= votes <= MOST_VOTES for votes in (votes_for, votes_against)):
        raise InvalidInput.because(_("No body has so many votes."), field=field)


def _minutes(row: Treatment, result: Result) -> None:
    """Keep the motions and the statements of a result."""
    for moved in result.motions:
        _both_counted(moved.votes_for, moved.votes_against)
        motion = Motion(
            treatment=row,
            moved_by=moved.moved_by.strip(),
            wording=moved.wording.strip(),
            votes_for=moved.votes_for,
            votes_against=moved.votes_against,
            adopted=moved.adopted,
        )
        validate_fields(motion, "moved_by", "wording")
        motion.save()
    for said in result.statements:
        statement = Statement(treatment=row, said_by=said.said_by.strip(), text=said.text.strip())
        validate_fields(statement, "said_by", "text")
        statement.save()


def _where(row: Treatment) -> dict[str, str]:
    """Return who treats it and when, as a notice tells it."""
    day = row.meeting.day if row.meeting is not None else row.day
    return where_and_when(row.body.name if row.body is not None else row.decided_by, day)


def _lock(
    matter: Matter, by: User, now: datetime, today: date, rule: Callable[[Permissions, Matter], Verdict]
) -> tuple[Matter, Done]:
    """Read the matter anew and hold it, when whoever asks may do what the rule is about.

    The matter is always held before its treatments, so that two who treat one matter never wait in a ring.
    """
    rows = Matter.objects.select_for_update(of=("self",)).select_related("organisation", "prepared_by")
    row, who = rows.get(pk=matter.pk), permissions_at(by, today)
    demand(rule(who, row))
    demand(open_to(by, row))
    return row, Done(by, who.on_behalf_of(row.organisation), now, today)


def _read_anew(treatment: Treatment, version: int) -> Treatment:
    rows = Treatment.objects.select_for_update(of=("self",)).select_related("body", "meeting", "matter")
    row = rows.filter(pk=treatment.pk).first()
    if row is None:
        raise InvalidInput.because(_("The treatment has been called off."))
    same_version(row.version, version)
    return row


def _still_planned(treatment: Treatment, version: int) -> Treatment:
    row = _read_anew(treatment, version)
    if row.outcome:
        raise InvalidInput.because(_("It has been treated already. Correct what was recorded instead."))
    return row
