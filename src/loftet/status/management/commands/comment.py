"""Put a municipality's own comment beside one of its figures: `loftet manage comment gol water_leakage …`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from loftet.places.queries import place_by_slug
from loftet.status.comments.actions import Written, import_comment
from loftet.status.edition import store
from loftet.status.models import LONGEST_TEXT


class Command(BaseCommand):
    """Keep a comment that a municipality has sent; an earlier one on the same figure is replaced."""

    help = "Put a municipality's own comment beside one of its figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the words of the command."""
        parser.add_argument("place", help="slug of the municipality, such as gol")
        parser.add_argument("indicator", help="key of the indicator, such as water_leakage")
        parser.add_argument("text", help="what the municipality says")
        parser.add_argument("--signed", required=True, help="who says it, such as «Gol kommune»")
        parser.add_argument(
            "--language", choices=["nb", "nn", "en"], default="nb", help="default: %(default)s"
        )

    def handle(self, **options: Any) -> None:
        """Check what is meant, and keep it."""
        place, edition = place_by_slug(options["place"]), store().published()
        if place is None:
            raise CommandError(f"there is no municipality «{options['place']}»")
        if edition is None:
            raise CommandError("no edition is published: publish one before its figures are commented on")
        if options["indicator"] not in {one.key for one in store().indicators(edition, "nb")}:
            raise CommandError(f"edition {edition.id} has no indicator «{options['indicator']}»")
        if len(options["text"]) > LONGEST_TEXT:
            raise CommandError(
                f"the comment has {len(options['text'])} characters; {LONGEST_TEXT} is the most"
            )
        written = Written(edition.id, options["indicator"], options["text"], options["language"])
        comment = import_comment(place, written, signed=options["signed"], now=timezone.now())
        self.stdout.write(
            f"{place.name}, {comment.indicator}: version {comment.version} of the comment is kept"
        )
