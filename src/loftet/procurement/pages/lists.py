"""The list of procurements with its file."""

from datetime import date
from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.cpv import CpvFilter
from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import Column
from loftet.core.pages.lists import amount_text, day_text
from loftet.core.verdicts import anybody
from loftet.core.words import Words
from loftet.people.filters import OwnerFilter
from loftet.procurement.models import Procurement, State
from loftet.procurement.queries import organisations_bought_for, procurements_in_order, value_shown
from loftet.status.downloads.list_pages import WorkbookListPage


class ProcurementFilters(Filters):
    """Procurements found by words, buyer, state and kind of purchase."""

    q = WordsFilter(("search_text",), label=_("Words"))
    hvem = OwnerFilter(Procurement, "lead", label=_("Buyer"))
    tilstand = django_filters.ChoiceFilter(
        "state", label=pgettext_lazy("procurement", "State"), empty_label=_("all"), choices=State.choices
    )
    cpv = CpvFilter()


def _supplier(row: Any) -> str:
    return row.signed_contract.supplier if row.signed_contract else ""


def _value_is(row: Any) -> Words:
    """Return what the value of a row is: that of the contract, or what it was estimated to."""
    if value_shown(row) is None:
        return ""
    return _("in the contract") if row.signed_contract else _("estimated")


def _planned_on(row: Any) -> date | None:
    """Return the planned day of one's own that is not announced."""
    return row.planned_on if row.is_own and row.announced is None else None


class ProcurementList(WorkbookListPage):
    """The procurements that the reader may see, one's own and those at work first."""

    rule = anybody
    title = _("Procurements")
    purpose = _("What municipalities buy, step by step.")
    template_name = "procurement/pages/procurements.html"
    filters = ProcurementFilters
    file_name = "anskaffelser"
    shown = ("title", "value", "day", "state")
    empty = _("Nobody has a procurement that you can read yet.")
    columns = (
        Column("title", _("What is bought"), link=True, note=lambda one: one.lead.name),
        Column("buyer", _("Buyer"), lambda one: one.lead.name),
        Column("kind", _("Kind")),
        Column("cpv", _("CPV code")),
        Column("state", pgettext_lazy("procurement", "State"), on_page=lambda one: one.tag),
        Column(
            "value",
            _("Value"),
            value_shown,
            number=True,
            on_page=lambda one: amount_text(value_shown(one), "kr"),
            note=_value_is,
        ),
        Column("value_is", _("What the value is"), lambda one: str(_value_is(one))),
        Column(
            "day",
            _("Announced"),
            lambda one: one.announced,
            on_page=lambda one: day_text(one.announced or _planned_on(one)),
            note=lambda one: _("planned") if _planned_on(one) else "",
        ),
        Column("planned_on", _("Planned"), _planned_on),
        Column("notice", _("Number on Doffin")),
        Column("supplier", _("Supplier"), _supplier),
    )

    def get_rows(self) -> QuerySet[Procurement]:
        """Return the procurements in their order."""
        return procurements_in_order(self.actor)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the list, and for whom the reader may start a procurement."""
        return super().get_context(writes_for=organisations_bought_for(self.actor), **more)
