"""Forms of treatments."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import area, day_field, line
from loftet.core.forms import AsksAgain, Folded, PlainForm, VersionForm
from loftet.core.words import Words
from loftet.decisions.deadlines import deadline_of
from loftet.decisions.models import (
    DECIDES,
    DELEGATED,
    OUTCOMES_OF,
    VOTED,
    Body,
    Meeting,
    Outcome,
    Treatment,
    TreatmentKind,
)
from loftet.decisions.queries.standing import day_in_words
from loftet.decisions.rules import COUNCILS
from loftet.decisions.treatments.actions import MOST_VOTES

MOTION = ("moved_by", "wording", "votes_for", "votes_against", "adopted")
STATEMENT = ("said_by", "text")
RESULT = (
    *("outcome", "day", "case_number", "wording", "unanimous", "votes_for", "votes_against"),
    *("decided_by", "document", "version"),
)


def votes(label: Any) -> forms.IntegerField:
    """Return a field for a number of votes."""
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST_VOTES)


def outcomes() -> forms.ChoiceField:
    """Return a field that chooses an outcome; the form sets which."""
    return forms.ChoiceField(label=_("What came of it?"), widget=forms.RadioSelect, choices=Outcome.choices)


def both_or_none(form: PlainForm, words: str, who: str) -> dict[str, Any]:
    """Return what a form holds that has both its words and who said them, or nothing at all."""
    given = form.cleaned_data
    is_empty = all(value in (None, "", False) for value in given.values())
    for name, told in ((words, _("Write the words, or remove the rest.")), (who, _("Write who it was."))):
        if not is_empty and name in given and not given[name]:
            form.add_error(name, told)
    return given


def among(outcomes: Iterable[Outcome]) -> dict[str, Any]:
    """Return what the field of the outcome chooses among, in the language of the page."""
    return {"outcome": [(one.value, capfirst(one.label)) for one in outcomes]}


class TreatmentForm(PlainForm):
    """A planned treatment: its kind, and the body or the meeting."""

    kind = forms.ChoiceField(label=_("What is to be done?"), choices=TreatmentKind.choices)
    where = forms.ChoiceField(label=_("By whom, and when?"))

    def __init__(
        self,
        *args: Any,
        bodies: Sequence[Body],
        meetings: Sequence[Meeting],
        today: date,
        initial: Mapping[str, Any] | None = None,
        **options: Any,
    ) -> None:
        begun = initial or {"kind": TreatmentKind.DECISION, "where": next_decision(bodies, meetings, today)}
        super().__init__(*args, initial=begun, **options)
        self.set_choices({"where": [(one.name, self._choices_of(one, meetings, today)) for one in bodies]})

    @staticmethod
    def _choices_of(body: Body, meetings: Sequence[Meeting], today: date) -> list[tuple[str, Words]]:
        said: list[tuple[str, Words]] = []
        for one in meetings:
            if one.body_id == body.pk:
                words = {"day": day_in_words(one.day), "deadline": day_in_words(deadline_of(one))}
                held, coming = _("%(day)s (has been held)"), _("%(day)s (papers by %(deadline)s)")
                label = (held if one.day < today else coming) % words
                said.append((where_is(body.pk, one.pk), f"{body.name}, {label}"))
        return [*said, (where_is(body.pk), _("%(body)s, day not set") % {"body": body.name})]


class ReplanForm(TreatmentForm, VersionForm):
    """A treatment that is planned already."""


def where_is(body: int, meeting: int | None = None) -> str:
    """Return the choice that says by which body, and in which meeting."""
    return f"{body}:{meeting or ''}"


def next_decision(bodies: Sequence[Body], meetings: Sequence[Meeting], today: date) -> str:
    """Return the choice that most often is right: the council's next meeting whose papers can be met."""
    council = next((one for one in bodies if one.kind in COUNCILS), None)
    if council is None:
        return ""
    coming = [one for one in meetings if one.body_id == council.pk and deadline_of(one) >= today]
    return where_is(council.pk, min(coming, key=attrgetter("day")).pk if coming else None)


class MotionForm(PlainForm):
    """A motion other than the proposal; an empty one is none."""

    moved_by = line(_("Moved by"), 120)
    wording = area(_("Wording"), rows=3)
    votes_for = votes(_("Votes for"))
    votes_against = votes(_("Votes against"))
    adopted = forms.BooleanField(label=_("Adopted"), required=False)

    def clean(self) -> dict[str, Any]:
        """Check that it is a motion, or empty: what is half written would be lost."""
        return both_or_none(self, "wording", "moved_by")


class StatementForm(PlainForm):
    """A statement; an empty one is none."""

    said_by = line(_("Said by"), 120)
    text = area(_("Statement"), rows=3)

    def clean(self) -> dict[str, Any]:
        """Check that it is a statement, or empty: what is half written would be lost."""
        return both_or_none(self, "text", "said_by")


MotionForms = forms.formset_factory(MotionForm, extra=2, max_num=30, absolute_max=30)
StatementForms = forms.formset_factory(StatementForm, extra=1, max_num=30, absolute_max=30)


