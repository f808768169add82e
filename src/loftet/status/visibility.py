"""The places that may have a status on this site: the municipalities that a reader of editions hides it of.

Under `STATUS_FOR = participants` a municipality that has not joined keeps its values, its years and what
they compare with; its scores, colours and directions stay in the edition, and `judged` says so. Counties,
regions and the country cannot join, and keep what they have. What is hidden, and where, is in
`loftet.editions.visibility`.
"""

from django.conf import settings
from django.utils import timezone

from loftet.editions.rows import Edition, Place
from loftet.editions.visibility import EVERYONE, Codes, Visibility
from loftet.places.models import PlaceCode
from loftet.programme.queries.standings import joined_places
from loftet.status.queries.chosen import day_of_codes

PARTICIPANTS = "participants"
MUNICIPALITY = 4  # digits of a municipality's code


def is_for_participants() -> bool:
    """Check whether the site gives a status to those alone who take part."""
    return bool(settings.STATUS_FOR == PARTICIPANTS)


def visibility() -> Visibility:
    """Return whose status is hidden on this site; the database is asked once for each edition."""
    return Visibility(not_joined) if is_for_participants() else EVERYONE


def not_joined(edition: Edition, places: tuple[Place, ...]) -> Codes:
    """Return the codes of the municipalities of an edition that do not take part today."""
    joined = PlaceCode.objects.on(day_of_codes(edition)).filter(place__in=joined_places(timezone.localdate()))
    codes = set(joined.values_list("code", flat=True))
    return frozenset(one.code for one in places if can_join(one.code) and one.code not in codes)


def can_join(code: str) -> bool:
    """Check whether a place is a municipality, which alone can take part."""
    return len(code) == MUNICIPALITY and code.isdigit()
