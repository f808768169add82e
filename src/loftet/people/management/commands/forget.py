"""Remove what has been kept long enough: `loftet manage forget`, once a day (docs/reference/retention.md)."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from loftet.people.actions.retention import forget


class Command(BaseCommand):
    """Let go of addresses, codes and sessions whose time is over."""

    help = "Remove what has been kept long enough."

    def handle(self, **_options: Any) -> None:
        """Forget."""
        self.stdout.write(str(forget(timezone.now())))
        call_command("clearsessions")
