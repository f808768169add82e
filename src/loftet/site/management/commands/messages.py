"""`loftet manage messages`: keep the words of the pages complete."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from loftet.site.messages import TARGETS, collect, missing, po_file, updated


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
            file, text = po_file(settings.PACKAGE, language), updated(settings.PACKAGE, language, template)
            if not options["check"]:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(text)
            elif not file.exists() or file.read_bytes() != text:
                raise CommandError(f"{file.name} of {language} is not up to date: run «make messages»")
            lacking = missing(settings.PACKAGE, language, template)
            self.stdout.write(f"{language}: {len(lacking)} without words")
            for message in lacking:
                self.stdout.write(f"  {message}")
            if options["check"] and lacking:
                raise CommandError(f"{language} lacks words")
