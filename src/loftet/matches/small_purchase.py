"""The limit of small purchases, held against what a need may cost, before suppliers are drawn for it.

The law on procurement applies from that amount, a dated row of `catalogue/procurement/thresholds.csv`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.charts.numbers import number_text
from loftet.core.words import for_reader
from loftet.methods.procurement.rows import LOWER_SCOPE, Amount, newest
from loftet.needs.models import Need
from loftet.pool_overview.thresholds import read_thresholds
from loftet.ui.numbers import number_style


@dataclass(frozen=True, slots=True)
class SmallPurchase:
    """The limit of small purchases beside the budget of a need, in a sentence, and its source."""

    is_larger: bool
    sentence: str
    source: str
    is_uncertain: bool


def small_purchase(need: Need, day: date) -> SmallPurchase | None:
    """Return how a need's budget stands to the limit of a day; None where no amount is known."""
    return _held_against(need, read_thresholds(settings.CATALOGUE), day)


def _held_against(need: Need, rows: Iterable[Amount], day: date) -> SmallPurchase | None:
    limit = newest([one for one in rows if one.kind == LOWER_SCOPE], day)
    if limit is None:
        return None
    words = {"limit": number_text(float(limit.amount), 0, number_style())}
    is_larger = need.budget is not None and need.budget >= limit.amount
    if is_larger:
        sentence = _(
            "The budget frame is not below %(limit)s kr: the law on procurement applies, "
            "and a draw alone is not enough."
        )
    elif need.budget is None:
        sentence = _("A small purchase costs less than %(limit)s kr without VAT.")
    else:
        sentence = _("The budget frame is below %(limit)s kr: a small purchase.")
    told = for_reader(limit.sources)
    since = date_format(limit.valid_from, "DATE_FORMAT")
    source = _("Holds from %(day)s. Source: %(source)s") % {"day": since, "source": told}
    return SmallPurchase(is_larger, sentence % words, source, limit.is_uncertain(day))
