"""The list of suppliers, with its files."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import Column
from loftet.core.verdicts import anybody
from loftet.people.rules import facilitator_roles
from loftet.status.downloads.list_pages import WorkbookListPage
from loftet.suppliers.models import Standing, Supplier
from loftet.suppliers.queries import suppliers_in_order


class SupplierFilters(Filters):
    """Suppliers found by name, industry and state."""

    q = WordsFilter(("organisation__name", "about"), label=_("Words"))
    naering = django_filters.CharFilter(
        "activity",
        "startswith",
        label=_("Industry code"),
        max_length=10,
        widget=forms.TextInput(attrs={"size": 8}),
    )
    tilstand = django_filters.ChoiceFilter(
        "state",
        label=pgettext_lazy("supplier", "State"),
        empty_label=_("all"),
        choices=Standing.choices,
    )


class SupplierList(WorkbookListPage):
    """The suppliers that the reader may see; for a facilitator those that wait come first."""

    rule = anybody
    title = _("Suppliers")
    template_name = "suppliers/pages/suppliers.html"
    filters = SupplierFilters
    file_name = "leverandorer"
    empty = _("No supplier is confirmed yet.")
    columns = (
        Column("name", _("Supplier"), lambda one: one.organisation.name, link=True),
        Column("number", _("Number")),
        Column("place", _("Where"), lambda one: str(one.snapshot.get("town", "") or one.country).title()),
        Column("activity", _("Industry code")),
        Column("published", _("Solutions"), number=True),
        Column("state", pgettext_lazy("supplier", "State"), lambda one: supplier_words(one)),
    )

    def get_rows(self) -> QuerySet[Supplier]:
        """Return the suppliers in their order."""
        return suppliers_in_order(self.actor)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the list, and whether the reader writes firms in."""
        return super().get_context(may_tell=bool(facilitator_roles(self.actor.permissions)), **more)


def supplier_words(one: Supplier) -> str:
    """Return the state of a supplier in words."""
    return gettext("Cannot take on work") if one.trouble else str(one.get_state_display())
