"""The notices of Doffin on the calendar of agreements, and in the form of a new agreement."""

from collections.abc import Collection, Mapping
from typing import Any

from django.http import HttpRequest
from django.utils import timezone

from loftet.announcements.models import Announcement, Kind
from loftet.announcements.queries import current, in_calendar
from loftet.core.panels import Panel
from loftet.core.registry import add_parameters
from loftet.people.models import Organisation

ANNOUNCEMENT = "kunngjoring"
MOST_ANNOUNCED = 5
add_parameters((ANNOUNCEMENT,))


def on_agreements(_request: HttpRequest, own: Collection[int]) -> Panel | None:
    """Show what runs out or is asked for next; `own` are the organisations that the reader writes for."""
    announced = list(current(timezone.localdate()).exclude(kind=Kind.PLANNED)[:MOST_ANNOUNCED])
    if not announced:
        return None
    context = {"announced": announced, "in_calendar": in_calendar(announced), "own": own}
    return Panel("announcements/parts/on_agreements.html", context)


def told_by_notice(request: HttpRequest, organisation: Organisation) -> Mapping[str, Any]:
    """Return what the notice that an address names says of a new agreement of an organisation."""
    key = request.GET.get(ANNOUNCEMENT, "")
    notice = Announcement.objects.filter(organisation=organisation, doffin=key).first() if key else None
    if notice is None:
        return {}
    told = {name: getattr(notice, name) for name in ("supplier", "ends_on", "source", "cpv")}
    return told | {"title": notice.title[:160]}
