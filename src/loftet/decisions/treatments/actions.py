"""Actions of treatments: planned, moved, called off, recorded, decided by delegation."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from loftet.core.actions import Done, action
from loftet.core.registry import call_all
from loftet.core.verdicts import demand
from loftet.decisions.actions.matters import begin_with
from loftet.decisions.actions.notifications import (
    in_all_languages,
    notify_followers,
    send_receipt,
    validate_fields,
    where_and_when,
)
from loftet.decisions.hooks import OUTCOME_CORRECTED, OUTCOME_RECORDED
from loftet.decisions.models import (
    DECIDES,
    OUTCOMES_OF,
    Body,
    Matter,
    MatterState,
    Meeting,
    Motion,
    Outcome,
    Statement,
    Treatment,
    TreatmentKind,
)
from loftet.decisions.models.matters import same_words
from loftet.decisions.rules import may_decide_by_delegation, may_move, may_plan, may_record, may_treat
from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor

MOST_VOTES = 9_999
# A matter can be written here after it has been decided, but not long after.
OLDEST = timedelta(days=2 * 366)


@dataclass(frozen=True, slots=True)
class Planned:
    """A treatment to come: what is done, by which body in which meeting, or by whom by delegation."""

    kind: TreatmentKind
    body: Body | None = None
    meeting: Meeting | None = None
    decided_by: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a treatment; the day is the meeting's where there is one.

    `motions` and `statements` are those of the minutes, by the fields of their models. By delegation, it says
    which function decides, and on which `document` the power rests.
    """

    outcome: Outcome
    wording: str = ""
    day: date | None = None
    case_number: str = ""
    votes_for: int | None = None
    votes_against: int | None = None
    unanimous: bool = False
    motions: Sequence[Mapping[str, Any]] = ()
    statements: Sequence[Mapping[str, Any]] = ()
    decided_by: str = ""
    document: str = ""


# --- what the log and people are told --------------------------------------------------------------


def _treatment(done: Done) -> Treatment:
    """Return the treatment that an action was about; one that plans it begins with the matter."""
    row: Treatment = done.record if isinstance(done.record, Treatment) else done.result
    return row


def _matter(done: Done) -> Mapping[str, int]:
    """Return the matter for the log: a treatment that is called off can no longer lead to it."""
    return {"matter": _treatment(done).matter_id}


def _tell_of(kind: str) -> Callable[[Done], Set[int]]:
    """Return what tells where and when a treatment was to be."""
    return lambda done: notify_followers(
        kind, _treatment(done).matter, done.actor, where=_where(_treatment(done))
    )


def _tell_outcome(done: Done) -> Set[int]:
    send_receipt(_treatment(done))
    return _tell_followers(done)


def _tell_followers(done: Done) -> Set[int]:
    row = _treatment(done)
    outcome = in_all_languages(Outcome(row.outcome).label)
    return notify_followers("matter.treated", row.matter, done.actor, outcome=outcome, where=_where(row))


def _tell_record(done: Done) -> None:
    _tell_outcome(done)
    row = _treatment(done)
    if row.matter.prepared_by_id is not None:
        call_all(OUTCOME_RECORDED, row, done.actor)


def _tell_correction(done: Done) -> None:
    """Notify of a correction; a second receipt is sent only where something else was decided."""
    told, row = _tell_followers(done), _treatment(done)
    if row.decided != row.decided_before:
        send_receipt(row)
    call_all(OUTCOME_CORRECTED, row, row.corrected_from, done.actor, told)


def _where(row: Treatment) -> dict[str, str]:
    """Return who treats it and when, as a notice tells it."""
    day = row.meeting.day if row.meeting is not None else row.day
    return where_and_when(row.body.name if row.body is not None else row.decided_by, day)


# --- planned --------------------------------------------------------------------------------------


@action("treatment.planned", rule=may_plan, creates=True, details=_matter, notify=_tell_of("matter.planned"))
def plan_treatment(matter: Matter, planned: Planned, *, actor: Actor) -> Treatment:
    """Plan how a matter is treated.

    Raises:
        NotAllowed: when the body cannot treat it so.
        InvalidInput: when the meeting is not one of the body's, or nothing says who treats it.
    """
    row = Treatment(matter=matter)
    if matter.state == MatterState.PREPARED:
        begin_with(matter, actor)
    _set_plan(row, planned, actor)
    row.save()
    return row


