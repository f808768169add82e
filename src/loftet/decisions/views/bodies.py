"""The bodies of an organisation: who they are, when they meet, and when papers are due."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loftet.core.export import csv_file_response
from loftet.core.saving import bound_data, run_button
from loftet.core.verdicts import demand
from loftet.decisions.actions.bodies import (
    BodyCard,
    MeetingCard,
    add_body,
    cancel_meeting,
    end_body,
    move_meeting,
    plan_meetings,
    revise_body,
)
from loftet.decisions.forms import BodyForm, MeetingForm, PlanForm, ReviseBodyForm
from loftet.decisions.meeting_plan import read_plan
from loftet.decisions.models import Body, BodyKind, CountedIn, Meeting
from loftet.decisions.queries.bodies import MeetingRow, all_meetings, bodies_of, meetings_of
from loftet.decisions.rules import may_keep_bodies
from loftet.decisions.views.asking import Question, answer
from loftet.decisions.views.files import calendar_answer
from loftet.decisions.views.finding import found_body, found_organisation, who_and_when
from loftet.people.access import permissions_of, signed_in
from loftet.people.models import Organisation
from loftet.people.permissions import NOBODY

METHODS = ["GET", "HEAD", "POST"]
HEADER = ("body", "day", "begins", "place", "paper_deadline", "cancelled", "papers")


@require_safe
def bodies(request: HttpRequest, organisation: str) -> HttpResponse:
    """Show the bodies of an organisation, each with its next meeting."""
    found, permissions = found_organisation(organisation), permissions_of(request)
    context = {
        "organisation": found,
        "bodies": bodies_of(found, timezone.localdate()),
        "may_keep": bool(may_keep_bodies(permissions, found)),
        "takes_part": permissions.has(found),
    }
    return render(request, "decisions/pages/bodies.html", context)


@require_safe
def body(request: HttpRequest, body: int) -> HttpResponse:
    """Show the meetings of a body: those to come first, those that have been below."""
    found, permissions = found_body(body), permissions_of(request)
    rows = meetings_of(found, permissions, timezone.localdate())
    to_come = [one for one in rows if not one.has_been]
    context = {
        "body": found,
        "next": next((one for one in to_come if one.meeting.cancelled is None), None),
        "to_come": to_come,
        "have_been": [one for one in reversed(rows) if one.has_been],
        "may_keep": bool(may_keep_bodies(permissions, found.organisation)) and found.ended is None,
    }
    return render(request, "decisions/pages/body.html", context)


def crumbs_of(organisation: Organisation, body: Body | None = None) -> tuple[tuple[str, str], ...]:
    """Return the path to the bodies of an organisation, or to one of them."""
    whole = ((organisation.name, reverse("bodies", args=[organisation.slug])),)
    return (*whole, (body.name, reverse("body", args=[body.pk]))) if body else whole


# --- bodies ---------------------------------------------------------------------------------------


@signed_in
@require_http_methods(METHODS)
def new_body(request: HttpRequest, organisation: str) -> HttpResponse:
    """Add a body."""
    found = found_organisation(organisation)
    demand(may_keep_bodies(permissions_of(request), found))
    form = BodyForm(bound_data(request))
    question = Question(
        heading=_("Add a body"),
        answer=_("A council, a committee, a board, or a body that is heard."),
        submit=_("Add it"),
        back=reverse("bodies", args=[found.slug]),
        crumbs=crumbs_of(found),
    )
    return answer(request, question, form, lambda: add_body(found, _card(form), **who_and_when(request)))


def _card(form: BodyForm) -> BodyCard:
    given = form.cleaned_data
    return BodyCard(
        BodyKind(given["kind"]), given["name"], given["paper_days"], CountedIn(given["counted_in"])
    )


@signed_in
@require_http_methods(METHODS)
def change_body(request: HttpRequest, body: int) -> HttpResponse:
    """Change what a body is called and when papers are due."""
    found = found_body(body)
    demand(may_keep_bodies(permissions_of(request), found.organisation))
    begun = {name: getattr(found, name) for name in ("kind", "name", "paper_days", "counted_in", "version")}
    form = ReviseBodyForm(bound_data(request), initial=begun)
    question = Question(
        heading=_("Change %(name)s") % {"name": found.name},
        answer=_("A new rule for papers holds for every meeting that does not say its own last day."),
        submit=_("Keep it"),
        back=reverse("body", args=[found.pk]),
        crumbs=crumbs_of(found.organisation, found),
    )

    def save() -> None:
        revise_body(found, form.cleaned_data["version"], _card(form), **who_and_when(request))

    return answer(request, question, form, save, found)


@signed_in
@require_POST
def finish_body(request: HttpRequest, body: int) -> HttpResponse:
    """End a body."""
    found = found_body(body)
    demand(may_keep_bodies(permissions_of(request), found.organisation))
    run_button(
        request,
        lambda version: end_body(found, version, **who_and_when(request)),
        _("The body has ended. What it did stays. Its meetings after today are cancelled."),
    )
    return redirect("body", found.pk)


# --- meetings -------------------------------------------------------------------------------------


@signed_in
@require_http_methods(METHODS)
def plan(request: HttpRequest, body: int) -> HttpResponse:
    """Add one meeting, or a whole year's."""
    found = found_body(body)
    demand(may_keep_bodies(permissions_of(request), found.organisation))
    form = PlanForm(bound_data(request))
    question = Question(
        heading=_("Plan meetings of %(name)s") % {"name": found.name},
        answer=_("Paste the whole plan in one go. If one line cannot be read, nothing is kept."),
        submit=_("Keep the meetings"),
        back=reverse("body", args=[found.pk]),
        kept=_("The meetings are in the plan."),
        crumbs=crumbs_of(found.organisation, found),
    )

    def save() -> None:
        given = form.cleaned_data
        plan_meetings(found, read_plan(given["days"]), given["place"], **who_and_when(request))

    return answer(request, question, form, save)


