"""Forms of people; which roles can be chosen comes from the rules."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import begin_at, day_field, last_day_field
from loftet.core.forms import CHOOSE_ONE, PlainForm
from loftet.people.models import LANGUAGES, OrganisationKind, RoleKind, User
from loftet.people.telephone import written_telephone
from loftet.places.models import Place

NOT_AN_ADDRESS = _("This is not an e-mail address. It looks like name@example.no.")


class AddressForm(PlainForm):
    """The address that a code is sent to."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write your e-mail address."), "invalid": NOT_AN_ADDRESS},
    )


class CodeForm(PlainForm):
    """The code from the e-mail; blanks in it do no harm."""

    code = forms.CharField(
        label=_("The code from the e-mail"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
        error_messages={"required": _("Write the code.")},
    )

    def clean_code(self) -> str:
        """Return the digits."""
        code = "".join(str(self.cleaned_data["code"]).split())
        if len(code) != 6 or not (code.isascii() and code.isdigit()):
            raise forms.ValidationError(_("The code is six digits."))
        return code


class CardForm(PlainForm):
    """A person's name, telephone number and language."""

    name = forms.CharField(
        label=_("Your name"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    telephone = forms.CharField(
        label=_("Your telephone number (optional)"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
        help_text=_("Those you work with see it, and it is in letters that people can ask you about."),
    )
    language = forms.ChoiceField(label=_("Language of the pages and of your e-mails"), choices=LANGUAGES)

    def clean_telephone(self) -> str:
        """Return the number as it is written in Norway."""
        given: str = self.cleaned_data["telephone"]
        return written_telephone(given) if given else ""


# In a small municipality three persons do all.
OF_EVERY_MUNICIPALITY = (
    RoleKind.TOP_MANAGEMENT,
    RoleKind.BUSINESS_ADVISER,
    RoleKind.PROCUREMENT_OFFICER,
)


class InviteForm(PlainForm):
    """Whom to invite, and to what."""

    email = forms.EmailField(
        label=_("Their e-mail address"),
        max_length=254,
        error_messages={"required": _("Write an e-mail address."), "invalid": NOT_AN_ADDRESS},
    )
    kind = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, kinds: Sequence[RoleKind], within: str, **options: Any) -> None:
        super().__init__(*args, **options)
        choices = self.fields["kind"]
        assert isinstance(choices, forms.ChoiceField)
        named = {kind: (kind.value, kind.called_in(within)) for kind in kinds}
        often = OF_EVERY_MUNICIPALITY if within == OrganisationKind.MUNICIPALITY else ()
        first = [named.pop(kind) for kind in often if kind in named]
        rest = [*named.values()]
        none = [] if len(kinds) == 1 else [("", CHOOSE_ONE)]
        choices.choices = [*none, *first, *([(_("More roles"), rest)] if first and rest else rest)]


class DelegationForm(InviteForm):
    """A delegation to act on behalf of the organisation: in writing, for a time."""

    document = forms.CharField(
        label=_("Case number, or which document it is written in"),
        max_length=200,
        error_messages={"required": _("A delegation is in writing. Name the case or the document.")},
    )
    valid_from = day_field(_("From"), required=False)
    valid_to = last_day_field(_("Last day"), help_text=_("Leave it empty if it holds until it is withdrawn."))

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, initial={"valid_from": today}, **options)
        begin_at(self.fields["valid_from"], today, _("It cannot begin before today."))

    def clean(self) -> dict[str, Any]:
        """Check that it ends after it begins."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        begins, ends = cleaned.get("valid_from"), cleaned.get("valid_to")
        if begins and ends and ends <= begins:
            self.add_error("valid_to", _("It must end after it begins."))
        if ends:
            self.demand_value("valid_from", _("Say from when, too."))
        return cleaned


class HandOverForm(PlainForm):
    """The person who takes over: somebody who takes part already, or somebody by e-mail address."""

    colleague = forms.ModelChoiceField(
        label=_("Somebody who takes part already"), queryset=User.objects.none(), required=False
    )
    email = forms.EmailField(
        label=_("Or the e-mail address of somebody else"),
        max_length=254,
        required=False,
        error_messages={"invalid": NOT_AN_ADDRESS},
        help_text=_("The role is yours until they have said yes."),
    )

    def __init__(self, *args: Any, colleagues: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = self.fields["colleague"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = colleagues

    def clean(self) -> dict[str, Any]:
        """Check that one of the two is filled in."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors and bool(cleaned.get("colleague")) == bool(cleaned.get("email")):
            self.add_error("colleague", _("Choose one: somebody who takes part, or an address."))
        return cleaned


class LeaveForm(PlainForm):
    """The last day of somebody who leaves, and who takes over."""

    last_day = day_field(_("Your last day"))
    email = forms.EmailField(
        label=_("The e-mail address of the one who takes over"),
        help_text=_("Leave it empty if nobody does."),
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": NOT_AN_ADDRESS},
    )

    def __init__(self, *args: Any, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        begin_at(self.fields["last_day"], today, _("The day is gone."))


class AccessForm(PlainForm):
    """A request for access: by whom, and for which municipality."""

    place = forms.ModelChoiceField(label=_("Municipality"), queryset=Place.objects.none())
    name = forms.CharField(
        label=_("Your name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"required": _("Write your e-mail address."), "invalid": NOT_AN_ADDRESS},
    )
    text = forms.CharField(
        label=_("What is your work there? (optional)"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, places: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        chosen = self.fields["place"]
        assert isinstance(chosen, forms.ModelChoiceField)
        chosen.queryset = places


class EraseForm(PlainForm):
    """A box that the person ticks to confirm it."""

    sure = forms.BooleanField(
        label=_("Yes, erase what is kept about me"),
        error_messages={"required": _("Tick the box if you are sure.")},
    )
