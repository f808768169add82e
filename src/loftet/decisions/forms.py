"""What people fill in about bodies, meetings and matters; who may is not decided here."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import day_field, time_field
from loftet.core.forms import PlainForm, VersionForm
from loftet.core.words import Words
from loftet.decisions.actions.treatments import MOST_VOTES
from loftet.decisions.deadlines import deadline_of
from loftet.decisions.legal_bases import LegalBasis
from loftet.decisions.models import (
    OUTCOMES_OF,
    Body,
    BodyKind,
    CountedIn,
    Journalled,
    Meeting,
    Outcome,
    TreatmentKind,
)
from loftet.decisions.models.matters import LONGEST_TEXT
from loftet.people.models import LANGUAGES

BY_DELEGATION = "delegation"


def line(label: Any, longest: int, missing: Words = "", help_text: Any = "") -> forms.CharField:
    """Return a field of one line, demanded if there are words for when it is missing."""
    messages: dict[str, Any] = {"required": missing} if missing else {}
    return forms.CharField(
        label=label,
        max_length=longest,
        required=bool(missing),
        help_text=help_text,
        error_messages=messages,
    )


def area(
    label: Any, missing: Words = "", help_text: Any = "", rows: int = 6, longest: int = LONGEST_TEXT
) -> forms.CharField:
    """Return a field of several lines, demanded if there are words for when it is missing."""
    field = line(label, longest, missing, help_text)
    field.widget = forms.Textarea(attrs={"rows": rows})
    field.strip = True
    return field


def votes(label: Any) -> forms.IntegerField:
    """Return a field for a number of votes."""
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=MOST_VOTES)


class BodyForm(PlainForm):
    """A body, and when papers to it are due."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=BodyKind.choices)
    name = line(_("Name"), 120, _("Write what the body is called."))
    paper_days = forms.IntegerField(
        label=_("Papers are due this many days before the meeting"), min_value=0, max_value=90, initial=10
    )
    counted_in = forms.ChoiceField(
        label=_("Counted in"),
        choices=CountedIn.choices,
        initial=CountedIn.CALENDAR,
        help_text=_("A deadline that falls on a weekend or a public holiday is moved earlier."),
    )


class ReviseBodyForm(BodyForm, VersionForm):
    """A body that is there already."""


class PlanForm(PlainForm):
    """The days of a meeting plan."""

    days = area(
        _("Days of the meetings"),
        _("Write at least one day."),
        _("One, or a whole year: 18.12.2026 kl. 10, 22.1.2027 … or each on a line of its own."),
        rows=8,
        longest=10_000,
    )
    place = line(_("Where"), 120)


class MeetingForm(VersionForm):
    """One meeting."""

    day = day_field(_("Day"))
    begins = time_field(_("Begins at"))
    place = line(_("Where"), 120)
    paper_deadline = day_field(
        _("Last day for papers"),
        required=False,
        help_text=_("Leave it empty if the rule of the body holds."),
    )
    papers = forms.URLField(
        label=_("Address of agenda and minutes"), required=False, max_length=300, assume_scheme="https"
    )