@signed_in
@require_http_methods(METHODS)
def change_meeting(request: HttpRequest, body: int, meeting: int) -> HttpResponse:
    """Move a meeting, or say where it is and when papers are due."""
    found = found_body(body)
    demand(may_keep_bodies(permissions_of(request), found.organisation))
    row = get_object_or_404(Meeting.objects.select_related("body"), pk=meeting, body=found)
    names = ("day", "begins", "place", "paper_deadline", "papers", "version")
    form = MeetingForm(bound_data(request), initial={name: getattr(row, name) for name in names})
    question = Question(
        heading=_("Change the meeting"),
        answer=_("Those who follow matters that are planned there are told when its time changes."),
        submit=_("Keep it"),
        back=reverse("body", args=[found.pk]),
        crumbs=crumbs_of(found.organisation, found),
    )

    def save() -> None:
        given = dict(form.cleaned_data)
        version = given.pop("version")
        move_meeting(row, version, MeetingCard(**given), **who_and_when(request))

    return answer(request, question, form, save, row)


@signed_in
@require_POST
def call_off_meeting(request: HttpRequest, body: int, meeting: int) -> HttpResponse:
    """Cancel a meeting."""
    found = found_body(body)
    demand(may_keep_bodies(permissions_of(request), found.organisation))
    row = get_object_or_404(Meeting, pk=meeting, body=found)
    run_button(
        request,
        lambda version: cancel_meeting(row, version, **who_and_when(request)),
        _("The meeting is cancelled. Those who follow its matters are told."),
    )
    return redirect("body", found.pk)


# --- to take home ---------------------------------------------------------------------------------


@require_safe
def body_calendar(request: HttpRequest, body: int) -> HttpResponseBase:
    """Return the meeting plan of a body as a calendar."""
    found = found_body(body)
    rows = meetings_of(found, NOBODY, timezone.localdate())
    return calendar_answer(request, f"{found.organisation.slug}-{found.pk}", found.name, rows)


@require_safe
def organisation_calendar(request: HttpRequest, organisation: str) -> HttpResponseBase:
    """Return the meeting plans of all bodies of an organisation as one calendar."""
    found = found_organisation(organisation)
    rows = all_meetings(found, NOBODY, timezone.localdate())
    title = _("Meetings of %(name)s") % {"name": found.name}
    return calendar_answer(request, found.slug, title, rows)


@require_safe
def body_csv(_request: HttpRequest, body: int) -> HttpResponseBase:
    """Return the meeting plan of a body as a list."""
    found = found_body(body)
    rows = meetings_of(found, NOBODY, timezone.localdate())
    return csv_file_response(f"{found.organisation.slug}-{found.pk}-meetings", HEADER, map(_cells, rows))


@require_safe
def organisation_meetings_csv(_request: HttpRequest, organisation: str) -> HttpResponseBase:
    """Return the meeting plans of all bodies of an organisation as one list."""
    found = found_organisation(organisation)
    rows = all_meetings(found, NOBODY, timezone.localdate())
    return csv_file_response(f"{found.slug}-meetings", HEADER, map(_cells, rows))


def _cells(row: MeetingRow) -> tuple[object, ...]:
    one = row.meeting
    begins = one.begins.strftime("%H:%M") if one.begins else ""
    cancelled = "yes" if one.cancelled else ""
    return (one.body.name, one.day, begins, one.place, row.deadline, cancelled, one.papers)
