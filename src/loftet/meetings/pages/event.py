"""One event: when, what about, and whether one is in; its calendar, its people, and what stops it."""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from loftet.challenges.queries import challenge_name
from loftet.core.calendar import calendar_response
from loftet.core.export import csv_file_response
from loftet.core.pages import Button, HiddenRecordMixin, Link, Page, RecordPage, VersionPage
from loftet.core.pages.records import Look
from loftet.core.registry import added_to
from loftet.core.threads import Stop, Thread
from loftet.core.verdicts import Denied
from loftet.meetings.actions.events import announce_event, cancel_event, invite_more
from loftet.meetings.agenda import checklist_of, timed
from loftet.meetings.forms import AnnounceForm, CancelForm, InviteForm
from loftet.meetings.hooks import EVENT_LINKS
from loftet.meetings.letters import how
from loftet.meetings.models import Event, State, Team
from loftet.meetings.picture import day_picture
from loftet.meetings.queries import Subjects, attendees_of, calendar_of, numbers_of, own_teams, subjects_of
from loftet.meetings.rules import (
    is_about_enough,
    may_announce,
    may_change,
    may_register,
    may_see,
    organises,
)
from loftet.meetings.sentences import standing, when_and_where
from loftet.meetings.signed import team_word


class OfEvent(HiddenRecordMixin, Page):
    """A page about an event; one that is hidden is not there, and a reader without sign-in learns nothing."""

    missing = _("There is no such meeting.")
    subject_model = Event
    form_template = "meetings/pages/form.html"


class EventPage(OfEvent, RecordPage):
    """One event."""

    rule = may_see
    template_name = "meetings/pages/event.html"
    spot = "event"

    def get_queryset(self) -> QuerySet[Any]:
        """Return the events that the actor may see, with who arranges each: the paper says whom to ring."""
        return super().get_queryset().select_related("written_by")

    @cached_property
    def teams(self) -> list[Team]:
        """Return the teams of the reader's own organisations."""
        return own_teams(self.actor, self.subject)

    @property
    def organises(self) -> bool:
        """Check whether the reader acts for the organiser."""
        return bool(self.may(organises))

    def get_buttons(self) -> Iterable[Button]:
        """Return the one thing to do now: announce it, or register; and the reader's registrations."""
        event = self.subject
        waits = event.state == State.ANNOUNCED and not event.is_past(self.actor.today)
        if self.organises and may_announce(self.actor, event):
            yield self.button_to(_("Announce it"), "event_announce")
        elif self.organises and event.state == State.DRAFT and not is_about_enough(event):
            yield self.button_to(_("Choose what it is about"), "event_edit")
        elif self.may(may_register) and not self.teams:
            yield self.button_to(_("Register a team"), "event_register", filled=not self.organises)
        elif waits and self.actor.user is None:
            yield self.button_to(_("Sign in and register a team"), "event_register")
        for one in self.teams:
            words = _("The registration of %(name)s") % {"name": one.name}
            look: Look = "more" if self.organises else "button"
            yield Button(
                words, reverse("team", args=[team_word(one.pk)]), sends=False, filled=False, look=look
            )

    def get_possible_links(self) -> Iterable[Link]:
        """Return what is read of the event, and what is changed in it."""
        event = self.subject
        if event.is_public:
            yield Link(_("Who comes"), "event_people", organises, look="button")
        yield from added_to(EVENT_LINKS)
        yield Link(_("What, when and where"), "event_edit", may_change)
        yield Link(_("Times and agenda"), "event_programme", may_change)
        yield Link(_("Places and registration"), "event_places", may_change)
        if event.is_public:
            yield Link(_("Invite by e-mail"), "event_invite", may_change)
        yield Link(_("Cancel the meeting …"), "event_cancel", may_change, danger=True)

    @cached_property
    def subjects(self) -> Subjects:
        """Return what the event is about, as far as its reader may know it."""
        return subjects_of(self.subject, self.actor)

    def get_thread(self) -> Thread:
        """Return what the event is about; after a market dialogue a procurement comes."""
        event, found = self.subject, self.subjects
        before = [
            Stop(_("Challenge"), challenge_name(one), one.get_absolute_url()) for one in found.challenges
        ]
        before += [
            Stop(_("Need"), one.title, one.get_absolute_url(), one.organisation.name) for one in found.needs
        ]
        before += [Stop(_("Joint purchase"), one.title, one.get_absolute_url()) for one in found.pools]
        comes = event.kind_of.is_market and event.state != State.CANCELLED
        return Thread(_("This meeting"), before, coming=_("Procurement") if comes else "")

    def get_last_day(self) -> date | None:
        """Return the last day to register for what is announced."""
        subject = self.subject
        return subject.closes if subject.state == "announced" and subject.closes >= self.actor.today else None

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the event as its reader may see it; names of people are for the organiser alone."""
        event, actor = self.subject, self.actor
        items = timed(event.agenda, event.begins)
        is_outside = actor.user is not None and not (self.teams or self.organises)
        lacking = is_about_enough(event) if self.organises and event.state == State.DRAFT else None
        held = event.is_past(actor.today) and event.state != State.CANCELLED
        return super().get_context(**more) | {
            "when": when_and_where(event),
            "standing": "" if held else standing(event, self.teams),
            "tag": event.tag_on(actor.today),
            "items": items,
            "picture": day_picture(items),
            "numbers": numbers_of(event) if event.is_public else None,
            "organises": self.organises,
            "lacking": lacking.reason if isinstance(lacking, Denied) else "",
            "closed": getattr(self.may(may_register), "reason", "") if is_outside else "",
            "is_past": event.is_past(actor.today),
            "is_of_nobody": actor.user is not None and not actor.permissions.roles,
            "checklist": checklist_of(event.kind_of, event.day) if self.organises else (),
        }


class EventCalendar(OfEvent):
    """One event as a file for a calendar."""

    rule = may_see

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file, without the digital address."""
        return calendar_response("mote", calendar_of(self.subject.title, [self.subject]))