@action("treatment.moved", rule=may_move, details=_matter, notify=_tell_of("matter.planned"))
def replan_treatment(row: Treatment, planned: Planned, *, actor: Actor) -> Treatment:
    """Plan a treatment again that has no outcome yet, such as in another meeting.

    Raises:
        NotAllowed: when the body cannot treat it so.
        InvalidInput: when it has an outcome already, or the meeting is not one of the body's.
    """
    _demand_no_outcome(row)
    _set_plan(row, planned, actor)
    return row


@action("treatment.called_off", rule=may_move, details=_matter, notify=_tell_of("matter.called_off"))
def call_off_treatment(row: Treatment, *, actor: Actor) -> None:
    """Remove a treatment that was planned and has no outcome; the log tells that it was.

    Raises:
        InvalidInput: when it has an outcome already.
    """
    _demand_no_outcome(row)
    row.delete()


# --- recorded -------------------------------------------------------------------------------------


@action("treatment.recorded", rule=may_record, details=_matter, notify=_tell_record)
def record_outcome(row: Treatment, result: Result, *, actor: Actor) -> Treatment:
    """Record what came of a treatment.

    Raises:
        InvalidInput: when it has an outcome already, when the outcome is none that the kind of treatment can
            have, or when day or wording are missing.
    """
    _demand_no_outcome(row)
    _set_result(row, result, actor)
    _add_minutes(row, result)
    return row


@action("treatment.corrected", rule=may_record, details=_matter, notify=_tell_correction)
def correct_outcome(row: Treatment, result: Result, *, actor: Actor) -> Treatment:
    """Correct what was recorded of a treatment; motions and statements are replaced.

    Raises:
        InvalidInput: when the outcome is none that the kind of treatment can have, or lacks day or wording.
    """
    row.corrected_from, row.decided_before = Outcome(row.outcome), row.decided
    if row.body is None:
        _set_power(row, result.decided_by or row.decided_by, result.document or row.document)
    _set_result(row, result, actor)
    row.motions.all().delete()
    row.statements.all().delete()
    _add_minutes(row, result)
    return row


@action(
    "treatment.delegated",
    rule=may_decide_by_delegation,
    creates=True,
    details=_matter,
    notify=_tell_outcome,
)
def record_delegated(matter: Matter, result: Result, *, actor: Actor) -> Treatment:
    """Record a decision by delegation, with what the power rests on.

    Raises:
        InvalidInput: when it is no outcome of a decision, or lacks the function, the document or the wording.
    """
    row = Treatment(matter=matter)
    if matter.state == MatterState.PREPARED:
        begin_with(matter, actor)
    power = Planned(TreatmentKind.DECISION, decided_by=result.decided_by, document=result.document)
    _set_plan(row, power, actor)
    _set_result(row, result, actor)
    row.save()
    return row


def _set_recorder(row: Treatment, actor: Actor) -> None:
    row.recorded, row.recorded_by = actor.now, actor.person
    row.acting_for = row.matter.organisation.name


def _set_plan(row: Treatment, planned: Planned, actor: Actor) -> None:
    """Set the plan of a row, when it holds together."""
    row.kind, row.body, row.meeting = planned.kind, planned.body, planned.meeting
    if planned.body is None:
        if planned.kind != TreatmentKind.DECISION or planned.meeting is not None:
            raise InvalidInput.because(
                _("Only a decision is made by delegation. Choose a body."), field="where"
            )
        _set_power(row, planned.decided_by, planned.document)
    else:
        demand(may_treat(planned.body, row.matter, planned.kind, actor.today))
        _demand_one_decision(row)
        row.decided_by = row.document = ""
    meeting = planned.meeting
    if meeting is not None and (meeting.body_id != row.body_id or meeting.cancelled is not None):
        raise InvalidInput.because(_("The body has no such meeting."), field="where")
    _set_recorder(row, actor)


def _set_power(row: Treatment, decided_by: str, document: str) -> None:
    """Set which function decides by delegation, and by what."""
    row.decided_by, row.document = decided_by.strip(), document.strip()
    if not (row.decided_by and row.document):
        raise InvalidInput.because(
            _("A decision by delegation names the function that decides, and by what."),
            field="document" if row.decided_by else "decided_by",
        )
    validate_fields(row, "decided_by", "document")


def _demand_one_decision(row: Treatment) -> None:
    """Check that the body is not asked already to decide the matter."""
    if row.kind != TreatmentKind.DECISION:
        return
    same = row.matter.treatments.filter(kind=TreatmentKind.DECISION, body=row.body, outcome="")
    if same.exclude(pk=row.pk).exists():
        words = _("%(body)s is to decide the matter already. Move that treatment instead.")
        raise InvalidInput.because(words % {"body": row.body}, field="where")


