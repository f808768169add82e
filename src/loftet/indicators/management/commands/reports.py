"""List the error reports that nobody has answered, as CSV: `loftet manage reports`."""

import csv
from typing import Any

from django.core.management.base import BaseCommand

from loftet.indicators.queries.notes import open_reports

COLUMNS = ("number", "received", "place", "indicator", "year", "edition", "language", "reply_to", "text")


class Command(BaseCommand):
    """Show what readers say is wrong with figures."""

    help = "List the error reports that nobody has answered, as CSV."

    def handle(self, **_options: Any) -> None:
        """Write one line a report, the oldest first."""
        writer = csv.writer(self.stdout, lineterminator="\n")
        writer.writerow(COLUMNS)
        for report in open_reports():
            place = report.place.slug if report.place else ""
            when = report.received.isoformat(timespec="seconds")
            writer.writerow(
                [
                    *(report.pk, when, place, report.indicator, report.year or "", report.edition),
                    *(report.language, report.reply_to, report.text),
                ]
            )
