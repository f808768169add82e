"""Write the weekly letters that are due: `loftet manage weekly_letters`; the worker does it each morning."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from loftet.notices.actions.digests import send_weekly_letters


class Command(BaseCommand):
    """Write each person's letter of the week, if it is the day for it; to run it twice writes none twice."""

    help = "Write the weekly letters that are due; the worker sends them."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the words of the command."""
        parser.add_argument(
            "--weekday",
            type=int,
            choices=range(1, 8),
            default=settings.LETTER_WEEKDAY,
            help="1 is Monday, 7 is Sunday; default: %(default)s",
        )

    def handle(self, **options: Any) -> None:
        """Write them, and print how many."""
        done = send_weekly_letters(timezone.localdate(), options["weekday"])
        self.stdout.write(str(done))
        if done.failed:
            raise CommandError("some letters failed; the log says why")
