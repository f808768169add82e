"""The actions on an error report: it comes in, is passed on, answered, and shown beside the figure."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.background.outbox import enqueue, letter_state, send_again
from loftet.core.actions import Done, action
from loftet.core.verdicts import Denied, NotAllowed, demand
from loftet.invalid_input import InvalidInput
from loftet.notices.actions.notifications import News, notify
from loftet.notices.models import Reason
from loftet.people.actions.sign_in import forget_throttle_events
from loftet.people.actor import Actor
from loftet.people.models import Organisation, ThrottleEvent, ThrottleKind
from loftet.status.edition import store
from loftet.status.figure_ref import FigureRef
from loftet.status.models import ErrorReport
from loftet.status.queries.names import names_of
from loftet.status.reports.letters import REPORT_ANSWER
from loftet.status.reports.owners import (
    answers_as,
    could_answer,
    owning_organisations,
    people_notified,
)
from loftet.status.reports.rules import (
    may_answer_report,
    may_report,
    may_send_answer_again,
    may_show_report,
)

NOT_THERE = Denied(gettext_lazy("The report cannot be passed on there. Choose one of those in the list."))


class TooManyReports(NotAllowed):
    """More reports have come in the last hour, from one sender or from all, than are let in."""


@dataclass(frozen=True, slots=True)
class Complaint:
    """A complaint about a figure, in which language, and where to answer, if that is known.

    `client` is a keyed hash of where it comes from, counted for an hour and not kept with the report; it is
    empty where nobody at a browser sends it.
    """

    text: str
    language: str
    reply_to: str = ""
    client: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer of the owner of the figure; `shown` lets all read it beside the figure."""

    text: str
    language: str
    shown: bool = False


@transaction.atomic
def report_error(figure: FigureRef, complaint: Complaint, *, actor: Actor) -> ErrorReport:
    """Create an error report on a figure, and notify its owners; nobody has to be signed in.

    It has no line in the log: the report itself says when it came, and who reported may stay unknown. The
    count is undone with a report that is not kept, on purpose: only what was kept uses up the limit.

    Raises:
        TooManyReports: when more have come in the last hour, from there or from all, than are let in.
    """
    if isinstance(verdict := may_report(complaint.client, actor.now), Denied):
        raise TooManyReports(verdict)
    forget_throttle_events(actor.now)
    if complaint.client:
        # To the minute, so that the hash cannot be joined to the report by when each was kept.
        minute = actor.now.replace(second=0, microsecond=0)
        ThrottleEvent.objects.create(kind=ThrottleKind.TOLD, address="", client=complaint.client, when=minute)
    report = ErrorReport.objects.create(
        place=figure.place,
        indicator=figure.indicator,
        page=figure.page,
        year=figure.year,
        edition=figure.edition,
        text=complaint.text,
        language=complaint.language,
        reply_to=complaint.reply_to,
        reporter=actor.user,
        received=actor.now,
    )
    _notify_owners("report.received", report, actor)
    return report


def _passed_to(done: Done) -> Mapping[str, str]:
    return {"to": done.result.passed_to.slug}


def _is_shown(done: Done) -> Mapping[str, bool]:
    return {"shown": done.result.shown}


def _notify_new_owners(done: Done) -> None:
    _notify_owners(done.key, done.result, done.actor)


def _notify_owners(key: str, report: ErrorReport, actor: Actor) -> None:
    organisations = owning_organisations(report, actor.today)
    people = people_notified(organisations, actor.today)
    news = _news(key, report, within=organisations)
    notify(news, people, reason=Reason.ROLE, by=actor.user, now=actor.now)


def _notify_reporter(done: Done) -> None:
    report: ErrorReport = done.result
    if report.reporter is not None:
        news, actor = _news(done.key, report), done.actor
        notify(news, [report.reporter], reason=Reason.OWN, by=actor.user, now=actor.now)


def _news(key: str, report: ErrorReport, *, within: tuple[Organisation, ...] = ()) -> News:
    names = names_of(store(), report.edition, report.indicator)
    return News.about(key, report, *within, figure=dict(names) or report.about)


@action(
    "report.answered",
    rule=may_answer_report,
    acting_for=answers_as,
    details=_is_shown,
    notify=_notify_reporter,
)
def answer_report(report: ErrorReport, reply: Reply, *, actor: Actor) -> ErrorReport:
    """Answer a report: by a letter to the address that was given, which is removed then, and by a notice.

    Raises:
        InvalidInput: when the answer says nothing.
    """
    if not reply.text.strip():
        raise InvalidInput.because(_("An answer says something."), field="text")
    report.answer, report.answer_language, report.shown = reply.text.strip(), reply.language, reply.shown
    report.answered, report.answered_by = actor.now, actor.person
    report.answered_for = answers_as(actor, report)
    if report.reply_to:
        enqueue(REPORT_ANSWER, report.pk)
    return report


@transaction.atomic
def send_answer_again(report: ErrorReport, *, actor: Actor) -> None:
    """Send an answer again that the mail server has not taken; one that was taken has no address left.

    It changes nothing of the report, so it has no line in the log.

    Raises:
        NotAllowed: when the answer is not the person's, or has been sent.
    """
    row = ErrorReport.objects.select_for_update().get(pk=report.pk)
    demand(may_send_answer_again(actor, row))
    if (letter := letter_state(REPORT_ANSWER, row.pk, actor.now)) is None:
        enqueue(REPORT_ANSWER, row.pk)
    else:
        send_again(letter.letter, actor.now)


@action(
    "report.passed_on",
    rule=may_answer_report,
    acting_for=answers_as,
    details=_passed_to,
    notify=_notify_new_owners,
)
def pass_on_report(report: ErrorReport, to: Organisation, *, actor: Actor) -> ErrorReport:
    """Pass a report on to others who answer it: the region's coordinator, a partner, the municipality.

    Raises:
        NotAllowed: when it cannot go there.
    """
    if to not in could_answer(report, actor.today):
        raise NotAllowed(NOT_THERE)
    report.passed_to = to
    return report


@action("report.shown", rule=may_show_report, acting_for=answers_as)
def show_report(report: ErrorReport, *, actor: Actor) -> ErrorReport:
    """Show question and answer beside the figure."""
    report.shown = True
    return report


@action("report.hidden", rule=may_show_report, acting_for=answers_as)
def hide_report(report: ErrorReport, *, actor: Actor) -> ErrorReport:
    """Show question and answer beside the figure no longer."""
    report.shown = False
    return report
