"""The registration of challenges."""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.challenges.choosing.demo import tell_of_choosing
from loftet.challenges.choosing.panels import on_municipality, on_region
from loftet.challenges.example import example
from loftet.challenges.focus.demo import tell_of_focus
from loftet.challenges.models import Challenge
from loftet.challenges.search import CHALLENGES
from loftet.challenges.targets.demo import tell_of_targets
from loftet.challenges.targets.panels import targets_on_municipality
from loftet.challenges.targets.queries import standing_at
from loftet.challenges.using.demo import tell_of_uses
from loftet.core.demo import Demo
from loftet.core.registry import App, register
from loftet.core.visible import everybody
from loftet.people.personal_data import done_table
from loftet.places.queries import language_of
from loftet.status.own_targets import OWN_TARGETS
from loftet.status.queries.names import name_now

TEXTS = ("title", "text", "own_figures", "said_by")
PERSONAL_DATA = done_table(
    Challenge,
    "picked_by",
    _("Shared challenges that you picked or reported for a region"),
    _("so that the region knows who has spoken for it"),
    how_long=_("for good, as the region's own; of an erased person only the number is left"),
    shown=("region__name", "origin", "key", *TEXTS, "picked", "acting_for", "withdrawn"),
    newest="picked",
)


def name_in_log(key: str) -> str | None:
    """Return what an indicator or a target is called in the log; a target by its number, as 7.2 or 7.b."""
    if name := name_now(key):
        return name
    goal, dot, _number = key.partition(".")
    return gettext("target %(number)s") % {"number": key} if goal.isdigit() and dot else None


def tell_of_indicators(demo: Demo) -> None:
    """Create what municipalities have chosen, adopted, tied to their plans and work on together."""
    tell_of_choosing(demo)
    tell_of_targets(demo)
    tell_of_uses(demo)
    tell_of_focus(demo)


APP = register(
    App(
        label="challenges",
        visible={Challenge: everybody},
        log_words={
            "challenge.picked": _("picked a shared challenge"),
            "challenge.reported": _("reported a shared challenge"),
            "challenge.revised": _("wrote about a shared challenge"),
            "challenge.withdrawn": _("withdrew a shared challenge"),
            "choosing.saved": _("chose indicators"),
            "choosing.added": _("added indicators to the chosen ones"),
            "choosing.shown": _("showed the chosen indicators to everybody"),
            "choosing.hidden": _("made the chosen indicators a draft again"),
            "choosing.adopted": _("recorded that the chosen indicators are adopted"),
            "focus.begun": _("began a focus area"),
            "focus.ended": _("ended a focus area"),
            "focus.joined": _("let a municipality join a focus area"),
            "focus.left": _("let a municipality leave a focus area"),
            "indicator_use.changed": _("changed what an indicator is used for"),
            "indicator_use.made": _("tied an indicator to something of its own"),
            "indicator_use.removed": _("removed what an indicator was used for"),
            "target.adopted": _("recorded an adopted target"),
            "target.withdrawn": _("withdrew an adopted target"),
        },
        log_names={"challenge.": name_in_log},
        panels=(
            ("municipality", on_municipality),
            ("municipality", targets_on_municipality),
            ("region", on_region),
        ),
        language_of={"municipality": language_of},
        demo=tell_of_indicators,
        personal_data={"challenges": PERSONAL_DATA},
        example=example,
        search=(CHALLENGES,),
        hooks=(OWN_TARGETS(standing_at),),
    )
)
