"""Reports of places as search finds them: those that one may read."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from loftet.core.search import RecordSource, SearchDocument, record_document
from loftet.core.words import in_each_language
from loftet.reports.models import PlaceReport


def document(report: PlaceReport) -> SearchDocument:
    """Return what search reads of a report: its kind in every language, its place and its edition."""
    names = list(in_each_language(lambda: str(report)).values())
    day = date_format(report.edition_day, "DATE_FORMAT")
    return record_document(report, "report", title=str(report), names=names, text=report.place.name, note=day)


REPORTS = RecordSource(
    kind="report",
    words=_("report"),
    many=_("Reports"),
    model=PlaceReport,
    document=document,
    related=("place",),
)
