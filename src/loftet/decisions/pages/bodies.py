"""The bodies of an organisation: who they are, when they meet, and when papers are due."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from loftet.core.export import csv_file_response
from loftet.core.pages import ButtonPage, CreatePage, EditPage, FormPage, Page, found_or_404
from loftet.core.verdicts import anybody
from loftet.core.words import Words
from loftet.decisions.actions.bodies import (
    add_body,
    cancel_meeting,
    end_body,
    move_meeting,
    new_days,
    plan_meetings,
    revise_body,
)
from loftet.decisions.calendars import calendar_answer
from loftet.decisions.forms import BodyForm, MeetingForm, PlanForm
from loftet.decisions.meeting_plan import PlannedDay, read_plan
from loftet.decisions.models import Body, Meeting
from loftet.decisions.queries.bodies import MeetingRow, bodies_of, meetings_of
from loftet.decisions.rules import may_keep_bodies, organisation_of
from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.pages.base import OfOrganisationMixin, SignedInPage
from loftet.people.permissions import NOBODY

HEADER = ("body", "day", "begins", "place", "paper_deadline", "cancelled", "papers")


def find_body(number: int) -> Body:
    """Return a body with its organisation, or answer 404."""
    bodies = Body.objects.select_related("organisation")
    return found_or_404(bodies.filter(pk=number).first(), _("There is no such body."))


class OfBody:
    """A page about the body that the address names."""

    kwargs: dict[str, Any]

    def get_subject(self) -> Any:
        """Return the body, or answer 404; a page about one of its meetings returns that."""
        return find_body(self.kwargs["body"])


class OfMeeting(OfBody):
    """A page about the meeting that the address names."""

    def get_subject(self) -> Meeting:
        """Return the meeting of the body, or answer 404."""
        rows = Meeting.objects.select_related(*Meeting.lock_with)
        return get_object_or_404(rows, pk=self.kwargs["meeting"], body=super().get_subject())


class BodyFormPage(SignedInPage, FormPage):
    """A form of those who keep the bodies of an organisation."""

    rule = may_keep_bodies
    template_name = "decisions/pages/body_form.html"
    success: ClassVar[Words] = ""

    def get_back_url(self) -> str:
        """Return the page of the body, or of all of them."""
        if isinstance(self.subject, Organisation):
            return reverse("bodies", args=[self.subject.slug])
        return super().get_back_url()

    def get_success_url(self) -> str:
        """Return the same page."""
        return self.get_back_url()

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the body and its organisation beside the form."""
        body = self.subject.body if isinstance(self.subject, Meeting) else self.subject
        about = {"body": body if isinstance(body, Body) else None}
        return super().get_context(organisation=organisation_of(self.subject), **about, **more)


class BodiesPage(OfOrganisationMixin, Page):
    """The bodies of an organisation, each with its next meeting."""

    rule = anybody
    template_name = "decisions/pages/bodies.html"
    context_names = {"organisation": "subject"}
    actor: Actor
    subject: Organisation

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the bodies, and what the reader may do."""
        return super().get_context(
            bodies=bodies_of(self.subject, self.actor.today),
            may_keep=bool(may_keep_bodies(self.actor, self.subject)),
            takes_part=self.actor.permissions.has(self.subject),
            **more,
        )


class BodyPage(OfBody, Page):
    """The meetings of a body: those to come first, those that have been below."""

    rule = anybody
    template_name = "decisions/pages/body.html"
    actor: Actor
    subject: Body

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the meetings, and what the reader may do."""
        rows = meetings_of(self.subject, self.actor.permissions, self.actor.today)
        to_come = [one for one in rows if not one.has_been]
        return super().get_context(
            body=self.subject,
            next=next((one for one in to_come if one.meeting.cancelled is None), None),
            to_come=to_come,
            have_been=[one for one in reversed(rows) if one.has_been],
            may_keep=bool(may_keep_bodies(self.actor, self.subject)) and self.subject.ended is None,
            **more,
        )


# --- kept -----------------------------------------------------------------------------------------


class BodyCreate(BodyFormPage, OfOrganisationMixin, CreatePage):
    """Add a body."""

    title = _("Add a body")
    lead = _("A council, a committee, a board, or a body that is heard.")
    button = _("Add it")
    form_class = BodyForm
    model, action = Body, add_body


class BodyEdit(BodyFormPage, OfBody, EditPage):
    """Change what a body is called and when papers are due."""

    lead = _("A new rule for papers holds for every meeting that does not say its own last day.")
    button = _("Keep it")
    form_class = BodyForm
    model, action = Body, revise_body

    def get_title(self) -> str:
        """Return which body is changed."""
        return gettext("Change %(name)s") % {"name": self.subject.name}


