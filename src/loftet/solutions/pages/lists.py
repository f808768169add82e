"""The lists: solutions with their files, and suppliers."""

from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from loftet.core.cpv import CpvFilter
from loftet.core.expiry import StateFilter
from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import Column
from loftet.core.pages.lists import NONE
from loftet.core.verdicts import anybody
from loftet.geography.slugs import slug as slug_of
from loftet.people.filters import OwnerFilter
from loftet.people.rules import facilitator_roles
from loftet.solutions.models import Evidence, Maturity, Rung, Solution, Standing, State, Supplier
from loftet.solutions.queries import in_area, organisations_offering, solutions_in_order, suppliers_in_order
from loftet.status.downloads.list_pages import WorkbookListPage
from loftet.status.goal_fields import GoalFilter


class SolutionFilters(Filters):
    """Solutions found by words, owner, goal, kind of purchase, evidence, spread and place."""

    q = WordsFilter(("search_text",), label=_("Words"))
    sted = django_filters.CharFilter(label=_("Delivered in"), max_length=80, method="in_place")
    bevis = django_filters.ChoiceFilter(
        "evidence", "gte", label=_("Proof at least"), empty_label=_("any"), choices=Evidence.choices
    )
    hvem = OwnerFilter(Solution)
    maal = GoalFilter()
    cpv = CpvFilter()
    trinn = django_filters.ChoiceFilter(
        "rung", "gte", label=_("Spread at least"), empty_label=_("any"), choices=Rung.choices[1:]
    )
    tilstand = StateFilter(State, label=pgettext_lazy("solution", "State"))

    def in_place(self, rows: QuerySet[Solution], _name: str, place: str) -> QuerySet[Solution]:
        """Return the solutions that are delivered in a place."""
        return rows.filter(in_area(slug_of(place), timezone.localdate()))


class SolutionList(WorkbookListPage):
    """The solutions that the reader may see."""

    rule = anybody
    title = _("Solutions")
    template_name = "solutions/pages/solutions.html"
    filters = SolutionFilters
    file_name = "losninger"
    shown = ("title", "used_in", "rung", "evidence")
    empty = _("Nobody has published a solution yet.")
    columns = (
        Column("title", _("Solution"), link=True, note=lambda one: one.note),
        Column("organisation", _("Who")),
        Column("evidence", _("Proof")),
        Column("rung", _("Spread"), on_page=lambda one: one.get_rung_display() if one.rung else NONE),
        Column("used_in", _("In use in"), number=True, on_page=lambda one: one.used_in or NONE),
        Column("maturity", _("Maturity"), lambda one: str(Maturity(one.maturity).label)),
        Column("problem", _("Problem")),
        Column("effect", _("Effect")),
        Column("evidence_source", _("Who measured it")),
        Column("cpv", _("CPV code")),
        Column("goals", _("Goals")),
        Column("targets", _("Targets")),
        Column("price_model", _("Price model")),
        Column("delivers", _("Delivered in")),
        Column("languages", _("Languages"), lambda one: ", ".join(one.language_names)),
        Column("markets", _("Markets abroad")),
        Column("contact", _("Contact")),
        Column("state", pgettext_lazy("solution", "State"), lambda one: one.state_words),
        Column("expires_on", _("Runs out")),
    )

    def get_rows(self) -> QuerySet[Solution]:
        """Return the solutions in their order."""
        return solutions_in_order(self.actor)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the list, and for whom the reader may write."""
        return super().get_context(writes_for=organisations_offering(self.actor), **more)


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
    template_name = "solutions/pages/suppliers.html"
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
