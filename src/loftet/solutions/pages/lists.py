"""The lists: solutions with their files, and suppliers."""

import django_filters
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.cpv import CpvFilter
from loftet.core.expiry import StateFilter
from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import Column
from loftet.core.pages.lists import NONE
from loftet.core.verdicts import anybody
from loftet.geography.slugs import slug as slug_of
from loftet.people.filters import OwnerFilter
from loftet.people.models import Organisation
from loftet.places.ladder import Rung
from loftet.solutions.models import Evidence, Solution, State
from loftet.solutions.queries import in_area, solutions_in_order
from loftet.status.downloads.list_pages import WorkbookListPage
from loftet.status.goal_fields import GoalFilter
from loftet.suppliers.queries import organisations_offering


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
    purpose = _("What firms offer, and who uses it.")
    template_name = "solutions/pages/solutions.html"
    filters = SolutionFilters
    file_name = "losninger"
    shown = ("title", "used_in", "rung", "evidence")
    empty = _("Nobody has published a solution yet.")
    write_url, write_words = "solution_create", _("Write a solution")
    columns = (
        Column("title", _("Solution"), link=True, note=lambda one: one.note),
        Column("organisation", _("Who")),
        Column("evidence", _("Proof")),
        Column("rung", _("Spread"), on_page=lambda one: one.get_rung_display() if one.rung else NONE),
        Column("used_in", _("In use in"), number=True, on_page=lambda one: one.used_in or NONE),
        Column("maturity", _("Maturity")),
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

    def writes_for(self) -> list[Organisation]:
        """Return the organisations for which the reader may write a solution."""
        return organisations_offering(self.actor)
