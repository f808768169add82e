"""Remove what has been kept long enough: `loftet manage forget`; the worker does it each hour."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from loftet.people.actions.retention import forget


class Command(BaseCommand):
    """Remove addresses, codes, letters and sessions whose time is over."""

    help = "Remove what has been kept long enough."

    def handle(self, **_options: Any) -> None:
        """Remove it, and print how much."""
        self.stdout.write(str(forget(timezone.now())))
