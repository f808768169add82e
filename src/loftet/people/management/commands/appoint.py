"""Return an organisation its first people: `loftet manage appoint kari@gol.example gol top_management`."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from loftet.core.verdicts import NotAllowed
from loftet.people.actions.organisations import appoint
from loftet.people.models import Organisation, RoleKind


class Command(BaseCommand):
    """Return somebody a role; all later roles are given by the organisation itself."""

    help = "Give somebody a role in an organisation."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Describe the words of the command."""
        parser.add_argument("email", help="e-mail address; the person signs in with it")
        parser.add_argument("organisation", help="slug of the organisation")
        parser.add_argument("kind", choices=RoleKind.values)
        parser.add_argument("--name", default="", help="the person's name")

    def handle(self, **options: Any) -> None:
        """Appoint."""
        organisation = Organisation.objects.filter(slug=options["organisation"]).first()
        if organisation is None:
            raise CommandError(f"there is no organisation «{options['organisation']}»")
        try:
            role = appoint(
                options["email"],
                organisation,
                RoleKind(options["kind"]),
                name=options["name"],
                today=timezone.localdate(),
            )
        except ValidationError as error:
            raise CommandError(f"«{options['email']}» is not an e-mail address") from error
        except NotAllowed as refused:
            raise CommandError(str(refused.denied.reason)) from refused
        self.stdout.write(str(role))
