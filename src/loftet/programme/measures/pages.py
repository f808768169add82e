"""Pages of what the programme measures of itself in a cohort."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from loftet.core.export import csv_file_response
from loftet.core.forms import RecordForm
from loftet.core.pages import FormPage, OnlyRowPage, Page, found_or_404
from loftet.core.verdicts import anybody
from loftet.core.words import Words
from loftet.programme.catalogue import said
from loftet.programme.finding import OfCohort
from loftet.programme.measures.actions import add_reading, set_baseline
from loftet.programme.measures.catalogue import Counted, Measure, measure_of
from loftet.programme.measures.forms import BaselineForm, ReadingForm
from loftet.programme.measures.queries import MeasureLine, MeasuresPage, measures_page
from loftet.programme.models import Baseline, Reading
from loftet.programme.rules import may_run
from loftet.programme.templatetags.programme import amount

HEADER = (
    *("measure", "name", "unit", "counted"),
    *("baseline", "baseline_day", "baseline_source", "aim", "aim_by"),
    *("now", "now_day", "now_source", "recorded_by"),
)


class CohortMeasures(OfCohort, Page):
    """The page of where a cohort began, where it is, and its aims."""

    rule = anybody
    template_name = "programme/pages/measures.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the measures."""
        cohort, today = self.subject, self.actor.today
        page = measures_page(cohort, today)
        return super().get_context(
            page=page,
            answer=answer_of(page),
            names={one.measure.key: said(one.measure.name) for one in page.lines},
            may_run=bool(may_run(self.actor, cohort)),
            has_begun=cohort.begins <= today,
        )


def answer_of(page: MeasuresPage) -> str:
    """Return in words how many take part, the hours spent, and how many aims are reached."""
    now = {one.measure.key: one.now.number for one in page.lines if one.is_counted and one.now}
    members = int(now.get("participation", 0))
    said_ = {"count": members, "hours": amount(now.get("hours", Decimal(0)))}
    taken = ngettext(
        "%(count)d municipality takes part, and %(hours)s hours are spent.",
        "%(count)d municipalities take part, and %(hours)s hours are spent.",
        members,
    )
    return f"{taken % said_} {aims_of(page)}"


def aims_of(page: MeasuresPage) -> str:
    """Return in words how many of the aims are reached that have a value to be held against."""
    aims = len(page.with_aim)
    every = {"reached": page.reached, "every": aims}
    if not aims:
        return _("No aim has been set that can be held against a value.")
    if page.reached:
        return (
            _("%(reached)d of the %(every)d aims that have a value to be held against are reached.") % every
        )
    none = ngettext(
        "The aim is not reached yet.",
        "None of the %(every)d aims is reached yet.",
        aims,
    )
    return none % every


class MeasuresFile(OfCohort, Page):
    """The measures of a cohort as a file; what is not known is an empty cell."""

    rule = anybody

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file."""
        lines = measures_page(self.subject, self.actor.today).lines
        rows = ((*_cells(one), self.subject.lead.name) for one in lines)
        return csv_file_response(f"maling-{self.subject.slug}", HEADER, rows)


def _cells(one: MeasureLine) -> tuple[object, ...]:
    began, now, measure = one.baseline, one.now, one.measure
    stated = (began.value, began.day, began.source, began.aim, began.aim_by) if began else (None,) * 5
    told = (now.number, now.day, now.source) if now else (None,) * 3
    return (measure.key, said(measure.name), said(measure.unit), measure.counted.value, *stated, *told)


class MeasureFormPage(OfCohort, FormPage):
    """A form about one measure of a cohort, for those who run it."""

    rule = may_run
    template_name = "programme/pages/measure_form.html"
    button = gettext_lazy("Keep it")
    success_url = back_url = ("cohort_measures", "slug")

    @cached_property
    def measure(self) -> Measure:
        """Return the measure that the address names, or answer 404."""
        return found_or_404(measure_of(self.kwargs["measure"]), _("There is no such measure."))

    def get_lead(self) -> Words:
        """Return what it is counted in, and who reads it."""
        unit = _("Counted in %(unit)s.") % {"unit": said(self.measure.unit)}
        readers = _("Everybody can read it, with its day and its source.")
        return f"{unit} {readers}"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form, below the cohort."""
        return super().get_context(name=said(self.measure.name), **more)


class BaselineEdit(MeasureFormPage, OnlyRowPage):
    """The form that sets where a cohort began, and its aim."""

    form_class = BaselineForm
    success = gettext_lazy("Where the cohort began is kept.")

    def get_title(self) -> Words:
        """Return the heading."""
        return _("%(name)s: where it began") % {"name": said(self.measure.name)}

    def get_row(self) -> Baseline:
        """Return the baseline, or an empty one of the cohort's first day."""
        row = self.subject.baselines.filter(measure=self.measure.key).first()
        return row or Baseline(day=self.subject.begins, version=0)

    def save(self, form: RecordForm[Any]) -> Baseline:
        """Set the baseline."""
        version = form.cleaned_data["version"] or 0
        return set_baseline(self.subject, self.measure.key, form.changes, version, actor=self.actor)


class ReadingCreate(MeasureFormPage):
    """The form that adds a value that cannot be counted here."""

    form_class = ReadingForm
    success = gettext_lazy("The value is kept.")

    def get_title(self) -> Words:
        """Return the heading."""
        return _("%(name)s: tell a value") % {"name": said(self.measure.name)}

    def get_form_options(self) -> dict[str, Any]:
        """Return today where no day is filled in; answer 404 for what is counted here."""
        if self.measure.counted is not Counted.TOLD:
            raise Http404(_("This is counted here, and is not told."))
        return {"initial": {"day": self.actor.today}}

    def save(self, form: ReadingForm) -> Reading:
        """Add the reading."""
        return add_reading(self.subject, self.measure.key, form.cleaned_data, actor=self.actor)
