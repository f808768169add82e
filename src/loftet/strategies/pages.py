"""The procurement strategy of a buyer: one small page that everybody reads, and its form."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import day_field, link_field
from loftet.core.forms import RecordForm
from loftet.core.pages import OnlyRowPage, Page
from loftet.core.verdicts import anybody
from loftet.core.versions import row_or_new
from loftet.people.pages.base import OfOrganisationMixin
from loftet.strategies.actions import write_strategy
from loftet.strategies.models import Strategy
from loftet.strategies.rules import may_write_strategy

SHORT = forms.Textarea(attrs={"rows": 2})


class StrategyForm(RecordForm[Strategy]):
    """The strategy on one screen."""

    adopted_on = day_field(_("Adopted on"))
    revise_on = day_field(_("To be revised by"), help_text=_("The buyer is reminded a month before."))
    link = link_field(_("Address of the document"))

    class Meta:
        model = Strategy
        fields = (
            *("climate", "labour", "innovation", "suppliers", "routines"),
            *("adopted_on", "case_number", "revise_on", "link"),
        )
        widgets = {
            **dict.fromkeys(("climate", "labour", "innovation", "suppliers"), SHORT),
            "routines": forms.Textarea(attrs={"rows": 4}),
        }
        labels = {
            "climate": _("Goal for climate and environment"),
            "labour": _("Goal for pay, work and apprentices"),
            "innovation": _("Goal for innovation"),
            "suppliers": _("Goal for small and local firms"),
            "routines": _("Routines: who does what, and when?"),
            "case_number": _("Case number"),
        }
        help_texts = {
            "climate": _("One sentence with a number that can be checked. Leave out what has no goal.")
        }


class StrategyPage(OfOrganisationMixin, Page):
    """The strategy that a buyer has adopted."""

    rule = anybody
    title = _("Procurement strategy")
    template_name = "strategies/pages/strategy.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the strategy, where there is one."""
        found = Strategy.objects.filter(organisation=self.subject).select_related("organisation").first()
        may_write = bool(may_write_strategy(self.actor, self.subject))
        is_due = found is not None and found.revise_on <= self.actor.today
        return super().get_context(strategy=found, may_write=may_write, is_due=is_due, **more)


class StrategyEdit(OfOrganisationMixin, OnlyRowPage):
    """Write the strategy, or what was changed when it was revised."""

    rule = may_write_strategy
    title = _("Procurement strategy")
    lead = _(
        "The Act asks for a strategy and routines. Write what has been adopted, and by when it is revised."
    )
    template_name = "strategies/pages/form.html"
    form_class = StrategyForm
    action = write_strategy
    back_url = ("procurement_strategy", "slug")

    def get_row(self) -> Strategy:
        """Return the strategy, or an empty one."""
        return row_or_new(Strategy, organisation=self.subject)
