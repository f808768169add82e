"""A regional matter: led to each municipality, and followed there."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loftet.core.export import csv_file_response
from loftet.core.requests import actor_of
from loftet.core.saving import bound_data
from loftet.core.verdicts import demand
from loftet.decisions.actions.departures import Journal
from loftet.decisions.actions.leading import lead_out
from loftet.decisions.actions.matters import Draft
from loftet.decisions.forms import LeadOutForm
from loftet.decisions.models import Journalled, Matter
from loftet.decisions.queries.tracking import TrackedRow, Tracking, tracking_of
from loftet.decisions.rules import is_open_to, may_lead_out
from loftet.decisions.views.asking import Question, answer
from loftet.decisions.views.finding import reads_matter, who_and_when, works_on_matter
from loftet.decisions.views.matters import crumbs_of
from loftet.people.access import permissions_of

METHODS = ["GET", "HEAD", "POST"]
HEADER = (
    *("municipality", "state", "in_words", "body", "meeting", "paper_deadline"),
    *("outcome", "day", "case_number"),
)
TEXTS = ("title", "language", "facts", "assessment", "economy", "proposal")


def _tracking(request: HttpRequest, one: Matter) -> Tracking:
    return tracking_of(one, permissions_of(request), timezone.localdate())


@require_safe
@reads_matter
def tracking(request: HttpRequest, one: Matter) -> HttpResponse:
    """Show how far each municipality has come with what a regional matter leads to."""
    open_to = is_open_to(actor_of(request), one)
    context = {
        "matter": one,
        "tracking": _tracking(request, one),
        "may_lead_out": bool(open_to and may_lead_out(permissions_of(request), one)),
    }
    return render(request, "decisions/pages/tracking.html", context)


@require_safe
@reads_matter
def tracking_csv(request: HttpRequest, one: Matter) -> HttpResponse:
    """Return the same as a file."""
    rows = _tracking(request, one).rows
    return csv_file_response(f"sak-{one.pk}-municipalities", HEADER, map(_cells, rows))


def _cells(row: TrackedRow) -> tuple[object, ...]:
    standing = row.standing
    by = standing.treatment if standing is not None else None
    body = by.body.name if by is not None and by.body is not None else ""
    meeting = by.meeting.day if by is not None and by.meeting is not None else ""
    return (
        *(row.place.name, row.tracked.value, row.words, body, meeting),
        standing.deadline if standing is not None else "",
        *((by.outcome, by.day, by.case_number) if by is not None else ("", "", "")),
    )


@works_on_matter
@require_http_methods(METHODS)
def lead(request: HttpRequest, one: Matter) -> HttpResponseBase:
    """Prepare one matter in each municipality that has none yet."""
    demand(may_lead_out(permissions_of(request), one))
    found = _tracking(request, one)
    form = LeadOutForm(bound_data(request), initial={name: getattr(one, name) for name in TEXTS})
    question = Question(
        heading=_("Lead it to each municipality"),
        answer=_(
            "Each municipality gets a matter of its own that waits until its top management takes it up, and "
            "decides for itself. To be prepared now: %(number)d."
        )
        % {"number": len(found.to_prepare)},
        submit=_("Prepare the matters"),
        back=reverse("tracking", args=[one.pk]),
        kept=_("The matters are prepared. They wait in each municipality."),
        crumbs=crumbs_of(one),
    )

    def save() -> None:
        given = form.cleaned_data
        draft = Draft(**{name: given[name] for name in TEXTS})
        journal = Journal(Journalled(given["journalled"]), given["entry"])
        lead_out(one, draft, found.to_prepare, journal, **who_and_when(request))

    return answer(request, question, form, save)
