"""The pages of a supplier's yearly figures: the form of three fields, and the button that confirms."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.contracts.models import YearAnswer
from loftet.contracts.pages import OfContract
from loftet.contracts.yearly.actions import confirm_year, tell_year
from loftet.contracts.yearly.rules import asked_year, may_confirm_year, may_tell_year
from loftet.core.fields import number_field
from loftet.core.forms import RecordForm
from loftet.core.pages import ButtonPage, OnlyRowPage
from loftet.core.versions import row_or_new


class YearForm(RecordForm[YearAnswer]):
    """Three figures of a firm."""

    turnover = number_field(_("Sold to municipalities of the programme, kr"), required=True)
    jobs = number_field(_("Jobs, full-time equivalents"), required=True, help_text=_("All of the firm."))
    abroad = number_field(
        _("Sold abroad since the contract began, kr"),
        required=True,
        help_text=_("Of what was delivered here, or 0."),
    )

    class Meta:
        model = YearAnswer
        fields = ("turnover", "jobs", "abroad")


class YearTell(OfContract, OnlyRowPage):
    """Record the figures of the year before."""

    rule = may_tell_year
    lead = _("The buyer confirms them. Others see only the sum of three firms or more.")
    template_name = "contracts/pages/form.html"
    success = _("The figures are kept.")
    form_class = YearForm
    action = tell_year

    def get_title(self) -> Any:
        """Return which year it is about."""
        return _("Three figures of %(year)d") % {"year": asked_year(self.actor)}

    def get_row(self) -> YearAnswer:
        """Return what was told already, or an empty answer."""
        return row_or_new(YearAnswer, contract=self.subject, year=asked_year(self.actor))


class YearConfirm(ButtonPage):
    """Confirm what a firm has told."""

    rule = may_confirm_year
    model = YearAnswer
    lookup = {"pk": "id"}
    action = confirm_year
    success = _("The figures are confirmed.")

    def get_queryset(self) -> QuerySet[YearAnswer]:
        """Return the answers of the contract that the address names."""
        rows = YearAnswer.objects.filter(contract__procurement=self.kwargs["pk"])
        return rows.select_related(*YearAnswer.lock_with)
