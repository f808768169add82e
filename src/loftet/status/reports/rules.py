"""The rules on making, reading, answering and showing error reports; a no always has its reason."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.people.actor import Actor
from loftet.people.models import ThrottleEvent, ThrottleKind
from loftet.status.models import ErrorReport
from loftet.status.reports.owners import answers_about, answers_for, owns

# Nobody signs in to report an error, so the number of reports is limited: from one sender, and from all
# together. All who work for a municipality may share one address.
MOST_FROM_ONE, MOST_REPORTS, WITHIN = 20, 120, timedelta(hours=1)
NOT_YOURS = _("This error report is for somebody else to answer.")


def may_report(client: str, now: datetime) -> Verdict:
    """Check whether one more error report is let in.

    Counted for where it comes from, and for all together.
    """
    sent = ThrottleEvent.objects.filter(kind=ThrottleKind.TOLD, client=client, when__gt=now - WITHIN)
    if client and sent.count() >= MOST_FROM_ONE:
        return Denied(
            _(
                "Many reports have come from where you are in the last hour, so yours was not kept. What you"
                " wrote still stands below: try again in an hour."
            )
        )
    if ErrorReport.objects.filter(received__gt=now - WITHIN).count() >= MOST_REPORTS:
        return Denied(
            _(
                "Very many reports have come in the last hour, so yours was not kept. What you wrote still"
                " stands below: try again in an hour."
            )
        )
    return ALLOWED


def may_see_reports(actor: Actor, _subject: object = None) -> Verdict:
    """Check whether somebody has a list of reports: those who may own one."""
    if answers_for(actor):
        return ALLOWED
    return Denied(
        _(
            "Error reports are answered by those who work with statistics, the sustainability coordinator, "
            "editors and top management of a municipality, and by facilitators of regions and partners."
        )
    )


def may_read_report(actor: Actor, report: ErrorReport) -> Verdict:
    """Check whether a report is shown: to its owner, the municipality it is about, and who reported."""
    if actor.user is not None and actor.user.pk == report.reporter_id:
        return ALLOWED
    if report.place_id in answers_about(actor) or owns(actor, report):
        return ALLOWED
    return Denied(NOT_YOURS)


def may_answer_report(actor: Actor, report: ErrorReport) -> Verdict:
    """Check whether a report may be answered or passed on: by its owner, once."""
    if not owns(actor, report):
        return Denied(NOT_YOURS)
    if report.answered is not None:
        return Denied(_("The error report has been answered already."))
    return ALLOWED


def may_show_report(actor: Actor, report: ErrorReport) -> Verdict:
    """Check whether question and answer may be shown beside the figure, or no longer: by the owner."""
    if not owns(actor, report):
        return Denied(NOT_YOURS)
    if report.answered is None:
        return Denied(_("A question is shown with its answer."))
    return ALLOWED


def may_send_answer_again(actor: Actor, report: ErrorReport) -> Verdict:
    """Check whether the letter with an answer may be sent again: by the owner, while it has not been sent."""
    if isinstance(verdict := may_show_report(actor, report), Denied):
        return verdict
    if not report.reply_to:
        return Denied(_("The answer has been sent, or nobody asked to have it sent."))
    return ALLOWED
