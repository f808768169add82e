"""Challenges."""

from django.apps import AppConfig
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.log.words import name_keys, register_log_words


def name_of_target(key: str) -> str | None:
    """Return what a target is called in the log: by its number, such as 7.2 or 7.b."""
    goal, dot, _number = key.partition(".")
    return gettext("target %(number)s") % {"number": key} if goal.isdigit() and dot else None


class ChallengesConfig(AppConfig):
    """What the municipalities of a region have picked as theirs to solve together."""

    name = "loftet.challenges"

    def ready(self) -> None:
        """Tell the log what its actions and things are called, and what is kept about persons."""
        from loftet.challenges.personal_data import TABLES
        from loftet.indicators.queries.reports import name_now
        from loftet.people.personal_data import register_tables

        register_tables(TABLES)
        name_keys({"challenge.": lambda key: name_now(key) or name_of_target(key)})
        register_log_words(
            {
                "challenge.picked": _("picked a shared challenge"),
                "challenge.reported": _("reported a shared challenge"),
                "challenge.revised": _("wrote about a shared challenge"),
                "challenge.withdrawn": _("withdrew a shared challenge"),
            }
        )
