"""The forms in which a buyer chooses: the lots or why there are none, and the procedure."""

from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import EditPage
from loftet.procurement.actions import choose_procedure, divide_procurement
from loftet.procurement.check import demands_of
from loftet.procurement.choice_forms import DivisionForm, ProcedureForm
from loftet.procurement.pages.procurement import OfProcurement
from loftet.procurement.procedures import Way, ways_of
from loftet.procurement.rules import may_change


class ProcurementDivision(OfProcurement, EditPage):
    """Write the lots with their sums, or why it is not divided."""

    rule = may_change
    title = _("Lots, or why there are none")
    lead = _("Lots let small firms in. They are added up before an amount of the rules is compared.")
    form_class = DivisionForm
    action = divide_procurement


class ProcurementWay(OfProcurement, EditPage):
    """Answer four questions, see which procedures fit, and choose one."""

    rule = may_change
    title = _("Which procedure?")
    lead = _("It suggests and never decides. Weeks and effort are rules of thumb.")
    template_name = "procurement/pages/procedure.html"
    form_class = ProcedureForm
    action = choose_procedure

    @cached_property
    def ways(self) -> list[Way]:
        """Return the procedures that may be used, the best first."""
        return ways_of(self.subject, demands_of(self.subject, self.actor.today).scope)

    @property
    def asks_first(self) -> bool:
        """Check whether the questions were never sent; they may be sent without an answer."""
        return not (self.subject.wanted or self.subject.procedure)

    def get_form_options(self) -> dict[str, Any]:
        """Return the record, with the procedures to choose among once the questions were sent."""
        if self.asks_first:
            self.button = _("Show what fits")  # type: ignore[misc]
        known = None if self.asks_first else [(one.key, one.name) for one in self.ways]
        return super().get_form_options() | {"procedures": known}

    def get_success_url(self) -> str:
        """Return the page itself until a procedure is chosen."""
        if self.saved.procedure:
            return str(self.saved.get_absolute_url())
        return reverse("procurement_way", args=[self.subject.pk])

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the form, and what fits."""
        return super().get_context(ways=[] if self.asks_first else self.ways, **more)
