"""The lists: needs with their files, and who shares a need."""

from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.agreements.rules import organisations_written_for
from loftet.core.cpv import CpvFilter
from loftet.core.expiry import StateFilter
from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import Column, Page
from loftet.core.pages.lists import amount_text, day_text
from loftet.core.verdicts import anybody
from loftet.needs.models import Need, State
from loftet.needs.queries import budget_shown, needs_in_order, standing
from loftet.needs.sharing import shared_needs
from loftet.people.filters import OwnerFilter
from loftet.status.downloads.list_pages import WorkbookListPage
from loftet.status.goal_fields import GoalFilter


class NeedFilters(Filters):
    """Needs found by words, owner, goal, kind of purchase and state."""

    q = WordsFilter(("search_text",), label=_("Words"))
    hvem = OwnerFilter(Need)
    tilstand = StateFilter(State, label=pgettext_lazy("need", "State"))
    maal = GoalFilter()
    cpv = CpvFilter()


class NeedList(WorkbookListPage):
    """The needs that the reader may see, one's own first."""

    rule = anybody
    title = _("Needs")
    purpose = _("What municipalities need, told so that firms can answer.")
    template_name = "needs/pages/needs.html"
    filters = NeedFilters
    file_name = "behov"
    shown = ("title", "volume", "expires_on", "state")
    empty = _("Nobody has shared a need with you yet.")

    def get_rows(self) -> QuerySet[Need]:
        """Return the needs in their order."""
        return needs_in_order(self.actor, self.actor.today)

    @cached_property
    def columns(self) -> tuple[Column, ...]:  # type: ignore[override]
        """Return the columns; a budget frame is there for those who may know it alone."""
        return (
            Column("title", _("Need"), link=True, note=lambda need: need.organisation.name),
            Column("organisation", _("Who")),
            Column(
                "state",
                pgettext_lazy("need", "State"),
                lambda need: need.state_words,
                on_page=lambda need: need.tag,
            ),
            Column(
                "volume", _("Volume"), number=True, on_page=lambda need: amount_text(need.volume, need.unit)
            ),
            Column("unit", _("Unit")),
            Column("needed_by", _("Needed by")),
            Column(
                "expires_on",
                _("Runs out"),
                on_page=lambda need: day_text(need.expires_on if need.state == State.OPEN else None),
            ),
            Column("audience", _("Who reads it")),
            Column("effect", _("Wished effect")),
            Column("cpv", _("CPV code")),
            Column("goals", _("Goals")),
            Column("targets", _("Targets")),
            Column("budget", _("Budget frame"), lambda need: budget_shown(self.actor, need), number=True),
        )

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the list, and for whom the reader may write."""
        return super().get_context(writes_for=organisations_written_for(self.actor), **more)


class SharedNeeds(Page):
    """Needs that several share: by challenge, kind of purchase and target."""

    rule = anybody
    title = _("Who shares a need")
    template_name = "needs/pages/shared.html"

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Show the groups."""
        rows = standing(Need.objects.visible_to(self.actor), self.actor.today)
        return self.answer(groups=shared_needs(rows.order_by("organisation__name", "pk")))