class BodyEnd(SignedInPage, OfBody, ButtonPage):
    """End a body."""

    rule = may_keep_bodies
    action = end_body
    success = _("The body has ended. What it did stays. Its meetings after today are cancelled.")


class MeetingEdit(BodyFormPage, OfMeeting, EditPage):
    """Move a meeting, or say where it is and when papers are due."""

    title = _("Change the meeting")
    lead = _("Those who follow matters that are planned there are told when its time changes.")
    button = _("Keep it")
    form_class = MeetingForm
    model, action = Meeting, move_meeting


class MeetingCancel(SignedInPage, OfMeeting, ButtonPage):
    """Cancel a meeting."""

    rule = may_keep_bodies
    action = cancel_meeting
    success = _("The meeting is cancelled. Those who follow its matters are told.")


@dataclass(frozen=True, slots=True)
class Reading:
    """A pasted plan as it was read: the new days, and those on which the body meets already."""

    new: tuple[PlannedDay, ...]
    known: tuple[PlannedDay, ...]

    @property
    def shown(self) -> str:
        """Return what was read as one text, by which a change since is noticed."""
        return " ".join(f"{one.day}T{one.begins or ''}" for one in self.new)


class PlanMeetings(OfBody, BodyFormPage):
    """Add one meeting, or a whole year's: what was read is shown before it is saved."""

    template_name = "decisions/pages/plan_meetings.html"
    lead = _("Paste the whole plan. Nothing is saved before you have seen how it was read.")
    button = _("Show how it is read")
    form_class = PlanForm
    subject: Body

    def get_title(self) -> str:
        """Return whose meetings are planned."""
        return gettext("Plan meetings of %(name)s") % {"name": self.subject.name}

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Show how the plan is read, until it is sent as it was shown."""
        form = self.get_form()
        reading = read_for(self.subject, form)
        if reading and ("again" in request.POST or form.cleaned_data["shown"] != reading.shown):
            form.data = request.POST.copy()
            form.data["shown"] = reading.shown
            return self.answer(form=form, reading=reading)
        return super().post(request, *args, **kwargs)

    def save(self, form: PlanForm) -> list[Meeting]:
        """Plan the meetings, and say how many they are."""
        given = form.cleaned_data
        made = plan_meetings(self.subject, read_plan(given["days"]), given["place"], actor=self.actor)
        said = ngettext(
            "%(number)s meeting is in the plan.", "%(number)s meetings are in the plan.", len(made)
        )
        messages.success(self.request, said % {"number": len(made)})
        return made


def read_for(body: Body, form: PlanForm) -> Reading | None:
    """Return how a plan is read; None when the form is empty, or has a fault that its saving will tell."""
    if body.ended is not None or not form.is_valid():
        return None
    try:
        days = read_plan(form.cleaned_data["days"])
    except InvalidInput:
        return None
    new = new_days(body, days)
    return Reading(new, tuple(one for one in days if one not in new)) if new else None


# --- to take home ---------------------------------------------------------------------------------


class MeetingPlan(OfOrganisationMixin, Page):
    """The meeting plan of a body, or of all bodies of an organisation, to take home."""

    rule = anybody
    actor: Actor
    subject: Body | Organisation

    def get_subject(self) -> Any:
        """Return the body or the organisation that the address names."""
        return find_body(self.kwargs["body"]) if "body" in self.kwargs else super().get_subject()

    def rows(self) -> tuple[MeetingRow, ...]:
        """Return the meetings that the file holds."""
        return meetings_of(self.subject, NOBODY, self.actor.today)

    def file_name(self) -> str:
        """Return what the file is called."""
        slug = organisation_of(self.subject).slug
        return f"{slug}-{self.subject.pk}" if isinstance(self.subject, Body) else slug


class MeetingsFile(MeetingPlan):
    """The plan as a list."""

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file."""
        return csv_file_response(f"{self.file_name()}-meetings", HEADER, _cells(self.rows()))


class MeetingsCalendar(MeetingPlan):
    """The plan as a calendar."""

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the calendar."""
        name, one = self.subject.name, isinstance(self.subject, Body)
        title = name if one else gettext("Meetings of %(name)s") % {"name": name}
        return calendar_answer(request, self.file_name(), title, self.rows())


def _cells(rows: Iterable[MeetingRow]) -> Iterable[tuple[object, ...]]:
    for row in rows:
        one = row.meeting
        begins = one.begins.strftime("%H:%M") if one.begins else ""
        cancelled = "yes" if one.cancelled else ""
        yield (one.body.name, one.day, begins, one.place, row.deadline, cancelled, one.papers)
