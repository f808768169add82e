"""The pages of hours: written in half a minute, planned for a year, added up for a cohort."""

from contextlib import suppress
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from loftet.core.actions import Gone
from loftet.core.export import csv_file_response
from loftet.core.pages import FormPage, Page
from loftet.people.models import RoleKind
from loftet.programme.hours.actions import Spent, plan_hours, remove_hours, write_hours
from loftet.programme.hours.forms import HoursForm, PlanForm
from loftet.programme.hours.queries import cohort_hours, hours_page, roles_to_write, years_of
from loftet.programme.hours.rules import may_add_up, may_see, may_write
from loftet.programme.models import HoursPlanned, HoursSpent, Participation
from loftet.programme.views.finding import OfCohort, find_participation

YEAR = "aar"


def wanted_year(request: HttpRequest, years: tuple[int, ...], today_year: int) -> int:
    """Return the year that an address asks for, or this one.

    Raises:
        Http404: when the cohort has no such year.
    """
    asked = request.GET.get(YEAR, "") or str(today_year)
    if asked not in map(str, years):
        raise Http404(_("The cohort has no hours in that year."))
    return int(asked)


def comma(hours: Decimal) -> str:
    """Return hours with a decimal comma."""
    return f"{hours:f}".replace(".", ",")


class CohortHours(OfCohort, Page):
    """What is planned and spent in a cohort, for those who run it."""

    rule = may_add_up
    template_name = "programme/pages/cohort_hours.html"
    http_method_names = ["get", "head", "options"]

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the sums of the year asked for."""
        today = self.actor.today
        year = wanted_year(self.request, years_of(self.subject, today), today.year)
        page = cohort_hours(self.subject, year, today)
        return super().get_context(**more) | {"cohort": self.subject, "page": page}

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show the sums."""
        return self.answer()


class CohortHoursFile(CohortHours):
    """The sums of a cohort as a file."""

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file."""
        page = self.get_context()["page"]
        rows = [(one.name, page.year, one.planned, one.spent) for one in page.rows]
        name = f"timer-{self.subject.slug}-{page.year}"
        return csv_file_response(name, ("municipality", "year", "planned", "spent"), rows)


class OfMunicipality:
    """A page about the hours of a municipality in a cohort."""

    subject: Participation
    kwargs: dict[str, Any]

    def get_subject(self) -> Participation:
        """Return the participation that the address names."""
        return find_participation(self.kwargs["slug"], self.kwargs["organisation"])


class HoursFormPage(OfMunicipality, FormPage):
    """The page of hours with its two forms, of which one is sent."""

    rule = may_see
    send_rule = may_write
    template_name = "programme/pages/hours.html"
    success = ""

    def get_hours_options(self) -> dict[str, Any]:
        """Return today and the reader's own role, where they are not filled in."""
        roles = roles_to_write(self.actor.permissions, self.subject)
        return {"initial": {"day": self.actor.today, "role": roles[0].value}, "roles": roles}

    def get_success_url(self) -> str:
        """Return the address of the page, without what was asked of it."""
        return reverse("hours", args=[self.subject.cohort.slug, self.subject.organisation.slug])

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the hours of the year asked for beside the form."""
        found, today = self.subject, self.actor.today
        year = wanted_year(self.request, years_of(found.cohort, today), today.year)
        roles = roles_to_write(self.actor.permissions, found)
        return (
            super().get_context()
            | {
                "participation": found,
                "cohort": found.cohort,
                "organisation": found.organisation,
                "page": hours_page(found, year, today),
                "may_write": bool(self.may_send),
                "plan": PlanForm(initial={"role": roles[0].value, "version": 0}),
                "planned": False,
            }
            | more
        )


class HoursPage(HoursFormPage):
    """The hours of a municipality, and the form that writes more."""

    form_class = HoursForm

    def get_form_options(self) -> dict[str, Any]:
        """Return what the form is made with."""
        return self.get_hours_options()

    def save(self, form: HoursForm) -> HoursSpent:
        """Write the hours."""
        given = form.cleaned_data
        spent = Spent(RoleKind(given["role"]), given["day"], given["hours"], given["note"])
        row = write_hours(self.subject, spent, actor=self.actor)
        said = {"hours": comma(spent.hours), "role": spent.role.label}
        messages.success(self.request, _("%(hours)s hours are kept, as %(role)s.") % said)
        return row


class PlanPage(HoursFormPage):
    """The form that plans the hours of a role in a year; its answer is the page of hours."""

    rule = may_write
    form_class = PlanForm
    http_method_names = ["post", "options"]

    def get_form_options(self) -> dict[str, Any]:
        """Return ids of their own: the page asks for hours twice."""
        return {"auto_id": "plan_%s"}

    def save(self, form: PlanForm) -> HoursPlanned:
        """Plan the hours."""
        year, given = self.kwargs["year"], form.cleaned_data
        if year not in years_of(self.subject.cohort, self.actor.today):
            raise Http404(_("The cohort has no hours in that year."))
        role = RoleKind(given["role"])
        row = plan_hours(self.subject, role, year, given["hours"], given["version"], actor=self.actor)
        messages.success(self.request, _("The plan is kept."))
        return row

    def newest(self, form: PlanForm) -> int:
        """Return the version of what is planned now, and say how much that is."""
        role, year = RoleKind(form.cleaned_data["role"]), self.kwargs["year"]
        now = self.subject.hours_planned.filter(role=role, year=year).first()
        if now is None:
            return 0
        said = {"role": role.label, "hours": comma(now.hours), "year": year}
        form.add_error(None, _("%(role)s, %(year)s: %(hours)s hours are planned now.") % said)
        return now.version

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the page of hours with the plan open."""
        hours = HoursForm(**self.get_hours_options())
        return super().get_context(**more | {"form": hours, "plan": more["form"], "planned": True})


class RemovePage(OfMunicipality, Page):
    """The button that removes hours that were written by mistake."""

    rule = may_write
    http_method_names = ["post", "options"]

    def post(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Remove them, and go back to the page of hours."""
        rows = HoursSpent.objects.select_related("participation__organisation", "participation__matter")
        row = get_object_or_404(rows, pk=self.kwargs["hours"], participation=self.subject)
        with suppress(Gone):  # somebody else was first, and that is what was wanted
            remove_hours(row, actor=self.actor)
        messages.success(request, _("The hours are removed. The log keeps that they stood there."))
        return redirect("hours", self.subject.cohort.slug, self.subject.organisation.slug)


class HoursFile(OfMunicipality, Page):
    """Every hour of a municipality as a file: by role and day, without names."""

    rule = may_see
    http_method_names = ["get", "head", "options"]

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file."""
        spent = self.subject.hours_spent.order_by("day", "pk")
        rows = [(one.day, one.role, one.hours, one.note) for one in spent]
        name = f"timer-{self.kwargs['slug']}-{self.kwargs['organisation']}"
        return csv_file_response(name, ("day", "role", "hours", "note"), rows)
