"""The reports of Demodalen, made up: read from `catalogue/demo_programme/reports.csv`.

Their files are made by the worker when the demo has started; what the story tells of is as if they were.
"""

from loftet.core.demo import Cells, Demo
from loftet.decisions.queries.matters import decisions_of
from loftet.people.demo import then
from loftet.places.models import Place
from loftet.reports.actions import adopt_report, approve_report, order_report
from loftet.reports.models import PlaceReport

COLUMNS = ("municipality", "kind", "language", "day", "by", "approved", "adopted", "matter", "approver")


def tell_of_reports(demo: Demo) -> None:
    """Create the reports, each ordered, approved and adopted on its days.

    Raises:
        InvalidInput: with the place of the row that cannot be told.
    """
    demo.each("reports.csv", COLUMNS, lambda row: _report(demo, row))


def _report(demo: Demo, row: Cells) -> None:
    day, place = demo.day(row["day"]), Place.objects.get(slug=row["municipality"])
    written = {"kind": row["kind"], "language": row["language"]}
    report = then(demo, row["by"], day, order_report, place, written, demo.edition_on(day))
    if row["approved"]:
        PlaceReport.objects.filter(pk=report.pk).update(made=report.ordered)
        report = then(demo, row["approver"], demo.day(row["approved"]), approve_report, report)
    if row["adopted"]:
        report.refresh_from_db()
        decision = decisions_of(report.place).get(matter__title=row["matter"])
        then(demo, row["approver"], demo.day(row["adopted"]), adopt_report, report, decision)
