"""Registering a team, and changing it by the link of its letter, without signing in."""

from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from loftet.core.calendar import calendar_response
from loftet.core.pages import FormPage
from loftet.core.saving import denial_as_form_error
from loftet.core.verdicts import Denied, anybody
from loftet.meetings.actions.teams import change_team, count_registration, register_team
from loftet.meetings.forms import RegisterForm, TeamForm
from loftet.meetings.models import Attendee, Event, Team
from loftet.meetings.pages.event import OfEvent
from loftet.meetings.pages.of_team import OfTeam
from loftet.meetings.queries import calendar_of_team, numbers_of
from loftet.meetings.rules import may_add, may_change_team, may_register, organises
from loftet.meetings.seats import free_places
from loftet.meetings.sentences import standing, when_and_where
from loftet.meetings.signed import team_word
from loftet.people.access import client_hash_of
from loftet.people.models import Organisation


class Register(OfEvent, FormPage):
    """Register a team in one form."""

    rule = may_register
    title = _("Register a team")
    template_name = "meetings/pages/register.html"
    button = _("Register the team")
    form_class = RegisterForm
    success = ""

    @cached_property
    def organises(self) -> bool:
        """Check whether the actor acts for the organiser."""
        return bool(organises(self.actor, self.subject))

    def get_form_options(self) -> dict[str, Any]:
        """Return for whom the actor can register, and where letters go."""
        keys = self.actor.permissions.held_in()
        taken = self.subject.teams.filter(organisation__in=keys).values("organisation")
        own = list(Organisation.objects.filter(pk__in=keys).exclude(pk__in=taken).order_by("name"))
        email = "" if self.organises or self.actor.user is None else self.actor.user.email
        return {
            "event": self.subject,
            "own": own,
            "organises": self.organises,
            "initial": {"email": email},
        }

    def save(self, form: Any) -> Team:
        """Register the team."""
        organisation = form.cleaned_data.get("organisation")
        with denial_as_form_error():
            if organisation is None and not self.organises:
                now = self.actor.now
                count_registration(client_hash_of(self.request), form.cleaned_data["email"], now)
            return register_team(self.subject, organisation, form.written, form.team, actor=self.actor)

    def get_success_url(self) -> str:
        """Return the page of the team, which says who has a place."""
        return reverse("team", args=[team_word(self.saved.pk)])

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form, and how many places are left: the waiting list is told of before sending."""
        event: Event = self.subject
        return super().get_context(
            when=when_and_where(event), left=free_places(event).seats, numbers=numbers_of(event), **more
        )


class TeamPage(OfTeam, FormPage):
    """A team: who has a place; changed without signing in, until the day has passed."""

    rule = anybody
    send_rule = may_change_team
    title = _("Your registration")
    template_name = "meetings/pages/team.html"
    button = _("Keep the change")
    success = _("The registration is changed.")
    form_class = TeamForm
    success_url = ("team", "word")

    def get_form_options(self) -> dict[str, Any]:
        """Return the team."""
        return {"team": self.subject, "adds": bool(may_add(self.actor, self.subject.event))}

    def save(self, form: Any) -> Team:
        """Change the team as it was read."""
        self.subject.version = form.cleaned_data["version"]
        with denial_as_form_error():
            return change_team(self.subject, form.team, actor=self.actor)

    def get_back_url(self) -> str:
        """Return the page of the meeting."""
        return str(self.subject.get_absolute_url())

    def newest(self, form: Any) -> int:
        """Return the version that is stored now; the people are read again."""
        self.subject = self.get_subject()
        return int(self.subject.version)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the people as they are, and the way to change them."""
        event, people = self.subject.event, list(self.subject.attendees.all())
        denied = may_change_team(self.actor, self.subject)
        return super().get_context(**more) | {
            "event": event,
            "when": when_and_where(event),
            "standing": _standing(self.subject, people),
            "people": people,
            "denied": denied.reason if isinstance(denied, Denied) else "",
            "word": self.kwargs["word"],
        }


def _standing(team: Team, people: list[Attendee]) -> str:
    if not any(one.way != "away" for one in people):
        return str(_("None of you comes."))
    return standing(team.event, [team])


class TeamCalendar(OfTeam):
    """The meeting of a team as a calendar, with the digital address and what belongs to it."""

    rule = anybody

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the feed."""
        return calendar_response("mote", calendar_of_team(self.subject), subscribed=True)
