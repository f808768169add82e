"""Parts that reports show on pages of earlier apps: of a municipality, a region and a matter."""

from django.http import HttpRequest
from django.utils import translation

from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.decisions.models import ADOPTS, DECIDES, Matter
from loftet.decisions.rules import closed_matters
from loftet.documents.pdf import json_values
from loftet.places.models import Place
from loftet.report_content.matter import paper_of
from loftet.reports.models import PlaceReport, address_of


def on_place(_request: HttpRequest, subject: Place) -> Panel | None:
    """Show the way to the reports of a municipality, a region or a county."""
    return Panel("reports/parts/on_place.html", {"place": subject, "address": address_of(subject)})


def on_matter(request: HttpRequest, subject: Matter) -> Panel | None:
    """Show a matter's files for the case system to its own people, and the reports that it has adopted."""
    rows = PlaceReport.objects.filter(decision__matter=subject, decision__outcome__in=ADOPTS)
    reports = list(rows.select_related("place", "decision").order_by("pk"))
    permissions = actor_of(request).permissions
    inside = permissions.has(subject.organisation) and subject.pk not in permissions.once(closed_matters)
    if not inside:
        return Panel("reports/parts/on_matter.html", {"reports": reports}) if reports else None
    with translation.override(subject.language):
        paper = json_values(paper_of(subject, subject.get_absolute_url()))
    decided = any(one.outcome in DECIDES for one in subject.treatments.all())
    context = {"reports": reports, "matter": subject, "words": paper, "decided": decided}
    return Panel("reports/parts/on_matter.html", context)