def _set_result(row: Treatment, result: Result, actor: Actor) -> None:
    """Set the result of a row, when it is one that the treatment can have."""
    if result.outcome not in OUTCOMES_OF[TreatmentKind(row.kind)]:
        raise InvalidInput.because(_("That is no outcome of this kind of treatment."), field="outcome")
    meeting = _locked_meeting(row)
    day = meeting.day if meeting is not None else result.day
    if day is None:
        raise InvalidInput.because(_("Say on which day it was."), field="day")
    if result.day not in (None, day):
        raise InvalidInput.because(_("The day is another than that of the meeting."), field="day")
    if day > actor.today:
        raise InvalidInput.because(_("The day has not come yet."), field="day")
    if day < timezone.localdate(row.matter.created) - OLDEST:
        raise InvalidInput.because(_("The day is long before the matter was written."), field="day")
    row.day, row.outcome, row.wording = day, result.outcome, _wording(row, result)
    row.case_number = result.case_number.strip()
    _set_votes(row, result)
    validate_fields(row, "wording", "case_number")
    _set_recorder(row, actor)


def _wording(row: Treatment, result: Result) -> str:
    """Return the wording of a result, which must be the proposal's where it was adopted as proposed."""
    wording, proposal = result.wording.strip(), row.matter.proposal
    if row.corrected_from == result.outcome and wording == row.wording:  # something else is corrected
        return wording
    as_proposed = same_words(wording, proposal)
    if result.outcome == Outcome.ADOPTED:
        if wording and not as_proposed:
            raise InvalidInput.because(
                _(
                    "The wording is not the proposal's. Choose «adopted with changes», or the proposal's"
                    " wording."
                ),
                field="outcome",
            )
        return wording or proposal
    if as_proposed and result.outcome in DECIDES:
        raise InvalidInput.because(
            _("This is the wording of the proposal. Write what was decided instead."), field="wording"
        )
    if result.outcome in DECIDES and not wording:
        raise InvalidInput.because(_("A decision has a wording: write what was decided."), field="wording")
    return "" if as_proposed else wording


def _set_votes(row: Treatment, result: Result) -> None:
    """Set the votes of a result: counted on both sides, or unanimous."""
    _demand_both_counted(result.votes_for, result.votes_against, field="votes_for")
    if result.unanimous and result.votes_against:
        raise InvalidInput.because(
            _("It was not unanimous where somebody voted against."), field="votes_against"
        )
    row.votes_for, row.votes_against, row.unanimous = result.votes_for, result.votes_against, result.unanimous


def _locked_meeting(row: Treatment) -> Meeting | None:
    """Lock the meeting of a treatment, so that nobody cancels it while an outcome is recorded."""
    if row.meeting_id is None:
        return None
    meeting = Meeting.objects.select_for_update(of=("self",)).get(pk=row.meeting_id)
    if meeting.cancelled is not None:
        raise InvalidInput.because(_("The meeting has been cancelled."))
    return meeting


def _demand_no_outcome(row: Treatment) -> None:
    if row.outcome:
        raise InvalidInput.because(_("It has been treated already. Correct what was recorded instead."))


def _demand_both_counted(votes_for: int | None, votes_against: int | None, field: str | None = None) -> None:
    if (votes_for is None) != (votes_against is None):
        raise InvalidInput.because(_("Give the votes for and the votes against, or neither."), field=field)
    if any(votes is not None and not 0 <= votes <= MOST_VOTES for votes in (votes_for, votes_against)):
        raise InvalidInput.because(_("No body has so many votes."), field=field)


def _add_minutes(row: Treatment, result: Result) -> None:
    """Create the motions and the statements of a result, in bulk."""
    motions = [Motion(treatment=row, **one) for one in result.motions]
    statements = [Statement(treatment=row, **one) for one in result.statements]
    for motion in motions:
        _demand_both_counted(motion.votes_for, motion.votes_against)
        motion.moved_by, motion.wording = motion.moved_by.strip(), motion.wording.strip()
        validate_fields(motion, "moved_by", "wording")
    for statement in statements:
        statement.said_by, statement.text = statement.said_by.strip(), statement.text.strip()
        validate_fields(statement, "said_by", "text")
    Motion.objects.bulk_create(motions)
    Statement.objects.bulk_create(statements)
