"""The pages of a dispute: one for somebody who finds others in their firm, one for the facilitator."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from loftet.core.pages import EditPage, VersionPage
from loftet.suppliers.disputes.actions import decide_supplier, dispute_supplier
from loftet.suppliers.disputes.forms import DecisionForm, DisputeForm
from loftet.suppliers.disputes.rules import may_decide, may_dispute
from loftet.suppliers.models import Supplier
from loftet.suppliers.pages.supplier import OfSupplier


class SupplierDispute(EditPage):
    """The form by which somebody claims their firm; it tells nothing of the firm, which may be hidden."""

    rule = may_dispute
    title = _("This is our firm")
    lead = _("Do others act for your firm here, and you do not know them? A facilitator looks into it.")
    button = _("Tell a facilitator")
    success = _("A facilitator of the region is asked. You hear from them.")
    form_class = DisputeForm
    action = dispute_supplier
    success_url = back_url = ("suppliers",)  # the page of the firm may be hidden

    def get_subject(self) -> Supplier:
        """Return the supplier, also one whose page is hidden."""
        self.demand_user()
        rows = Supplier.objects.select_related("organisation__place")
        return get_object_or_404(rows, organisation__slug=self.kwargs["organisation"])


class SupplierDecide(OfSupplier, VersionPage):
    """A facilitator decides who acts for a firm."""

    rule = may_decide
    title = _("Who acts for the firm?")
    lead = _("If the other takes over, those who act for it now lose their roles. It is confirmed again.")
    button = _("Decide")
    success = _("It is decided. Tell both of them.")
    form_class = DecisionForm

    def run(self, written: dict[str, Any]) -> Supplier:
        """Save the decision on the version that was read: who says so may be another meanwhile."""
        return decide_supplier(self.subject, written["outcome"], written["note"], actor=self.actor)

    def newest(self, form: DecisionForm) -> int:
        """Return the version that is stored now, with who says so now in the form."""
        version = super().newest(form)
        form.show_conflict(self.subject)
        return version
