"""Add an organisation: `loftet manage organisation gol "Gol kommune" municipality --place gol`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from loftet.invalid_input import InvalidInput
from loftet.people.actions.organisations import NewOrganisation, add_organisation
from loftet.people.models import OrganisationKind
from loftet.places.queries import place_by_slug


class Command(BaseCommand):
    """Add an organisation that people can act for."""

    help = "Add an organisation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the words of the command."""
        parser.add_argument("slug", help="the word of its address, such as gol")
        parser.add_argument("name", help="its name, such as «Gol kommune»")
        parser.add_argument("kind", choices=OrganisationKind.values)
        parser.add_argument("--place", default="", help="slug of the place that it speaks for or lies in")
        parser.add_argument("--number", default="", help="organisation number, nine digits")

    def handle(self, **options: Any) -> None:
        """Add it."""
        place = place_by_slug(options["place"]) if options["place"] else None
        if options["place"] and place is None:
            raise CommandError(f"there is no place «{options['place']}»")
        kind = OrganisationKind(options["kind"])
        try:
            added = add_organisation(
                NewOrganisation(options["slug"], options["name"], kind, options["number"]), place
            )
        except InvalidInput as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"{added.slug}: {added.name}")
