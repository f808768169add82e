"""The list of pools with its file."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from loftet.core.filters import Filters, WordsFilter
from loftet.core.pages import Column
from loftet.core.pages.lists import amount_text, day_text
from loftet.core.verdicts import anybody
from loftet.people.filters import OwnerFilter
from loftet.pools.models import Certainty, Pool, State
from loftet.pools.queries import counted_in, pledged_in, pools_in_order, starts_for
from loftet.status.downloads.list_pages import WorkbookListPage


class PoolFilters(Filters):
    """Pools found by words, lead buyer and state."""

    q = WordsFilter(("search_text",), label=_("Words"))
    hvem = OwnerFilter(Pool, "lead", label=_("Lead buyer"))
    tilstand = django_filters.ChoiceFilter(
        "state", label=pgettext_lazy("pool", "State"), empty_label=_("all"), choices=State.choices
    )


class PoolList(WorkbookListPage):
    """The pools that the reader may see; `starts` are the organisations for which the reader starts one."""

    rule = anybody
    title = _("Joint purchases")
    purpose = _("Municipalities that buy the same thing together.")
    template_name = "pools/pages/pools.html"
    filters = PoolFilters
    file_name = "felles-innkjop"
    shown = ("title", "members", "pledged", "joins_until", "state")
    empty = _("Nobody has started a joint purchase yet.")
    columns = (
        Column("title", _("What is bought"), link=True, note=lambda pool: pool.lead.name),
        Column("lead", _("Lead buyer")),
        Column("state", pgettext_lazy("pool", "State"), on_page=lambda pool: pool.tag),
        Column("members", _("Members"), lambda pool: len(counted_in(pool)), number=True),
        Column("committed", _("Committed"), lambda pool: pledged_in(pool, Certainty.COMMITTED), number=True),
        Column("intention", _("Intention"), lambda pool: pledged_in(pool, Certainty.INTENTION), number=True),
        Column(
            "interested", _("Interested"), lambda pool: pledged_in(pool, Certainty.INTERESTED), number=True
        ),
        Column("unit", _("Unit")),
        Column("joins_until", _("Join until"), on_page=lambda pool: day_text(pool.joins_until)),
        Column("unit_estimate", _("Buyers' own estimate of the unit price"), number=True),
        Column("cpv", _("CPV code")),
        Column(
            "pledged",
            _("Pledged"),
            pledged_in,
            number=True,
            on_page=lambda pool: amount_text(pledged_in(pool) or 0, pool.unit),
        ),
    )

    def get_rows(self) -> QuerySet[Pool]:
        """Return the pools in their order."""
        return pools_in_order(self.actor)

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the list, and for whom the reader starts pools."""
        return super().get_context(starts=starts_for(self.actor), **more)