class OfForm(OfEvent, VersionPage):
    """A form about an event, with the version that was read."""


class EventAnnounce(OfForm):
    """The page on which an event is announced."""

    rule = may_announce
    title = _("Announce the meeting")
    lead = _("Everybody it is for can read of it and register. Those who follow what it is about are told.")
    button = _("Announce it")
    success = _("It is announced.")
    form_class = AnnounceForm

    def run(self, written: dict[str, Any]) -> Event:
        """Publish it, and invite the addresses."""
        return announce_event(self.subject, written["emails"], actor=self.actor)


class EventInvite(OfForm):
    """Invite more addresses."""

    rule = may_change
    title = _("Invite by e-mail")
    lead = _("An address that was invited before is sent nothing again.")
    button = _("Send the invitations")
    success = _("The invitations are on their way.")
    form_class = InviteForm

    def run(self, written: dict[str, Any]) -> Event:
        """Invite the addresses."""
        return invite_more(self.subject, written["emails"], actor=self.actor)


class EventCancel(OfForm):
    """Cancel an event."""

    rule = may_change
    title = _("Cancel the meeting")
    lead = _("Those who are registered get a letter, and their calendars say so. It cannot be undone.")
    button = _("Cancel it")
    success = _("It is cancelled, and those who were registered are told.")
    form_class = CancelForm
    danger = True

    def run(self, written: dict[str, Any]) -> Event:
        """Cancel it."""
        return cancel_event(self.subject, written["reason"], actor=self.actor)


class EventPeople(OfEvent):
    """The people who come: a list to check in by and badges, on paper; as a file, too."""

    rule = organises
    title = _("Who comes")
    template_name = "meetings/pages/people.html"
    header = ("organisation", "group", "name", "role", "how", "know")

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show the list, or hand it out as a file."""
        people = list(attendees_of(self.subject))
        if request.GET.get("format") == "csv":
            rows = (
                (one.team.name, str(one.team.get_side_display()), one.name, one.role, str(how(one)), one.know)
                for one in people
            )
            return csv_file_response(f"deltakere-{self.subject.pk}", self.header, rows)
        coming = [one for one in people if one.seated or one.way == "digital"]
        return self.answer(
            people=people,
            coming=[one for one in coming if one.seated],
            numbers=numbers_of(self.subject),
            when=when_and_where(self.subject),
            told=[one for one in coming if one.know],
        )
