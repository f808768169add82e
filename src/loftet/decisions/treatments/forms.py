"""What people fill in about how a matter is treated."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import day_field
from loftet.core.forms import PlainForm, VersionForm
from loftet.core.words import Words
from loftet.decisions.deadlines import deadline_of
from loftet.decisions.forms import area, line
from loftet.decisions.models import OUTCOMES_OF, Body, Meeting, Outcome, Treatment, TreatmentKind
from loftet.decisions.queries.standing import day_in_words
from loftet.decisions.treatments.actions import MOST_VOTES, Moved, Result, Said

BY_DELEGATION = "delegation"
MOTION = ("moved_by", "wording", "votes_for", "votes_against", "adopted")
STATEMENT = ("said_by", "text")
RESULT = ("outcome", "day", "case_number", "wording", "votes_for", "votes_against", "version")


def votes(label: Any) -> forms.IntegerField:
    """Return a field for a number of votes."""
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST_VOTES)


class TreatmentForm(PlainForm):
    """How a matter is to be treated: what, by which body in which meeting, or by delegation."""

    kind = forms.ChoiceField(label=_("What is to be done?"), choices=TreatmentKind.choices)
    where = forms.ChoiceField(label=_("By whom, and when?"))
    decided_by = line(
        _("By delegation: the function that decides"), 120, help_text=_("Such as «kommunedirektør».")
    )
    document = line(_("By delegation: which document gives the power"), 200)

    def __init__(
        self, *args: Any, bodies: Sequence[Body], meetings: Sequence[Meeting], **options: Any
    ) -> None:
        super().__init__(*args, **options)
        where = self.fields["where"]
        assert isinstance(where, forms.ChoiceField)
        where.choices = [
            *((body.name, self._choices_of(body, meetings)) for body in bodies),
            (BY_DELEGATION, _("By delegation, without a body")),
        ]

    @staticmethod
    def _choices_of(body: Body, meetings: Sequence[Meeting]) -> list[tuple[str, Words]]:
        said: list[tuple[str, Words]] = []
        for one in meetings:
            if one.body_id == body.pk:
                words = {"day": day_in_words(one.day), "deadline": day_in_words(deadline_of(one))}
                label = _("%(day)s (papers by %(deadline)s)") % words
                said.append((f"{body.pk}:{one.pk}", f"{body.name}, {label}"))
        return [*said, (f"{body.pk}:", _("%(body)s, day not set") % {"body": body.name})]

    def clean(self) -> dict[str, Any]:
        """Check that what is decided by delegation has a function and a document."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("where") == BY_DELEGATION:
            for name in ("decided_by", "document"):
                if not cleaned.get(name):
                    self.add_error(name, _("A decision by delegation names this."))
        return cleaned


class ReplanForm(TreatmentForm, VersionForm):
    """A treatment that is planned already."""


class MotionForm(PlainForm):
    """A motion other than the proposal; an empty one is none."""

    moved_by = line(_("Moved by"), 120)
    wording = area(_("Wording"), rows=3)
    votes_for = votes(_("Votes for"))
    votes_against = votes(_("Votes against"))
    adopted = forms.BooleanField(label=_("Adopted"), required=False)


class StatementForm(PlainForm):
    """A statement; an empty one is none."""

    said_by = line(_("Said by"), 120)
    text = area(_("Statement"), rows=3)


MotionForms = forms.formset_factory(MotionForm, extra=2, max_num=30, absolute_max=30)
StatementForms = forms.formset_factory(StatementForm, extra=1, max_num=30, absolute_max=30)


class DelegatedForm(PlainForm):
    """A decision by delegation."""

    decided_by = line(_("The function that decides"), 120, _("Write which function decides."))
    document = line(
        _("Which document gives the power?"), 200, _("Write which document the delegation stands in.")
    )
    day = day_field(_("Day"))
    outcome = forms.ChoiceField(
        label=_("What came of it?"),
        choices=[(one.value, one.label) for one in OUTCOMES_OF[TreatmentKind.DECISION]],
    )
    wording = area(_("Wording"), help_text=_("A decision must have one."))
    case_number = line(_("Case number"), 40)

    def clean_outcome(self) -> Outcome:
        """Return the outcome as what it is."""
        return Outcome(self.cleaned_data["outcome"])


class OutcomeForm(VersionForm):
    """What came of a treatment, with the motions and the statements of the minutes."""

    outcome = forms.ChoiceField(label=_("What came of it?"))
    day = day_field(_("Day"))
    case_number = line(_("Case number in the minutes"), 40)
    wording = area(_("Wording"), help_text=_("As it stands in the minutes. A decision must have one."))
    votes_for = votes(_("Votes for"))
    votes_against = votes(_("Votes against"))

    def __init__(self, data: Mapping[str, Any] | None, treatment: Treatment) -> None:
        super().__init__(data, initial={name: getattr(treatment, name) for name in RESULT})
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        kind = TreatmentKind(treatment.kind)
        outcome.choices = [(one.value, one.label) for one in OUTCOMES_OF[kind]]
        if treatment.meeting_id is not None:
            del self.fields["day"]
        before = (treatment.motions.values(*MOTION), treatment.statements.values(*STATEMENT))
        motions, statements = ((), ()) if self.is_bound else map(list, before)
        self.motions = MotionForms(data, prefix="motion", initial=motions)
        self.statements = StatementForms(data, prefix="statement", initial=statements)

    @property
    def beside(self) -> tuple[Any, Any]:
        """Return the forms of motions and of statements."""
        return self.motions, self.statements

    def is_valid(self) -> bool:
        """Check what was filled in, and each motion and statement."""
        return all([super().is_valid(), self.motions.is_valid(), self.statements.is_valid()])

    @property
    def moved(self) -> Sequence[Mapping[str, Any]]:
        """Return the motions that are not empty."""
        return [one for one in self.motions.cleaned_data if one.get("wording")]

    @property
    def said(self) -> Sequence[Mapping[str, Any]]:
        """Return the statements that are not empty."""
        return [one for one in self.statements.cleaned_data if one.get("text")]

    def result(self) -> Result:
        """Return what was filled in."""
        given = self.cleaned_data
        return Result(
            outcome=Outcome(given["outcome"]),
            wording=given["wording"],
            day=given.get("day"),
            case_number=given["case_number"],
            votes_for=given["votes_for"],
            votes_against=given["votes_against"],
            motions=tuple(Moved(**one) for one in self.moved),
            statements=tuple(Said(**one) for one in self.said),
        )
