"""The registration of challenges."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.challenges.example import example
from loftet.challenges.models import Challenge
from loftet.core.registry import App, register
from loftet.indicators.queries.names import name_now
from loftet.people.personal_data import DataDescription, DataTable, Group, pointing

TEXTS = ("title", "text", "own_figures", "said_by")
PERSONAL_DATA = DataTable(
    DataDescription(
        Group.DONE,
        _("Shared challenges that you picked or reported for a region"),
        _("so that the region knows who has spoken for it"),
        _("for good, as the region's own; of an erased person only the number is left"),
    ),
    pointing(Challenge, "picked_by"),
    shown=("region__name", "origin", "key", *TEXTS, "picked", "acting_for", "withdrawn"),
    newest="picked",
)


def name_in_log(key: str) -> str | None:
    """Return what an indicator or a target is called in the log; a target by its number, as 7.2 or 7.b."""
    if name := name_now(key):
        return name
    goal, dot, _number = key.partition(".")
    return gettext("target %(number)s") % {"number": key} if goal.isdigit() and dot else None


APP = register(
    App(
        label="challenges",
        log_words={
            "challenge.picked": _("picked a shared challenge"),
            "challenge.reported": _("reported a shared challenge"),
            "challenge.revised": _("wrote about a shared challenge"),
            "challenge.withdrawn": _("withdrew a shared challenge"),
        },
        log_names={"challenge.": name_in_log},
        personal_data={"challenges": PERSONAL_DATA},
        example=example,
    )
)
