"""The forms of a pool: its terms, what is asked for, a pledge, the announcement."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import day_field, number_field
from loftet.core.forms import RecordForm, VersionForm
from loftet.core.verdicts import Denied, Verdict
from loftet.openness.journal import JournalFields, basis_field
from loftet.people.models import Organisation
from loftet.pools.models import LONGEST_SPECIFICATION, Certainty, Pledge, Pool


class PoolForm(RecordForm[Pool]):
    """The subject of a pool, and until when others join."""

    joins_until = day_field(_("Join until"))

    class Meta:
        model = Pool
        fields: tuple[str, ...] = ("title", "unit", "kind", "cpv", "joins_until")
        labels = {
            "title": _("What do you want to buy together?"),
            "unit": _("In which unit do all tell their volume?"),
            "kind": _("Kind of purchase"),
            "cpv": _("CPV code"),
        }
        help_texts = {
            "title": _("In a few words, such as «finding and mending leaks in water pipes»."),
            "unit": _("Such as km of pipe, meals or square metres. It stays when others have joined."),
            "kind": _(
                "It decides from which value the rules change. Choose utilities where it serves drinking "
                "water, whatever is bought."
            ),
            "cpv": _("The first digits are enough, such as 45232 for pipes. May be left out."),
            "joins_until": _("Until then municipalities of the region join, change and leave."),
        }
        error_messages = {
            "title": {"required": _("Write what you want to buy together.")},
            "unit": {"required": _("Say in which unit the volume is.")},
        }


class TermsForm(PoolForm):
    """The same, and who leads."""

    class Meta(PoolForm.Meta):
        fields = (*PoolForm.Meta.fields, "lead")
        labels = {**PoolForm.Meta.labels, "lead": _("Lead buyer")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        pool = self.instance
        inside = [pool.lead_id, *pool.pledges.filter(withdrawn=None).values_list("organisation", flat=True)]
        lead: Any = self.fields["lead"]
        lead.queryset = Organisation.objects.filter(pk__in=inside)
        lead.empty_label, lead.required = None, False

    def clean_lead(self) -> Organisation:
        """Return who leads; nobody else where none is chosen."""
        found: Organisation = self.cleaned_data["lead"] or self.instance.lead
        return found


class OpenForm(JournalFields, RecordForm[Pool]):
    """The answers that opening a pool asks for: the journal, and by which paragraph the rest stays hidden."""

    class Meta:
        model = Pool
        fields = ("journal", "journal_case", "hidden_basis")
        help_texts = {"journal": _("What everybody reads is no longer an internal draft.")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["hidden_basis"] = basis_field(
            _("By which paragraph do costs and prices stay hidden?"),
            _("The joint cost, and what each one pays and has paid: for buyers alone."),
        )
        self.style_fields()


class SpecificationForm(VersionForm):
    """A new version of what is asked for together."""

    text = forms.CharField(
        label=_("What do you ask for together?"),
        max_length=LONGEST_SPECIFICATION,
        widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("The effect, what must not change, how it is tested. Not a product, and no prices."),
        error_messages={"required": _("Write what you ask for together.")},
    )


class PledgeForm(RecordForm[Pledge]):
    """A pledge: how much, when, how certain; who may sign also writes by which authority."""

    amount = number_field(_("Volume for the whole term"), required=True)
    earliest = day_field(_("Earliest"))
    latest = day_field(_("Latest"))
    alone_unit_price = number_field(
        _("What you pay for each unit today, kr"),
        help_text=_("May be left out. Only the buyers read it, to see what you gain."),
    )
    max_value = number_field(
        _("Maximum value, kr"), help_text=_("Needed for a commitment. It is named in the announcement.")
    )
    authority_limit = number_field(
        _("The authority holds up to, kr"), help_text=_("Needed for a commitment.")
    )

    class Meta:
        model = Pledge
        fields = (
            *("amount", "earliest", "latest", "certainty", "alone_unit_price"),
            *("max_value", "authority", "authority_limit"),
        )
        labels = {"certainty": _("How certain is it?"), "authority": _("Signed authority, case number")}
        help_texts = {
            "amount": _("Options and extensions included."),
            "certainty": _(
                "Interested binds nobody. Intention is what you plan for. Committed is signed by somebody "
                "who may, and you are named as a buyer."
            ),
            "authority": _("Needed for a commitment."),
        }

    def __init__(self, *args: Any, may_commit: Verdict, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["amount"].error_messages["required"] = _("Write a number above 0.")
        self.fields["amount"].label = _("Volume for the whole term, %(unit)s") % {
            "unit": self.instance.pool.unit
        }
        if isinstance(may_commit, Denied):
            certainty: Any = self.fields["certainty"]
            certainty.choices = Certainty.choices[:-1]
            certainty.error_messages["invalid_choice"] = may_commit.reason
            for name in ("max_value", "authority", "authority_limit"):
                del self.fields[name]


class FreezeForm(VersionForm):
    """The announcement: where it is, that it is meant, and of which pledges, as they were read."""

    buyers = forms.CharField(required=False, widget=forms.HiddenInput)

    notice = forms.CharField(
        label=_("Notice on Doffin"),
        required=False,
        max_length=120,
        help_text=_("Its number, if you have it."),
    )
    sure = forms.BooleanField(
        label=_("Buyers, volumes and maximum values are right, and nobody joins later"),
        error_messages={"required": _("Tick that it is right.")},
    )
