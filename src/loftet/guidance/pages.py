"""The pages of guidance: times to book and who is stuck, the thread of a municipality, and its steps."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from loftet.core.calendar import calendar_response
from loftet.core.pages import FormPage, Page, PostPage, SignedWordPage, VersionPage
from loftet.core.verdicts import Denied, NotAllowed, anybody
from loftet.guidance.actions import agree_on_step, book_time, offer_times, take_step
from loftet.guidance.forms import BookForm, StepForm, TimesForm
from loftet.guidance.models import FreeTime, Step
from loftet.guidance.queries import Standing, free_times, standings, talks_with, thread_of
from loftet.guidance.rules import books_for, may_agree, may_book, may_finish, may_read, may_see
from loftet.guidance.signed import adviser_word, read_adviser_word
from loftet.meetings.models import Event
from loftet.meetings.queries import calendar_of
from loftet.people.actor import Actor
from loftet.people.models import User
from loftet.programme.finding import OfCohort, OfParticipation
from loftet.programme.rules import may_run

NO_CALENDAR = Denied(_("This address opens no calendar. Take the newest one from the page of guidance."))


class GuidancePage(OfCohort, Page):
    """The free times of a cohort; for those who run it, where each municipality stands."""

    rule = may_see
    actor: Actor
    template_name = "guidance/pages/guidance.html"

    @cached_property
    def runs(self) -> bool:
        """Check whether the reader runs the cohort."""
        return bool(may_run(self.actor, self.subject))

    @cached_property
    def lines(self) -> list[Standing]:
        """Return where each municipality stands, for those who run the cohort."""
        return standings(self.subject, self.actor.today) if self.runs else []

    def get_title(self) -> str:
        """Return how many times are free, or how many municipalities are stuck."""
        if self.runs:
            stuck = sum(bool(one.why) for one in self.lines)
            return ngettext(
                "%(number)d municipality is stuck", "%(number)d municipalities are stuck", stuck
            ) % {"number": stuck}
        return gettext("Book a talk with the adviser")

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the times and the municipalities."""
        own = books_for(self.actor, self.subject)
        return super().get_context(**more) | {
            "cohort": self.subject,
            "runs": self.runs,
            "lines": self.lines,
            "times": list(free_times(self.subject, self.actor.today)[:40]),
            "own": own,
            "adviser": adviser_word(self.actor.person.pk) if self.runs else "",
        }


class AdviserCalendar(SignedWordPage):
    """The talks with an adviser as a calendar to subscribe to, with the digital address of each."""

    rule = anybody

    def get_subject(self) -> User:
        """Return the adviser.

        Raises:
            NotAllowed: when the word was not made here, or the adviser is no longer here.
        """
        key = read_adviser_word(self.kwargs["adviser"])
        found = User.objects.filter(pk=key or 0, is_active=True).first()
        if found is None:
            raise NotAllowed(NO_CALENDAR)
        return found

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the feed."""
        file = calendar_of(gettext("Talks"), talks_with(self.subject, self.actor.today), links=True)
        return calendar_response("samtaler", file, subscribed=True)


class OfferTimes(OfCohort, FormPage):
    """Offer times."""

    rule = may_run
    actor: Actor
    title = _("Offer times for talks")
    lead = _("There is a quarter of an hour between them. The municipalities of the cohort book them.")
    button = _("Offer the times")
    success = _("The times can be booked.")
    template_name = "guidance/pages/form.html"
    form_class = TimesForm
    back_url = ("guidance", "slug")

    def save(self, form: Any) -> FreeTime:
        """Offer them."""
        return offer_times(self.subject, **form.cleaned_data, actor=self.actor)


class BookTime(VersionPage):
    """The form by which a time is booked."""

    rule = may_book
    title = _("Book the talk")
    button = _("Book it")
    success = _("It is booked. You get a letter with the time.")
    template_name = "guidance/pages/form.html"
    form_class = BookForm

    def get_subject(self) -> FreeTime:
        """Return the time, or answer 404; a stranger is asked to sign in first."""
        self.demand_user()
        rows = FreeTime.objects.select_related(*FreeTime.lock_with, "adviser")
        found: FreeTime = get_object_or_404(rows, pk=self.kwargs["time"], cohort__slug=self.kwargs["slug"])
        return found

    def get_form_options(self) -> dict[str, Any]:
        """Return for which municipalities the actor books."""
        return {**super().get_form_options(), "own": books_for(self.actor, self.subject.cohort)}

    def run(self, written: dict[str, Any]) -> FreeTime:
        """Create the meeting."""
        own = {one.pk: one for one in books_for(self.actor, self.subject.cohort)}
        return book_time(self.subject, own[written["participation"]], actor=self.actor)


class Thread(OfParticipation, Page):
    """The talks with a municipality, and its steps."""

    rule = may_read
    actor: Actor
    template_name = "guidance/pages/thread.html"

    @cached_property
    def found(self) -> tuple[list[Event], list[Step]]:
        """Return the talks and the steps."""
        return thread_of(self.subject)

    def get_title(self) -> str:
        """Return the next step, or that there is none."""
        step = next((one for one in reversed(self.found[1]) if one.done is None), None)
        if step is None:
            return gettext("No next step is agreed on")
        return gettext("Next step: %(what)s") % {"what": step.what}

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the thread."""
        talks, steps = self.found
        return super().get_context(**more) | {
            "cohort": self.subject.cohort,
            "talks": talks,
            "steps": steps,
            "may_agree": bool(may_agree(self.actor, self.subject)),
        }


class StepCreate(OfParticipation, FormPage):
    """Agree on a next step."""

    rule = may_agree
    actor: Actor
    title = _("Agree on the next step")
    template_name = "guidance/pages/form.html"
    success = _("The step is kept.")
    form_class = StepForm
    back_url = ("guidance_thread", "slug", "organisation")

    def save(self, form: Any) -> Step:
        """Create it."""
        return agree_on_step(self.subject, form.cleaned_data, actor=self.actor)


class StepTaken(PostPage):
    """The button by which a step is taken."""

    rule = may_finish

    def get_subject(self) -> Step:
        """Return the step, or answer 404."""
        self.demand_user()
        return get_object_or_404(Step.objects.select_related(*Step.lock_with), pk=self.kwargs["step"])

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Mark it as taken, and go back to the thread."""
        step = take_step(self.subject, actor=self.actor)
        messages.success(request, str(_("It is done.")))
        return redirect(step.get_absolute_url())
