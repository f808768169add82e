"""What people fill in about bodies, meetings and matters; who may is not decided here."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import day_field, time_field
from loftet.core.forms import PlainForm, VersionForm
from loftet.core.words import Words
from loftet.decisions.legal_bases import LegalBasis
from loftet.decisions.models import BodyKind, CountedIn, Journalled
from loftet.decisions.models.matters import LONGEST_TEXT
from loftet.people.models import LANGUAGES


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
        """Check that what is withheld has a paragraph."""
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
        """Check that it says where, or why not."""
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
