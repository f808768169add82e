"""Planning an event: what it is, how many can come, the agenda; and the year of a cohort."""

from datetime import timedelta
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from loftet.core.pages import CreatePage, EditPage
from loftet.core.registry import add_parameters
from loftet.meetings.actions.events import change_event, plan_event
from loftet.meetings.agenda import ready_agenda
from loftet.meetings.forms import EventForm, PlacesForm, ProgrammeForm
from loftet.meetings.kinds import kinds
from loftet.meetings.models import Event
from loftet.meetings.pages.event import OfEvent
from loftet.meetings.queries import run_by
from loftet.meetings.rules import may_change, may_plan
from loftet.meetings.subjects import offered
from loftet.people.pages.base import OfOrganisationMixin
from loftet.programme.catalogue import said

ABOUT = "om"  # in the address: what it is about, such as «need-12»
add_parameters((ABOUT,))


class EventCreate(OfOrganisationMixin, CreatePage):
    """Plan an event; what its kind has ready is filled in."""

    rule = may_plan
    title = _("Plan a meeting")
    lead = _("Nobody is told before you announce it.")
    template_name = "meetings/pages/plan.html"
    button = _("Go on")
    success = _("The draft is kept. Times, agenda and days are filled in: change what does not fit.")
    form_class = EventForm
    action = plan_event
    back_url = ("events",)

    @cached_property
    def can_be_about(self) -> list[tuple[str, str]]:
        """Return what it can be about, what the address asks for first."""
        asked = self.request.GET.get(ABOUT, "")
        return sorted(offered(self.subject, self.actor), key=lambda one: one[0] != asked)

    def get_form_options(self) -> dict[str, Any]:
        """Return what the form offers, and what the address asks for."""
        cohorts = run_by(self.actor, self.subject)
        asked = self.request.GET.get(ABOUT, "")
        known = [key for key, _name in self.can_be_about if key == asked]
        kind = "dialogue_conference" if known or not cohorts else next(iter(kinds()))
        initial = {"subjects": known, "kind": kind, "cohort": cohorts[0] if len(cohorts) == 1 else None}
        return {"offered": self.can_be_about, "cohorts": cohorts, "initial": initial}

    def save(self, form: Any) -> Event:
        """Create the draft, with what its kind has ready."""
        written = dict(form.changes)
        kind = kinds()[written["kind"]]
        written |= {"begins": kind.begins, "ends": kind.ends, "agenda": ready_agenda(kind)}
        written |= {"about": said(kind.about), "closes": written["day"] - timedelta(kind.closes_days)}
        if kind.audience != "cohort":
            written["cohort"] = None
        return plan_event(self.subject, written, actor=self.actor)


class OfEdit(OfEvent, EditPage):
    """A form that changes an event."""

    rule = may_change
    success = _("It is kept.")
    action = change_event

    def get_lead(self) -> Any:
        """Return who is told of a change."""
        if self.subject.is_public:
            return _("Those who are registered are told if day, time, place or address changes.")
        return ""


class EventEdit(OfEdit):
    """Change what an event is, and when."""

    title = _("What, when and where")
    template_name = "meetings/pages/plan.html"
    form_class = EventForm

    def get_form_options(self) -> dict[str, Any]:
        """Return the event, and what the form offers."""
        event = self.subject
        cohorts = run_by(self.actor, event.organisation)
        return super().get_form_options() | {
            "offered": offered(event.organisation, self.actor, event),
            "cohorts": cohorts,
        }


class EventPlaces(OfEdit):
    """Change how many can come, and until when they register."""

    title = _("Places and registration")
    form_class = PlacesForm


class EventProgramme(OfEdit):
    """Change the times and the agenda."""

    title = _("Times and agenda")
    form_class = ProgrammeForm
