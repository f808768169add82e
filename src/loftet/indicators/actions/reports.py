"""What can happen to an error report: it comes in, is passed on, answered, and shown beside the figure."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.outbox import enqueue, letter_state, send_again
from loftet.core.verdicts import Denied, NotAllowed, demand
from loftet.core.versions import same_version
from loftet.indicators.figure_ref import FigureRef
from loftet.indicators.letters import REPORT_ANSWER
from loftet.indicators.models import ErrorReport
from loftet.indicators.queries.owners import people_told
from loftet.indicators.rules import (
    WHO_ANSWERS,
    answers_about,
    could_answer,
    may_answer_report,
    may_report,
    may_send_answer_again,
    may_show_report,
    owning_organisations,
)
from loftet.invalid_input import InvalidInput
from loftet.log.actions import record
from loftet.notices.actions.notifications import News, notify
from loftet.notices.models import Reason
from loftet.people.actions.sign_in import forget_throttle_events
from loftet.people.models import Organisation, OrganisationKind, ThrottleEvent, ThrottleKind, User
from loftet.people.permissions import Permissions
from loftet.people.queries import permissions_at

NOT_THERE = Denied(gettext_lazy("The report cannot be passed on there. Choose one of those in the list."))


class TooManyReports(NotAllowed):
    """More reports have come in the last hour, from one sender or from all, than are let in."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """What somebody says is wrong, in which language, and who it was or where to answer, if that is known.

    `client` is a keyed hash of where it comes from, counted for an hour and not kept with the report; it is
    empty where nobody at a browser sends it.
    """

    text: str
    language: str
    reply_to: str = ""
    reporter: User | None = None
    client: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer of whoever owns the figure; `shown` lets all read it beside the figure."""

    text: str
    language: str
    shown: bool = False


@transaction.atomic
def report_error(figure_ref: FigureRef, complaint: Complaint, *, now: datetime, today: date) -> ErrorReport:
    """Keep what somebody says is wrong with a figure, and tell whoever owns it.

    Raises:
        TooManyReports: when more have come in the last hour, from there or from all, than are let in.
    """
    if isinstance(verdict := may_report(complaint.client, now), Denied):
        raise TooManyReports(verdict)
    forget_throttle_events(now)
    if complaint.client:
        # To the minute, so that the hash cannot be joined to the report by when each was kept.
        minute = now.replace(second=0, microsecond=0)
        ThrottleEvent.objects.create(kind=ThrottleKind.TOLD, address="", client=complaint.client, when=minute)
    report = ErrorReport.objects.create(
        place=figure_ref.place,
        indicator=figure_ref.indicator,
        year=figure_ref.year,
        edition=figure_ref.edition,
        text=complaint.text,
        language=complaint.language,
        reply_to=complaint.reply_to,
        reporter=complaint.reporter,
        received=now,
    )
    _tell_owners("report.received", report, figure_ref, by=complaint.reporter, now=now, today=today)
    return report


@transaction.atomic
def answer_report(
    report: ErrorReport,
    version: int,
    reply: Reply,
    figure_ref: FigureRef,
    *,
    by: User,
    now: datetime,
    today: date,
) -> ErrorReport:
    """Answer a report: by a letter to the address that was given, which is removed then, and by a notice.

    Raises:
        NotAllowed: when it is not the person's to answer, or has been answered.
        ChangedMeanwhile: when somebody else has passed it on since `version` was read.
        InvalidInput: when the answer says nothing.
    """
    row, who = _locked(report), permissions_at(by, today)
    demand(may_answer_report(who, row, today))
    same_version(row.version, version)
    if not reply.text.strip():
        raise InvalidInput.because(_("An answer says something."), field="text")
    row.answer, row.answer_language, row.shown = reply.text.strip(), reply.language, reply.shown
    row.answered, row.answered_by, row.answered_for = now, by, speaker(who, row)
    row.version += 1
    row.save()
    if row.reply_to:
        enqueue(REPORT_ANSWER, row.pk)
    _note("report.answered", row, by=by, acting_for=row.answered_for, shown=row.shown)
    if row.reporter is not None:
        notify(_news("report.answered", row, figure_ref), [row.reporter], reason=Reason.OWN, by=by, now=now)
    return row


