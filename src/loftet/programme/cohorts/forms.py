"""Forms of cohorts, and of what is done for several municipalities at once."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import area, day_field, last_day_field, line
from loftet.core.forms import PlainForm, RecordForm
from loftet.core.words import Words
from loftet.people.models import LANGUAGES, Organisation, OrganisationKind
from loftet.places.models import Place
from loftet.programme.models import Cohort, Partnership
from loftet.programme.models.cohorts import LONGEST_TEXT

BEGUN_AT_MOST = timedelta(days=3 * 365)  # before it is written in
PARTNERS = (OrganisationKind.PARTNER, OrganisationKind.RESEARCH, OrganisationKind.VOLUNTARY)


def text(label: Words) -> forms.CharField:
    """Return a field for a text of several lines, which may be left out."""
    return area(label, rows=4, longest=LONGEST_TEXT)


class CohortForm(RecordForm[Cohort]):
    """The form of a cohort: what it is called, when it lasts, and who works with it."""

    name = line(
        _("Name"),
        120,
        _("Write what the cohort is called."),
        _("For example «kull 1». It stands after the name of the partnership."),
    )
    begins = day_field(_("Begins"))
    ends = last_day_field(_("Last day"), help_text=_("May be left empty."))
    about = text(_("What it is about"))
    language = forms.ChoiceField(label=_("In which language is this written?"), choices=LANGUAGES)
    partners = forms.ModelMultipleChoiceField(
        label=_("Who works with it, beside the municipalities"),
        queryset=Organisation.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Cohort
        fields = ("name", "begins", "ends", "about", "language")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.set_choices({"partners": Organisation.objects.filter(kind__in=PARTNERS)})
        if self.instance.pk:
            self.initial.update(self.values_of(self.instance))

    def clean_begins(self) -> date:
        """Refuse a day that is years ago, which is a slip: letters and matters would tell it."""
        begins: date = self.cleaned_data["begins"]
        earliest = timezone.localdate() - BEGUN_AT_MOST
        if begins < earliest and begins != self.instance.begins:
            words = _("Write a day after %(day)s.")
            raise forms.ValidationError(words % {"day": date_format(earliest, "j. F Y")})
        return begins

    def values_of(self, record: Cohort) -> Mapping[str, Any]:
        """Return what a cohort holds, and who works with it."""
        names = [name for name in self.fields if name in CohortForm.Meta.fields]
        partners = list(record.partners.values_list("organisation", flat=True))
        return forms.model_to_dict(record, fields=names) | {"partners": partners}


class NewCohortForm(CohortForm):
    """The same with what is chosen once: partnership, lead and region."""

    partnership = forms.ModelChoiceField(
        label=_("Partnership"),
        queryset=Partnership.objects.all(),
        empty_label=None,
        error_messages={"required": _("Choose a partnership.")},
    )
    lead = forms.ModelChoiceField(
        label=_("Who leads it"), queryset=Organisation.objects.none(), empty_label=None
    )
    region = forms.ModelChoiceField(
        label=_("Region"),
        queryset=Place.objects.none(),
        error_messages={"required": _("Choose a region.")},
    )
    field_order = ("partnership", "name", "lead", "region")


class ForAllForm(PlainForm):
    """The form of what is done for several at once; the text is used when a matter of one's own is."""

    what = forms.ChoiceField(label=_("What is to be done?"))
    message = line(_("A sentence of your own in the reminder (optional)"), 300)
    title = line(_("Title"), 200)
    facts = text(_("Facts of the case"))
    assessment = text(_("Assessment"))
    economy = text(_("Economic consequences"))
    proposal = text(_("Proposal"))
    language = forms.ChoiceField(label=_("In which language is this written?"), choices=LANGUAGES)

    def clean(self) -> dict[str, Any]:
        """Check that a matter of one's own has a title and a proposal."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if cleaned.get("what") == "own":
            for name in ("title", "proposal"):
                self.demand_value(name, _("A matter says what it is about, and what is proposed."))
        return cleaned
