"""Who may write about figures, and how much."""

from datetime import datetime, timedelta

from loftet.indicators.models import ErrorReport

# Nobody signs in to report an error, so the door is kept from being flooded: for all readers together.
MOST_REPORTS, WITHIN = 120, timedelta(hours=1)


def may_report(now: datetime) -> bool:
    """Tell whether one more error report is let in."""
    return ErrorReport.objects.filter(received__gt=now - WITHIN).count() < MOST_REPORTS
