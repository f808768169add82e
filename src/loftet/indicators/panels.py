"""What pages of earlier packages show of the figures."""

from django.http import HttpRequest

from loftet.core.panels import Panel
from loftet.people.models import Organisation, OrganisationKind


def on_organisation(_request: HttpRequest, organisation: object) -> Panel | None:
    """Lead from a municipality's organisation to its figures. One query at most."""
    if not isinstance(organisation, Organisation) or organisation.kind != OrganisationKind.MUNICIPALITY:
        return None
    return Panel("indicators/on_organisation.html", {"place": organisation.place})
