"""Challenges."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from loftet.log.words import tell


class ChallengesConfig(AppConfig):
    """What the municipalities of a region have picked as theirs to solve together."""

    name = "loftet.challenges"

    def ready(self) -> None:
        """Tell the log what its actions are called, and what is kept about persons."""
        from loftet.challenges.kept import TABLES
        from loftet.people.kept import keep

        for name, kept in TABLES.items():
            keep(name, kept)
        tell(
            {
                "challenge.picked": _("picked a shared challenge"),
                "challenge.reported": _("reported a shared challenge"),
                "challenge.revised": _("wrote about a shared challenge"),
                "challenge.withdrawn": _("withdrew a shared challenge"),
            }
        )
