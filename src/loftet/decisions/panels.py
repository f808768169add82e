"""What pages of earlier packages show of bodies and matters."""

from itertools import islice

from django.http import HttpRequest
from django.utils import timezone

from loftet.core.panels import Panel
from loftet.decisions.queries.bodies import next_meetings
from loftet.decisions.queries.matters import matters_of
from loftet.decisions.queries.standing import Stands
from loftet.people.access import permissions_of
from loftet.people.models import Organisation

MOST_MEETINGS, MOST_MATTERS = 5, 10
CLOSED = frozenset({Stands.DECIDED, Stands.WITHDRAWN})


def of_organisation(request: HttpRequest, organisation: object) -> Panel | None:
    """Show the next meetings and the open matters of an organisation. Three queries."""
    if not isinstance(organisation, Organisation):
        return None
    today = timezone.localdate()
    rows = matters_of(organisation, permissions_of(request), today)
    still_open = (row for row in rows if row.standing.stands not in CLOSED)
    context = {
        "organisation": organisation,
        "meetings": next_meetings(organisation, today)[:MOST_MEETINGS],
        "matters": list(islice(still_open, MOST_MATTERS)),
    }
    return Panel("decisions/organisation_panel.html", context)
