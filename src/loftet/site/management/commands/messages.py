"""`loftet manage messages`: keep the words of the pages complete."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from loftet.site.messages import collect, missing, unused, update_files
from loftet.site.po_files import TARGETS


class Command(BaseCommand):
    """Collect the source strings into the .po files, or check that they are complete."""

    help = "Collect the source strings into the .po files, or check that they are complete."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add `--check`."""
        parser.add_argument("--check", action="store_true", help="write nothing; fail when something lacks")

    def handle(self, *args: Any, **options: Any) -> None:
        """Collect or check, language by language."""
        template = collect(settings.PACKAGE)
        for language in TARGETS:
            if not options["check"]:
                update_files(settings.PACKAGE, language, template)
            lacking = missing(settings.PACKAGE, language, template)
            self._list(f"{language}: {len(lacking)} without words", lacking)
            if options["check"] and lacking:
                raise CommandError(f"{language} lacks words")
            if left := unused(settings.PACKAGE, language, template):
                self._list(f"{language}: {len(left)} that no page has", left)
                raise CommandError(f"the words of {language} are not up to date: run «make messages»")

    def _list(self, heading: str, messages: list[str]) -> None:
        """Print a heading, and the messages under it."""
        self.stdout.write(heading)
        for message in messages:
            self.stdout.write(f"  {message}")
