"""Forms of bodies, meetings and matters; the rules are elsewhere."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import area, day_field, line, link_field, time_field
from loftet.core.forms import Folded, PlainForm, RecordForm, VersionForm
from loftet.decisions.actions.matters import WRITTEN, Draft
from loftet.decisions.models import Body, BodyKind, CountedIn, Matter, Meeting, Treatment
from loftet.decisions.queries.standing import decision
from loftet.openness.legal_bases import LegalBasis
from loftet.openness.pages import JournalForm
from loftet.people.models import LANGUAGES, User


class DecisionField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """One of the decisions of a place, by its matter."""

    def label_from_instance(self, obj: Treatment) -> str:
        """Return the matter, and what came of it."""
        return f"{obj.matter.title}: {decision(obj)}"


class BodyForm(RecordForm[Body]):
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

    class Meta:
        model = Body
        fields = ("kind", "name", "paper_days", "counted_in")


class PlanForm(PlainForm):
    """The days of a meeting plan."""

    days = area(
        _("Days of the meetings"),
        _("Write at least one day."),
        _("As they stand in your plan: «torsdag 10. juni 2027 kl 18:00», «16/6 2027», «10.6.27»."),
        rows=8,
        longest=10_000,
    )
    place = line(_("Where"), 120)
    # The days as they were shown; when they are what is read again, the meetings are saved.
    shown = forms.CharField(required=False, max_length=10_000, widget=forms.HiddenInput)


class MeetingForm(RecordForm[Meeting]):
    """One meeting."""

    day = day_field(_("Day"))
    begins = time_field(_("Begins at"))
    place = line(_("Where"), 120)
    paper_deadline = day_field(
        _("Last day for papers"),
        required=False,
        help_text=_("Leave it empty if the rule of the body holds."),
    )
    papers = link_field(_("Address of agenda and minutes"))

    class Meta:
        model = Meeting
        fields = ("day", "begins", "place", "paper_deadline", "papers")


class MatterForm(Folded, RecordForm[Matter]):
    """A matter in the parts of case papers."""

    folded = {
        _("Case number"): ("case_number",),
        _("Something is to be withheld"): ("restricted", "legal_basis"),
        _("The language of the text"): ("language",),
    }
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

    class Meta:
        model = Matter
        fields = WRITTEN

    def __init__(self, *args: Any, bases: Iterable[LegalBasis] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        offered = tuple(bases)
        known = [(one.key, f"{one.cited}: {one.text}{'' if one.verified else ' *'}") for one in offered]
        if not known:  # somebody else's matter: nothing is withheld there
            del self.fields["restricted"], self.fields["legal_basis"]
            return
        self.set_choices({"legal_basis": [("", _("nothing is withheld")), *known]})
        if not all(one.verified for one in offered):
            self.fields["legal_basis"].help_text = _(
                "Wording marked with * has not been checked against the law. See lovdata.no."
            )

    def clean(self) -> dict[str, Any]:
        """Check that what is withheld has a paragraph."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("restricted") and not cleaned.get("legal_basis"):
            self.add_error("legal_basis", _("Choose the paragraph by which the text is withheld."))
        return cleaned

    def draft(self, before: Matter | None = None) -> Draft:
        """Return what was written; what the form does not ask for stays as it was before."""
        stays = {name: getattr(before, name) for name in WRITTEN} if before else {}
        return Draft(**(stays | dict(self.changes)))


class PublishForm(VersionForm):
    """To publish a matter: whether it has been journalled, and where; else it will be."""

    is_journalled = forms.BooleanField(label=_("It has been journalled"), required=False)
    entry = line(_("In which case or entry?"), 200)

    def clean(self) -> dict[str, Any]:
        """Check that it says where it has been journalled."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("is_journalled"):
            self.demand_value("entry", _("Write under which case or entry it has been journalled."))
        return cleaned


class JournalEntryForm(JournalForm):
    """The same question, and under which entry: the action refuses an answer that lacks it."""

    entry = line(_("Journal entry, or why it is not journalled"), 200)


class ReceiverForm(JournalEntryForm):
    """To whom something goes: an organisation is named later to others who ask, a private person is not."""

    to_organisation = forms.BooleanField(
        label=_("It is an organisation, not a private person"),
        required=False,
        help_text=_(
            "An organisation is named when the case is handed out to others. A private person is not."
        ),
    )


class HandOutForm(ReceiverForm):
    """A part that was handed out, and its receiver."""

    what = line(_("What leaves the house?"), 120, _("Write what leaves the house."))
    receiver = line(_("To whom?"), 200, _("Write who gets it."))
    field_order = ("what", "receiver", "to_organisation", "journalled", "entry")


class AccessForm(ReceiverForm):
    """The person who has asked for access to the case."""

    receiver = line(_("Who has asked for access?"), 200, _("Write who has asked, such as «a journalist»."))
    field_order = ("receiver", "to_organisation", "journalled", "entry")


class LeadOutForm(JournalEntryForm):
    """A matter that is prepared for each municipality."""

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


class AssignForm(VersionForm):
    """The person who works on a matter."""

    assignee = forms.ModelChoiceField(
        label=_("Who works on the matter?"),
        queryset=User.objects.none(),
        required=False,
        empty_label=_("all who write matters"),
    )


class WithdrawForm(VersionForm):
    """Why a matter is withdrawn."""

    reason = line(_("Why is it withdrawn?"), 400, _("Write why the matter is withdrawn."))
