"""The calendar of a cohort, how it is subscribed to, and its year."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from loftet.core.calendar import calendar_response
from loftet.core.export import csv_file_response
from loftet.core.pages import ButtonPage, CreatePage, EditPage, FormPage, Page
from loftet.core.verdicts import anybody
from loftet.programme.calendar.actions import cancel_day, move_day, set_day
from loftet.programme.calendar.forms import DayForm
from loftet.programme.calendar.queries import calendar_page, feed, year_ahead
from loftet.programme.finding import OfCohort
from loftet.programme.models import CalendarEntry
from loftet.programme.rules import may_change_day, may_run, works_in

OF_ENTRY = {"pk": "entry", "cohort__slug": "slug"}


class CalendarPage(OfCohort, Page):
    """The days of a cohort."""

    rule = anybody
    template_name = "programme/pages/calendar.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the days, and where they are subscribed to."""
        cohort, actor = self.subject, self.actor
        return super().get_context(
            page=calendar_page(cohort, actor.today),
            may_run=bool(may_run(actor, cohort)),
            works_here=works_in(actor.permissions, cohort),
            feed=self.request.build_absolute_uri(reverse("calendar_ics", args=[cohort.slug])),
        )


class CalendarFeed(OfCohort, Page):
    """The days of a cohort, for calendars that subscribe to them."""

    rule = anybody

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the feed."""
        cohort = self.subject
        page = request.build_absolute_uri(reverse("cohort_calendar", args=[cohort.slug]))
        return calendar_response(cohort.slug, feed(cohort, page, self.actor.today), subscribed=True)


class CalendarFile(OfCohort, Page):
    """The days of a cohort as a file."""

    rule = anybody

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file."""
        page = calendar_page(self.subject, self.actor.today)
        rows = (
            (one.day, one.begins or "", one.ends or "", one.kind, one.title, one.where, int(one.cancelled))
            for one in (*reversed(page.behind), *page.ahead)
        )
        header = ("day", "begins", "ends", "kind", "title", "where", "cancelled")
        return csv_file_response(f"kalender-{self.subject.slug}", header, rows)


class YearPage(OfCohort, Page):
    """The year of a cohort, what is next first."""

    rule = anybody
    template_name = "programme/pages/year.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the year."""
        months = year_ahead(self.subject, self.actor.today)
        return super().get_context(months=months, next=months[0][1][0] if months else None, **more)


class DayFormPage(FormPage):
    """A form of a day, for those who run the cohort."""

    rule = may_run
    template_name = "programme/pages/day.html"
    form_class = DayForm
    button = _("Keep it, and tell them")
    lead = _("Everybody who has a role in a municipality that takes part is told.")


class DaySet(OfCohort, DayFormPage, CreatePage):
    """The form that sets a day."""

    title = _("Set a day")
    action = set_day
    success = _("The day is in the calendar, and those who take part are told.")
    back_url = ("cohort_calendar", "slug")


class DayMove(DayFormPage, EditPage):
    """The form that changes a day."""

    send_rule = may_change_day
    model = CalendarEntry
    lookup = OF_ENTRY
    context_names = {"cohort": "subject.cohort"}
    title = _("Move or change a day")
    action = move_day
    success = _("The day is changed, and those who take part are told.")


class DayCancel(ButtonPage):
    """The button that cancels a day."""

    rule = may_run
    model = CalendarEntry
    lookup = OF_ENTRY
    action = cancel_day
    success = _("The day is cancelled, and those who take part are told.")
    overtaken = _("Somebody else has changed the day meanwhile. It was not cancelled.")