class DelegatedForm(Folded, PlainForm):
    """A decision by delegation."""

    folded = {_("Decided by another function than usual"): ("decided_by",)}
    outcome = outcomes()
    wording = area(_("Wording"), help_text=_("The proposal. Change it if something else was decided."))
    day = day_field(_("Day"))
    document = line(
        _("Which document gives the power?"), 200, _("Write which document contains the delegation.")
    )
    case_number = line(_("Case number"), 40)
    decided_by = line(_("The function that decides"), 120, _("Write which function decides."))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.set_choices(among(DELEGATED))

    def result(self) -> dict[str, Any]:
        """Return what was filled in, by the names of a result."""
        return self.cleaned_data | {"outcome": Outcome(self.cleaned_data["outcome"])}


class CorrectDelegatedForm(DelegatedForm, VersionForm):
    """A decision by delegation that was recorded wrongly; nobody has moved or said anything else."""

    beside: tuple[Any, ...] = ()
    moved: Sequence[Mapping[str, Any]] = ()
    said: Sequence[Mapping[str, Any]] = ()

    def __init__(self, *args: Any, treatment: Treatment, **options: Any) -> None:
        super().__init__(*args, initial={name: getattr(treatment, name) for name in RESULT}, **options)
        if treatment.outcome and treatment.outcome not in DELEGATED:  # of an earlier version
            self.set_choices(among((*DELEGATED, Outcome(treatment.outcome))))

    def result(self) -> dict[str, Any]:
        """Return what was filled in, by the names of a result."""
        return {name: value for name, value in super().result().items() if name != "version"}


class OutcomeForm(AsksAgain, VersionForm):
    """The outcome of a treatment by a body, with the motions and the statements of the minutes."""

    outcome = outcomes()
    day = day_field(_("Day"))
    case_number = line(_("Case number in the minutes"), 40)
    wording = area(_("Wording"), help_text=_("As it stands in the minutes."))
    unanimous = forms.BooleanField(label=_("Unanimous"), required=False)
    votes_for = votes(_("Votes for"))
    votes_against = votes(_("Votes against"))

    def __init__(
        self, data: Mapping[str, Any] | None = None, files: Any = None, *, treatment: Treatment
    ) -> None:
        begun = {name: getattr(treatment, name) for name in RESULT}
        kind = TreatmentKind(treatment.kind)
        if kind == TreatmentKind.DECISION and not treatment.outcome:
            begun["wording"] = treatment.matter.proposal
        super().__init__(data, files, initial=begun)
        self.treatment = treatment
        self.set_choices(among(OUTCOMES_OF[kind]))
        if treatment.meeting_id is not None:
            del self.fields["day"]
        if kind == TreatmentKind.HEARING:
            self.fields["wording"].label = _("The statement")
        counted = treatment.votes_for is not None
        minutes_there = counted or treatment.motions.exists() or treatment.statements.exists()
        self.has_votes = kind in VOTED or minutes_there
        self.folded = {_("The votes were counted"): ("votes_for", "votes_against")}  # type: ignore[misc]
        if not self.has_votes:
            for name in ("unanimous", "votes_for", "votes_against"):
                del self.fields[name]
        before = (treatment.motions.values(*MOTION), treatment.statements.values(*STATEMENT))
        motions, statements = ((), ()) if self.is_bound else map(list, before)
        minutes = data if self.has_votes else None
        self.motions = MotionForms(minutes, prefix="motion", initial=motions)
        self.statements = StatementForms(minutes, prefix="statement", initial=statements)

    @property
    def beside(self) -> tuple[Any, ...]:
        """Return the forms of motions and of statements, where the treatment can have some."""
        return (self.motions, self.statements) if self.has_votes else ()

    def clean(self) -> dict[str, Any]:
        """Ask about a decision from before the matter was prepared for the municipality."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        row, matter = self.treatment, self.treatment.matter
        day, prepared = (
            row.meeting.day if row.meeting else cleaned.get("day"),
            timezone.localdate(matter.created),
        )
        if (
            matter.prepared_by_id
            and day
            and day < prepared
            and day != row.day
            and cleaned.get("outcome") in DECIDES
        ):
            words = _("The matter was prepared for you on %(day)s. Was it decided before that?")
            self.ask_again("day", words % {"day": day_in_words(prepared)})
        return cleaned

    def is_valid(self) -> bool:
        """Check what was filled in, and each motion and statement."""
        return all([super().is_valid(), *(one.is_valid() for one in self.beside)])

    @property
    def moved(self) -> Sequence[Mapping[str, Any]]:
        """Return the motions that are not empty."""
        return [one for one in self.motions.cleaned_data if one.get("wording")] if self.has_votes else []

    @property
    def said(self) -> Sequence[Mapping[str, Any]]:
        """Return the statements that are not empty."""
        return [one for one in self.statements.cleaned_data if one.get("text")] if self.has_votes else []

    def result(self) -> dict[str, Any]:
        """Return what was filled in, by the names of a result."""
        given = {
            name: self.cleaned_data[name] for name in self.cleaned_data if name not in ("version", "sure")
        }
        return given | {
            "outcome": Outcome(given["outcome"]),
            "motions": self.moved,
            "statements": self.said,
        }
