"""The panels of bodies and matters on pages of earlier packages."""

from django.http import HttpRequest
from django.utils import timezone

from loftet.core.panels import Panel
from loftet.decisions.queries.bodies import next_meetings
from loftet.decisions.queries.matters import open_matters
from loftet.people.access import permissions_of
from loftet.people.models import Organisation, OrganisationKind

MOST_MEETINGS, MOST_MATTERS = 3, 10


def of_organisation(request: HttpRequest, organisation: object) -> Panel | None:
    """Show the next meetings and the open matters of an organisation. Three queries."""
    if not isinstance(organisation, Organisation) or organisation.kind == OrganisationKind.SUPPLIER:
        return None
    today = timezone.localdate()
    context = {
        "organisation": organisation,
        "meetings": next_meetings(organisation, today)[:MOST_MEETINGS],
        "matters": open_matters(organisation, permissions_of(request), today, MOST_MATTERS),
    }
    return Panel("decisions/parts/organisation_panel.html", context)
