"""List the error reports that nobody has answered, as CSV: `loftet manage reports`."""

from collections.abc import Iterator
from typing import Any

from django.core.management.base import BaseCommand

from loftet.core.export import Cells, Style, csv_lines
from loftet.status.reports.queries import open_reports

COLUMNS = ("number", "received", "place", "indicator", "year", "edition", "language", "reply_to", "text")
STYLE = Style("", ",", ".", line_end="\n")


class Command(BaseCommand):
    """Show what readers say is wrong with figures."""

    help = "List the error reports that nobody has answered, as CSV."

    def handle(self, **_options: Any) -> None:
        """Write one line a report, the oldest first."""
        for line in csv_lines(_rows(), COLUMNS, STYLE):
            self.stdout.write(line, ending="")


def _rows() -> Iterator[Cells]:
    for report in open_reports():
        place = report.place.slug if report.place else ""
        when = report.received.isoformat(timespec="seconds")
        yield (
            *(report.pk, when, place, report.about, report.year, report.edition),
            *(report.language, report.reply_to, report.text),
        )
