"""Days of a test that are reckoned while it runs, so that no midnight lies between its table and it."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone


def with_days(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is written, the day so far from today for each `timedelta`."""
    today = timezone.localdate()
    return {name: today + one if isinstance(one, timedelta) else one for name, one in written.items()}
