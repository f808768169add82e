"""What challenges add to the other apps."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.challenges.actions import report_challenge
from loftet.challenges.models import Challenge
from loftet.challenges.rules import MAY_PICK
from loftet.core.registry import App, Example, register
from loftet.indicators.queries.names import name_now
from loftet.people.actor import Actor
from loftet.people.models import Organisation, RoleKind
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


def example(facilitator: Actor, organisation: Organisation) -> Example:
    """Return a reported challenge of a council's region, and who is let in where."""
    assert organisation.place is not None
    texts = {"title": "Avløp", "text": "Hyttene.", "said_by": "Gol", "own_figures": ""}
    challenge = report_challenge(organisation.place, texts, "nb", actor=facilitator)
    speaks = tuple(f"{where}: {kind}" for where in ("own", "member") for kind in MAY_PICK)
    speaks += ("lent: facilitator",)
    every_role = tuple(f"{where}: {kind}" for where in ("own", "member") for kind in RoleKind)
    others = ("no role", "lent: procurement_officer", "other: facilitator", "supplier: top_management")
    everybody = tuple(dict.fromkeys(("nobody", *every_role, *others, *speaks)))
    open_pages = ("challenges", "challenges_csv", "challenge")
    forms = ("report_challenge", "revise_challenge", "withdraw_challenge")
    words = {"number": challenge.pk, "place": organisation.place.slug}
    return Example(words, dict.fromkeys(open_pages, everybody) | dict.fromkeys(forms, speaks))


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
