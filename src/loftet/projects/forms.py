"""The forms of a project: what it is, its plan, its start and end, and its status."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import AREA, begin_at, day_field, link_field, number_field
from loftet.core.forms import Folded, LongSelect, RecordForm
from loftet.funding.schemes import schemes
from loftet.people.models import Organisation
from loftet.projects.models import (
    Application,
    Benefit,
    ExpectedEffect,
    Milestone,
    Money,
    OwnPoint,
    Partner,
    Project,
    Signal,
    StatusReport,
)

MORE_KNOWN = _("When more is known")


class ProjectForm(RecordForm[Project]):
    """The one screen of a project: enough for a change activity that costs nothing."""

    starts_on = day_field(_("Begins"))
    ends_on = day_field(_("Ends"), required=False)

    class Meta:
        model = Project
        fields: tuple[str, ...] = ("title", "kind", "text", "starts_on", "ends_on")
        widgets: dict[str, Any] = {"text": AREA}
        labels = {
            "title": _("The project in a few words"),
            "kind": _("Kind of project"),
            "text": _("What is done?"),
        }
        help_texts = {
            "title": _("Such as «no half-empty halls that are heated»."),
            "kind": _("A new routine or a campaign is a change activity: this screen is all it takes."),
            "text": _("Two or three sentences."),
        }
        error_messages = {"title": {"required": _("Write the project in a few words.")}}


class MoreForm(ProjectForm):
    """All that is said of a project, when it is changed."""

    papers = link_field(_("Address of documents"))

    class Meta(ProjectForm.Meta):
        fields = (*ProjectForm.Meta.fields, "sponsor", "manager", "rights", "decision", "papers", "builds_on")
        widgets = {**ProjectForm.Meta.widgets, "decision": LongSelect, "builds_on": LongSelect}
        labels = {
            **ProjectForm.Meta.labels,
            "sponsor": _("Project owner"),
            "manager": _("Project leader"),
            "rights": _("Agreement, and who may use the results"),
            "decision": _("Decided in"),
            "builds_on": _("Builds on the project"),
        }
        help_texts = {
            **ProjectForm.Meta.help_texts,
            "sponsor": _("The function that decides on going on or stopping."),
            "manager": _("A function that others can ask for."),
            "rights": _("Such as: all partners use the results freely, and so do other municipalities."),
        }

    def __init__(self, *args: Any, readable: Any = None, decisions: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, rows in (("builds_on", readable), ("decision", decisions)):
            field: Any = self.fields[name]
            field.queryset = field.queryset.none() if rows is None else rows
            kept = getattr(self.instance, f"{name}_id")
            if kept is not None and not field.queryset.filter(pk=kept).exists():
                del self.fields[name]  # not open to who writes: it stays as it is


class PartnerForm(RecordForm[Partner]):
    """A partner: chosen from those who are here, or named."""

    share = number_field(_("Share of the cost, %"))

    class Meta:
        model = Partner
        fields = ("organisation", "name", "kind", "part", "share")
        widgets = {"organisation": LongSelect}
        labels = {
            "organisation": _("Organisation"),
            "name": _("Or the name of another"),
            "kind": _("Which side, where it is named"),
            "part": _("What does it do?"),
        }
        help_texts = {"name": _("One that has nobody on this site.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["organisation"]
        field.queryset = Organisation.objects.order_by("name")
        field.empty_label = _("None of these")


class MilestoneForm(RecordForm[Milestone]):
    """A milestone."""

    due = day_field(_("By"))
    done_on = day_field(_("Was there on"), required=False)

    class Meta:
        model = Milestone
        fields = ("title", "due", "done_on")
        labels = {"title": _("What is to be there?")}

    def __init__(self, *args: Any, **options: Any) -> None:
        """Set the first day that is taken: that of the project, or the one that was written before."""
        super().__init__(*args, **options)
        days = [self.instance.project.starts_on, self.instance.due]
        first = min(day for day in days if day is not None)
        begin_at(self.fields["due"], first, _("Choose a day after the project has begun."))


class EffectForm(RecordForm[ExpectedEffect]):
    """An expected effect: on which figure, how much, seen when, and how sure."""

    indicator = forms.ChoiceField(label=_("Which figure is to move?"), widget=LongSelect)
    size = number_field(_("By how much, in the figure’s own unit"), 4, required=True)
    measured_on = day_field(_("When is it first measured?"), required=False)

    class Meta:
        model = ExpectedEffect
        fields = (
            *("indicator", "direction", "size", "by_year", "certainty"),
            *("measured_on", "answers", "own_figure"),
        )
        labels = {
            "direction": _("It"),
            "by_year": _("Seen in the figures of the year"),
            "certainty": _("How sure are you?"),
            "answers": _("Who answers for the measuring?"),
            "own_figure": _("Which figure of your own tells it sooner?"),
        }
        help_texts = {
            "by_year": _("Official figures often come a year or two later."),
            "answers": _("A function, not the name of a person."),
            "own_figure": _("Such as litres an hour at night from your own meters. May be left out."),
        }

    def __init__(self, *args: Any, indicators: Any = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["indicator"].choices = [("", _("Choose a figure")), *indicators]  # type: ignore[attr-defined]


class PointForm(RecordForm[OwnPoint]):
    """A value of an own figure on a day."""

    day = day_field(_("Measured on"))
    value = number_field(_("Value"), 4, required=True)

    class Meta:
        model = OwnPoint
        fields = ("effect", "day", "value", "note")
        labels = {"effect": _("Which figure?"), "note": _("How was it measured?")}
        help_texts = {"note": _("Such as a mean of seven nights. May be left out.")}

    def __init__(self, *args: Any, effects: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["effect"]
        field.queryset = ExpectedEffect.objects.none() if effects is None else effects
        field.label_from_instance = lambda one: one.own_figure
        if field.queryset.count() == 1:
            field.empty_label = None


class MoneyForm(RecordForm[Money]):
    """The contribution of a partner in a year."""

    planned = number_field(_("Planned"), required=True)
    used = number_field(_("Used so far"))

    class Meta:
        model = Money
        fields = ("partner", "year", "kind", "planned", "used")
        labels = {"partner": _("Who gives it?"), "year": _("Year"), "kind": _("What?")}

    def __init__(self, *args: Any, partners: Any = None, **options: Any) -> None:
        super().__init__(*args, **options)
        field: Any = self.fields["partner"]
        field.queryset = Partner.objects.none() if partners is None else partners


class BenefitForm(Folded, RecordForm[Benefit]):
    """A line of the benefit plan."""

    folded = {MORE_KNOWN: ("realised",)}

    amount = number_field(_("How much?"), required=True)
    due = day_field(_("By"))
    realised = number_field(_("So far"))

    class Meta:
        model = Benefit
        fields = ("kind", "what", "amount", "unit", "bears", "answers", "due", "realised")
        labels = {
            "kind": _("Kind"),
            "what": _("What?"),
            "unit": _("Unit of another benefit, or of the price"),
            "bears": _("Who bears the cost, or gains?"),
            "answers": _("Who answers for it?"),
        }
        help_texts = {
            "unit": _("Such as hours a week, or a metre of pipe. Costs and savings are in kroner."),
            "answers": _("A function in the service that is to harvest it."),
        }


class ApplicationForm(Folded, RecordForm[Application]):
    """An application to a scheme."""

    folded = {MORE_KNOWN: ("granted", "report_due", "note", "reported_on")}

    scheme = forms.ChoiceField(label=_("Scheme"))
    amount = number_field(_("Sum that is applied for, kr"), required=True)
    granted = number_field(_("Granted, kr"))
    report_due = day_field(_("Report by"), required=False)
    reported_on = day_field(_("Reported on"), required=False)

    class Meta:
        model = Application
        fields = ("scheme", "applicant", "amount", "state", "granted", "report_due", "note", "reported_on")
        labels = {
            "applicant": _("Who applies?"),
            "state": _("Where does it stand?"),
            "note": _("What is to be reported?"),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["scheme"].choices = [  # type: ignore[attr-defined]
            (one.key, f"{one.name} ({one.owner})") for one in schemes()
        ]


class StatusForm(RecordForm[StatusReport]):
    """Status in three lines."""

    class Meta:
        model = StatusReport
        fields = ("signal", "why", "needed")
        widgets = {"signal": forms.RadioSelect}
        labels = {
            "signal": _("How does it go?"),
            "why": _("Why?"),
            "needed": _("What is needed, and of whom?"),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["signal"].choices = Signal.choices  # type: ignore[attr-defined]


class BeginForm(RecordForm[Project]):
    """The day of the start, and what the employees know of it."""

    starts_on = day_field(_("Began on"))

    class Meta:
        model = Project
        fields = ("starts_on", "staff")
        labels = {"staff": _("Talked over with the employees")}
        help_texts = {
            "staff": _("The day and with whom; or why it does not touch anybody’s work."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if self.instance.starts_on and self.instance.starts_on > timezone.localdate():
            self.initial["starts_on"] = timezone.localdate()


class FinishForm(RecordForm[Project]):
    """The outcome of a project."""

    class Meta:
        model = Project
        fields = ("result", "lesson")
        widgets = {"lesson": AREA}
        labels = {"result": _("What came of it, in a sentence?"), "lesson": _("What was learnt?")}


class StopForm(RecordForm[Project]):
    """Why a project is stopped, and what others can learn from it."""

    class Meta:
        model = Project
        fields = ("lesson", "result")
        widgets = {"lesson": AREA}
        labels = {"lesson": _("What was learnt?"), "result": _("Why is it stopped?")}
        help_texts = {"lesson": _("What you would tell a neighbour who wants to do the same.")}