class MatterForm(PlainForm):
    """A matter in the parts of case papers."""

    title = line(_("Title"), 200, _("Write what the matter is about."))
    language = forms.ChoiceField(label=_("Language of the text"), choices=LANGUAGES)
    case_number = line(_("Case number in your own system"), 40)
    facts = area(_("Facts of the case"))
    assessment = area(_("Assessment"))
    economy = area(_("Economic consequences"))
    proposal = area(
        _("Proposed decision"),
        _("Write what is proposed."),
        _("One point on each line. They are numbered by themselves."),
    )
    restricted = area(
        _("Withheld from the public"),
        help_text=_("Shown only to those who have a role in the organisation. Others read the paragraph."),
    )
    legal_basis = forms.ChoiceField(label=_("By which paragraph?"), required=False)

    def __init__(self, *args: Any, bases: Iterable[LegalBasis] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        offered = tuple(bases)
        known = [(one.key, f"{one.cited}: {one.text}{'' if one.verified else ' *'}") for one in offered]
        if not known:  # somebody else's matter: nothing is withheld there
            del self.fields["restricted"], self.fields["legal_basis"]
            return
        choices = self.fields["legal_basis"]
        assert isinstance(choices, forms.ChoiceField)
        choices.choices = [("", _("nothing is withheld")), *known]
        if not all(one.verified for one in offered):
            choices.help_text = _(
                "Wording marked with * has not been checked against the law. See lovdata.no."
            )

    def clean(self) -> dict[str, Any]:
        """Demand a paragraph for what is withheld."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("restricted") and not cleaned.get("legal_basis"):
            self.add_error("legal_basis", _("Choose the paragraph by which the text is withheld."))
        return cleaned


class ReviseMatterForm(MatterForm, VersionForm):
    """A matter that is there already."""


class JournalForm(PlainForm):
    """«Skal dette journalføres?»"""

    journalled = forms.ChoiceField(
        label=_("Is this to be journalled?"),
        choices=[("", _("choose")), *Journalled.choices],
        error_messages={"required": _("Answer whether it is to be journalled.")},
    )
    entry = line(_("Journal entry, or why it is not journalled"), 200)

    def clean(self) -> dict[str, Any]:
        """Demand where, or why not."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("journalled") in (Journalled.YES, Journalled.NO) and not cleaned.get("entry"):
            self.add_error("entry", _("Say under which entry it is journalled, or why it is not."))
        return cleaned


class PublishForm(JournalForm, VersionForm):
    """To publish a matter."""


class ReceiverForm(JournalForm):
    """To whom something goes: an organisation is named later to others who ask, a private person is not."""

    to_organisation = forms.BooleanField(
        label=_("It is an organisation, not a private person"),
        required=False,
        help_text=_(
            "An organisation is named when the case is handed out to others. A private person is not."
        ),
    )


class HandOutForm(ReceiverForm):
    """What was handed out, and to whom."""

    what = line(_("What leaves the house?"), 120, _("Write what leaves the house."))
    receiver = line(_("To whom?"), 200, _("Write who gets it."))
    field_order = ("what", "receiver", "to_organisation", "journalled", "entry")


class AccessForm(ReceiverForm):
    """Who has asked for access to the case."""

    receiver = line(_("Who has asked for access?"), 200, _("Write who has asked, such as «a journalist»."))
    field_order = ("receiver", "to_organisation", "journalled", "entry")


class LeadOutForm(JournalForm):
    """What is prepared for each municipality."""

    title = line(_("Title"), 200, _("Write what the matter is about."))
    language = forms.ChoiceField(label=_("Language of the text"), choices=LANGUAGES)
    facts = area(_("Facts of the case"))
    assessment = area(_("Assessment"))
    economy = area(_("Economic consequences"))
    proposal = area(
        _("Proposed decision of each municipality"),
        _("Write what is proposed."),
        _("«[kommune]» becomes the name of each municipality."),
    )
    field_order = (
        *("title", "language", "facts", "assessment", "economy", "proposal"),
        *("journalled", "entry"),
    )


class WithdrawForm(VersionForm):
    """Why a matter is withdrawn."""

    reason = line(_("Why is it withdrawn?"), 400, _("Write why the matter is withdrawn."))


class DisqualifiedForm(PlainForm):
    """Why somebody is disqualified, if they want to say."""

    reason = line(_("Why, if you want to say"), 500)


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
                words = {"day": in_words(one.day), "deadline": in_words(deadline_of(one))}
                label = _("%(day)s (papers by %(deadline)s)") % words
                said.append((f"{body.pk}:{one.pk}", f"{body.name}, {label}"))
        return [*said, (f"{body.pk}:", _("%(body)s, day not set") % {"body": body.name})]

    def clean(self) -> dict[str, Any]:
        """Demand function and document of what is decided by delegation."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("where") == BY_DELEGATION:
            for name in ("decided_by", "document"):
                if not cleaned.get(name):
                    self.add_error(name, _("A decision by delegation names this."))
        return cleaned


class ReplanForm(TreatmentForm, VersionForm):
    """A treatment that is planned already."""


class OutcomeForm(VersionForm):
    """What came of a treatment."""

    outcome = forms.ChoiceField(label=_("What came of it?"))
    day = day_field(_("Day"))
    case_number = line(_("Case number in the minutes"), 40)
    wording = area(_("Wording"), help_text=_("As it stands in the minutes. A decision must have one."))
    votes_for = votes(_("Votes for"))
    votes_against = votes(_("Votes against"))

    def __init__(self, *args: Any, kind: TreatmentKind, meeting: Meeting | None, **options: Any) -> None:
        super().__init__(*args, **options)
        outcome = self.fields["outcome"]
        assert isinstance(outcome, forms.ChoiceField)
        outcome.choices = [(one.value, one.label) for one in OUTCOMES_OF[kind]]
        if meeting is not None:
            del self.fields["day"]


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


class FollowUpForm(PlainForm):
    """What is to be done, by which function, by when."""

    text = line(_("What is to be done?"), 400, _("Write what is to be done."))
    responsible = line(_("Who sees to it? (a function, not a name)"), 120)
    due = day_field(_("By when?"), required=False)


class ReviseFollowUpForm(FollowUpForm, VersionForm):
    """What is to be done, and whether it is."""

    is_done = forms.BooleanField(label=_("It is done"), required=False)


def in_words(day: date) -> str:
    """Write a day as a reader does."""
    return date_format(day, "j. F Y")
