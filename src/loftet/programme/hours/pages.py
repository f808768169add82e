"""The pages of hours: one number a half-year, added up for a cohort."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from loftet.core.export import csv_file_response
from loftet.core.pages import FormPage, Page
from loftet.programme.finding import OfCohort, OfParticipation
from loftet.programme.hours.actions import write_hours
from loftet.programme.hours.forms import HoursForm, version_of
from loftet.programme.hours.queries import cohort_hours, half_years, hours_of
from loftet.programme.models import HalfYearHours
from loftet.programme.rules import may_run, may_see_participation, may_write_hours


class CohortHours(OfCohort, Page):
    """The hours of a cohort, for those who run it."""

    rule = may_run
    template_name = "programme/pages/cohort_hours.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the hours of each municipality."""
        page = cohort_hours(self.subject, self.actor.today)
        return super().get_context(page=page, **more)


class CohortHoursFile(CohortHours):
    """The hours of a cohort as a file: a row for each municipality and half-year."""

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file."""
        page = self.get_context()["page"]
        rows = [(one.name, half.year, half.half, hours) for one in page.rows for half, hours in one.by_half]
        header = ("municipality", "year", "half", "hours")
        return csv_file_response(f"timer-{self.subject.slug}", header, rows)


class HoursPage(OfParticipation, FormPage):
    """The hours of a municipality, and the form that writes those of a half-year."""

    rule = may_see_participation
    send_rule = may_write_hours
    template_name = "programme/pages/hours.html"
    form_class = HoursForm
    success = _("The hours are kept.")
    success_url = ("hours", "cohort.slug", "organisation.slug")

    def get_form_options(self) -> dict[str, Any]:
        """Return the half-years, the newest first."""
        halves = half_years(self.subject.cohort, self.actor.today)
        written = hours_of(self.subject)
        return {"halves": halves, "written": written, "initial": {"half": halves[0].key}}

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the hours of each half-year beside the form."""
        found, written = self.subject, hours_of(self.subject)
        rows = [(one, written.get(one)) for one in half_years(found.cohort, self.actor.today)]
        return super().get_context(rows=rows, may_write=bool(self.may_send), **more)

    def save(self, form: HoursForm) -> HalfYearHours:
        """Write the hours."""
        half, hours = form.halves[form.cleaned_data["half"]], form.cleaned_data["hours"]
        return write_hours(self.subject, half, hours, form.seen(half), actor=self.actor)

    def newest(self, form: HoursForm) -> str:
        """Return all that is written now, with the number of the half-year in the form."""
        half, written = form.halves[form.cleaned_data["half"]], hours_of(self.subject)
        form.show_conflict(half, written.get(half))
        return version_of(written)


class HoursFile(OfParticipation, Page):
    """The hours of a municipality as a file."""

    rule = may_see_participation

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file."""
        rows = [(one.year, one.half, one.hours) for one in self.subject.hours.order_by("year", "half")]
        name = f"timer-{self.kwargs['slug']}-{self.kwargs['organisation']}"
        return csv_file_response(name, ("year", "half", "hours"), rows)
