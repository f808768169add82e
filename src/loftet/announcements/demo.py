"""The made-up notices of Doffin, read as the command reads those of Doffin."""

from datetime import datetime, timedelta

from django.utils import timezone

from loftet.announcements.reading import codes_bought, read_announcements
from loftet.core.demo import OFFICE_OPEN, Demo

READ_BACK = timedelta(days=500)


def tell_of_announcements(demo: Demo) -> None:
    """Read what concerns the agreements and the open needs of the demo."""
    from loftet.sources.doffin.client import made_up_doffin  # knows HTTP, which the web loads late

    when = timezone.make_aware(datetime.combine(demo.today, OFFICE_OPEN))
    doffin = made_up_doffin(demo.catalogue, demo.today)
    read_announcements(doffin, demo.today - READ_BACK, demo.today, codes_bought(), lambda: when)
