"""Make a partnership: `loftet manage partnership baerekraftsloftet Bærekraftsløftet --member ks`."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from loftet.people.models import LANGUAGES, Organisation
from loftet.programme.cohorts.actions import set_partnership


class Command(BaseCommand):
    """Make a partnership, or add members to it; run again, it changes what differs and nothing else."""

    help = "Make a partnership, or add members to it."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the words of the command."""
        parser.add_argument("slug", help="the word of its address, such as baerekraftsloftet")
        parser.add_argument("name", help="its name, such as «Bærekraftsløftet»")
        parser.add_argument("--member", action="append", default=[], help="slug of an organisation in it")
        parser.add_argument("--language", choices=[code for code, _name in LANGUAGES], default="nb")

    def handle(self, **options: Any) -> None:
        """Create it."""
        found = {one.slug: one for one in Organisation.objects.filter(slug__in=options["member"])}
        for slug in options["member"]:
            if slug not in found:
                raise CommandError(f"there is no organisation «{slug}»")
        try:
            made = set_partnership(
                options["slug"],
                options["name"],
                options["language"],
                found.values(),
                today=timezone.localdate(),
            )
        except ValidationError as error:
            raise CommandError("; ".join(error.messages)) from error
        self.stdout.write(f"{made.slug}: {made.name}")
