"""Erase again those whom a restored backup has brought back (docs/how-to/backup.md)."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils import timezone

from loftet.people.actions.own import erase_again
from loftet.people.erased_list import FILE, read_lines


class Command(BaseCommand):
    """Erase the persons of the list of erased persons who are in the database again."""

    help = "Erase again the persons whom a restored backup has brought back."

    def handle(self, **_options: Any) -> None:
        """Erase them."""
        number = erase_again(read_lines(settings.DATA), now=timezone.now(), today=timezone.localdate())
        self.stdout.write(f"{number} persons of {settings.DATA / FILE} are erased again")
