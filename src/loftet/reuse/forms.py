"""The forms of the offer, and of a place abroad that has taken it over."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import AREA
from loftet.core.forms import VersionForm
from loftet.reuse.models import PriceClass, ReusePage


class ReuseForm(VersionForm):
    """The offer to others."""

    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)
    specification = forms.CharField(label=_("What to ask for, or do"), max_length=2_000, widget=AREA)
    contract = forms.CharField(
        label=_("Parts of the contract to copy"), max_length=2_000, required=False, widget=AREA
    )
    failed = forms.CharField(label=_("What did not work"), max_length=2_000, widget=AREA)
    price = forms.ChoiceField(label=_("What it costs"), choices=PriceClass.choices)
    contact = forms.CharField(
        label=_("Whom to ring"), max_length=200, help_text=_("A function and when, such as Tuesdays.")
    )

    @staticmethod
    def of(page: ReusePage | None) -> dict[str, Any]:
        """Return what the form begins with."""
        if page is None:
            return {"version": 0}
        names = ("version", "specification", "contract", "failed", "price", "contact")
        return {name: getattr(page, name) for name in names}


class AbroadForm(VersionForm):
    """A place abroad that has taken the project over."""

    abroad = forms.CharField(label=_("Place and country"), max_length=120)
    note = forms.CharField(label=_("What does it do with it?"), max_length=200, required=False)
