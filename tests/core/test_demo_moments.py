"""The moments that the demo is told in."""

from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import time_machine

from loftet.core.demo import Demo

OSLO = ZoneInfo("Europe/Oslo")


def test_a_demo_begun_early_in_the_morning_tells_of_nothing_that_is_still_to_come() -> None:
    today = date(2026, 12, 2)
    demo = Demo(Path(), today)
    with time_machine.travel(datetime(2026, 12, 2, 5, 3, tzinfo=OSLO), tick=False):
        assert demo.at(today) == datetime(2026, 12, 2, 5, 3, tzinfo=OSLO)
        assert demo.at(today - timedelta(1)) == datetime(2026, 12, 1, 10, 0, tzinfo=OSLO)
    with time_machine.travel(datetime(2026, 12, 2, 15, 0, tzinfo=OSLO), tick=False):
        assert demo.at(today) == datetime(2026, 12, 2, 10, 0, tzinfo=OSLO)