@transaction.atomic
def send_answer_again(report: ErrorReport, *, by: User, now: datetime, today: date) -> None:
    """Send the answer once more that the mail server has not taken; one that was taken has no address left.

    Raises:
        NotAllowed: when the answer is not the person's, or has been sent.
    """
    row = _locked(report)
    demand(may_send_answer_again(permissions_at(by, today), row, today))
    if (letter := letter_state(REPORT_ANSWER, row.pk, now)) is None:
        enqueue(REPORT_ANSWER, row.pk)
    else:
        send_again(letter.letter, now)


@transaction.atomic
def pass_on_report(
    report: ErrorReport,
    version: int,
    to: Organisation,
    figure_ref: FigureRef,
    *,
    by: User,
    now: datetime,
    today: date,
) -> ErrorReport:
    """Let somebody else answer a report: the region's coordinator, a partner, the municipality.

    Raises:
        NotAllowed: when it is not the person's to answer, has been answered, or cannot go there.
        ChangedMeanwhile: when somebody else has passed it on since `version` was read.
    """
    row, who = _locked(report), permissions_at(by, today)
    demand(may_answer_report(who, row, today))
    same_version(row.version, version)
    if to not in could_answer(row, today):
        raise NotAllowed(NOT_THERE)
    acting_for = speaker(who, row)
    row.passed_to = to
    row.version += 1
    row.save(update_fields=["passed_to", "version"])
    _note("report.passed_on", row, by=by, acting_for=acting_for, to=to.slug)
    _tell_owners("report.passed_on", row, figure_ref, by=by, now=now, today=today)
    return row


@transaction.atomic
def show_report(report: ErrorReport, version: int, *, shown: bool, by: User, today: date) -> ErrorReport:
    """Show question and answer beside the figure, or no longer.

    Raises:
        NotAllowed: when it is not the person's, or has no answer.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
    """
    row, who = _locked(report), permissions_at(by, today)
    demand(may_show_report(who, row, today))
    same_version(row.version, version)
    row.shown = shown
    row.version += 1
    row.save(update_fields=["shown", "version"])
    _note("report.shown" if shown else "report.hidden", row, by=by, acting_for=speaker(who, row))
    return row


def speaker(who: Permissions, report: ErrorReport) -> str:
    """Return the organisation in whose name a person answers."""
    ours = OrganisationKind.MUNICIPALITY
    passed, about = report.passed_to_id, answers_about(who)
    own = report.place_id if report.place_id in about else None
    held = [one for one in who.roles if one.kind in WHO_ANSWERS.get(one.organisation_kind, ())]
    by_passing = (one.name for one in held if one.organisation == passed)
    by_place = (one.name for one in held if own and one.place == own and one.organisation_kind == ours)
    by_catalogue = (one.name for one in held if one.organisation_kind == OrganisationKind.PARTNER)
    return next((name for names in (by_passing, by_place, by_catalogue) for name in names), "")


def _locked(report: ErrorReport) -> ErrorReport:
    rows = ErrorReport.objects.select_for_update(of=("self",)).select_related(
        "place", "reporter", "passed_to"
    )
    return rows.get(pk=report.pk)


def _news(
    kind: str, report: ErrorReport, figure_ref: FigureRef, *, within: tuple[Organisation, ...] = ()
) -> News:
    return News(
        kind=kind,
        subject=report,
        address=reverse("report", args=[report.pk]),
        organisation=report.place.name if report.place else "",
        details={"figure": dict(figure_ref.names) or figure_ref.indicator},
        within=within,
    )


def _tell_owners(
    kind: str, report: ErrorReport, figure_ref: FigureRef, *, by: User | None, now: datetime, today: date
) -> None:
    organisations = owning_organisations(report, today)
    told = people_told(organisations, today)
    news = _news(kind, report, figure_ref, within=organisations)
    notify(news, told, reason=Reason.ROLE, by=by, now=now)


def _note(action: str, row: ErrorReport, *, by: User, acting_for: str, **details: str | bool) -> None:
    scope = row.place.slug if row.place else ""
    record(action, row, by=by, acting_for=acting_for, scope=scope, details=details)
