"""The year of a cohort: its gatherings, proposed, planned and moved in one form."""

from functools import cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.pages import FormPage
from loftet.meetings.actions.year import Gathering, plan_year
from loftet.meetings.models import Event
from loftet.meetings.year import GATHERINGS, gatherings_of, proposed_days
from loftet.meetings.year_forms import YearForm
from loftet.people.actor import Actor
from loftet.programme.finding import OfCohort
from loftet.programme.models import Cohort
from loftet.programme.rules import may_run


class YearPlan(OfCohort, FormPage):
    """Plan or move the gatherings of a year."""

    rule = may_run
    actor: Actor
    title = gettext_lazy("The gatherings of the year")
    lead = gettext_lazy(
        "The days lie between the meetings of councils and committees, and outside of holidays. New ones are "
        "drafts: announce each when its time comes."
    )
    template_name = "meetings/pages/year.html"
    button = gettext_lazy("Keep the year")
    success = gettext_lazy("The year is kept.")
    form_class = YearForm
    success_url = ("events",)
    back_url = ("cohort_calendar", "slug")

    @cached_property
    def rows(self) -> list[tuple[Event | None, dict[str, Any]]]:
        """Return the gatherings ahead, and proposals up to four."""
        cohort: Cohort = self.subject
        found = gatherings_of(cohort, self.actor.today)
        rows: list[tuple[Event | None, dict[str, Any]]] = [
            (one, {"day": one.day, "title": one.title, "where": one.where}) for one in found
        ]
        if not rows:
            days = proposed_days(cohort, self.actor.today)
            words = (_("Gathering %(number)d") % {"number": number} for number in range(1, GATHERINGS + 1))
            rows = [
                (None, {"day": day, "title": word, "where": ""})
                for day, word in zip(days, words, strict=True)
            ]
        return rows

    def get_form_options(self) -> dict[str, Any]:
        """Return the gatherings as they were read."""
        return {"rows": self.rows}

    def save(self, form: YearForm) -> list[Event]:
        """Save all of them."""
        gatherings = [
            Gathering(event, one["title"], one["day"], one["where"]) for event, one in form.gatherings
        ]
        return plan_year(self.subject, gatherings, actor=self.actor)

    def newest(self, form: Any) -> str:
        """Return the versions that are stored now."""
        self.__dict__.pop("rows", None)
        return YearForm.as_read([event for event, _values in self.rows])
