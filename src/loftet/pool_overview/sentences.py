"""Sentences of pages about a pool: what is pledged, when it pays, and which threshold is reached."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.words import Words
from loftet.pool_overview.gain import FEWEST_PRICES, Gain, shares_by_inhabitants
from loftet.pool_overview.queries import Overview
from loftet.pool_overview.thresholds import NAMES
from loftet.pools.models import Certainty, Pledge


def amount(number: Any) -> str:
    """Return a volume as the language of the page writes it."""
    return str(floatformat(number, "-2g"))


def round_up(volume: float) -> Decimal:
    """Return a volume as a page shows it: three digits, whole from ten on, and not less than it is.

    >>> round_up(179.2), round_up(67.1), round_up(0.0), round_up(12345.6)
    (Decimal('180'), Decimal('68'), Decimal('0.00'), Decimal('1.24E+4'))
    """
    number = Decimal(repr(volume))
    finest = 0 if number >= 10 else -2
    return number.quantize(Decimal(1).scaleb(max(number.adjusted() - 2, finest)), ROUND_CEILING)


def public_title(seen: Overview) -> str:
    """Return who has pledged how much: «Finding leaks: five municipalities, 214 km»."""
    title = seen.pool.title
    if not seen.members:
        return title
    number = len(seen.members)
    words = ngettext(
        "%(count)d member, %(volume)s %(unit)s", "%(count)d members, %(volume)s %(unit)s", number
    )
    told = words % {"count": number, "volume": amount(seen.total), "unit": seen.pool.unit}
    return f"{title}: {told}"


def buyers_title(seen: Overview, gain: Gain) -> str:
    """Return the same, and from which volume it pays; for the buyers alone."""
    words = {"said": public_title(seen), "unit": seen.pool.unit}
    if gain.pays_from is None:
        return _("%(said)s. By these prices it does not pay for all") % words
    words["volume"] = amount(round_up(gain.pays_from))
    return _("%(said)s. From %(volume)s %(unit)s it pays for all") % words


def finding(seen: Overview, line: Decimal | None) -> str:
    """Return the heading of the picture: whether the volume is large enough, and how much is committed."""
    firm, unit = seen.totals[Certainty.COMMITTED], seen.pool.unit
    words = {"firm": amount(firm), "unit": unit, "volume": amount(line or 0)}
    if not seen.members:
        return _("Nobody has pledged a volume yet")
    if line is None:
        return _("%(firm)s %(unit)s is committed") % words
    if seen.total < line:
        return _("The volume is not large enough yet: it takes %(volume)s %(unit)s") % words
    if firm < line:
        return _("The volume is large enough, but only %(firm)s %(unit)s is committed") % words
    return _("The volume that is committed is large enough")


def threshold_name(seen: Overview) -> Words:
    """Return what the threshold is called that the members reach together."""
    return NAMES.get(seen.reached.threshold.kind, "") if seen.reached else ""


@dataclass(frozen=True, slots=True)
class ShareLine:
    """The cost of a member alone and together, in whole kroner."""

    pledge: Pledge
    is_own: bool
    alone: Decimal
    pooled: Decimal
    joint: Decimal
    gain: Decimal


def share_lines(seen: Overview, gain: Gain) -> Sequence[ShareLine]:
    """Return the members with what they pay alone and together, those that the reader acts for first."""
    found = {one.member.key: one for one in gain.shares}
    own = seen.actor.permissions.held_in()
    lines = [
        ShareLine(
            one,
            one.organisation_id in own,
            *(_kroner(getattr(found[str(one.organisation_id)], key)) for key in SHARE),
        )
        for one in seen.members
    ]
    return sorted(lines, key=lambda one: not one.is_own)


def missing(seen: Overview) -> str:
    """Return what is missing before it can be told when it pays, in the words of the page."""
    pool, number = seen.pool, len(seen.pool.own_prices)
    if not number:
        return _("Nobody has written in a price of an own agreement yet. It takes two, at different volumes.")
    if number < FEWEST_PRICES:
        return _("One price is written in. It takes one more, at another volume.")
    if not seen.members:
        return _("Nobody has pledged a volume yet")
    if not shares_by_inhabitants(pool, seen.members):
        return _("No member has inhabitants to share by. Choose another rule.")
    return ""


SHARE = ("alone", "pooled", "joint", "gain")


def _kroner(value: float) -> Decimal:
    return Decimal(round(value))
