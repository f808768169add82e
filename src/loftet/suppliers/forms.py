"""The forms of suppliers: what the register has, the code, a note, and what a firm says of itself."""

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import AREA
from loftet.core.forms import PlainForm, RecordForm
from loftet.people.forms import CodeForm
from loftet.people.models import OrganisationKind
from loftet.sources.brreg.company import Company, kept_company
from loftet.suppliers.models import IS_CONFIRMED_FIRST, Supplier

SALT, FOUND_LASTS = "loftet.solutions.found", 3_600  # seconds
KINDS = [(one.value, one.label) for one in OrganisationKind if one in IS_CONFIRMED_FIRST]


def signed(company: Company) -> str:
    """Return what was found in the register, as a form carries it: nobody can change it on the way."""
    return signing.dumps(company.snapshot(), salt=SALT, compress=True)


class FoundForm(PlainForm):
    """«Yes, this is us»: what was found, signed."""

    found = forms.CharField(widget=forms.HiddenInput)

    def clean_found(self) -> Company:
        """Return the organisation that was found."""
        try:
            told = signing.loads(self.cleaned_data["found"], salt=SALT, max_age=FOUND_LASTS)
        except signing.BadSignature as fault:
            raise ValidationError(
                _("It is too long since the number was looked up. Look it up again.")
            ) from fault
        return kept_company(told)


class SignUpForm(FoundForm):
    """The kind of organisation that signs up."""

    kind = forms.ChoiceField(label=_("What are you?"), choices=KINDS)


class ForeignForm(PlainForm):
    """An organisation that a register of another country knows."""

    kind = forms.ChoiceField(label=_("What are you?"), choices=KINDS)
    name = forms.CharField(label=_("The organisation's name"), max_length=160)
    country = forms.CharField(label=_("Country"), max_length=60)
    register = forms.CharField(
        label=_("Register"), max_length=120, help_text=_("Such as Bolagsverket or Handelsregister München.")
    )
    number = forms.CharField(label=_("Number there"), max_length=40)


class SupplierCodeForm(CodeForm):
    """The code that the firm has got."""


class NoteForm(PlainForm):
    """A note of a facilitator."""

    note = forms.CharField(
        label=_("Note"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Such as: rang the number in the register and spoke with the manager. The firm reads it."
        ),
    )


class SupplierForm(RecordForm[Supplier]):
    """The texts of a supplier about itself."""

    class Meta:
        model = Supplier
        fields = ("about", "contact")
        widgets = {"about": AREA}
        labels = {"about": _("About us, in two sentences"), "contact": _("Whom do municipalities ask?")}
        help_texts = {"contact": _("A function and an address, such as post@firma.no.")}
