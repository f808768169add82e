"""Sentences of the page of a solution: where it is in use, and what more could be said."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.solutions.models import Answer, Evidence, Solution
from loftet.solutions.queries import UseLine


def answer_sentence(lines: Sequence[UseLine]) -> str:
    """Return what a page about a solution says first."""
    current = [one.use for one in lines if one.use.is_current]
    if not (number := len(current)):
        return _("It is not in use in any municipality yet.")
    in_use = ngettext("In use in %(number)d place.", "In use in %(number)d places.", number)
    said, confirmed = in_use % {"number": number}, _("No municipality has confirmed it yet.")
    if sure := sum(one.answer == Answer.CONFIRMED and one.place_id is not None for one in current):
        confirmed = ngettext(
            "%(number)d municipality has confirmed it.", "%(number)d municipalities have confirmed it.", sure
        )
    return f"{said} {confirmed % {'number': sure}}"


def lacks(solution: Solution) -> list[str]:
    """Return what the organisation of a solution could add so that more find and trust it."""
    is_tried, is_coded = solution.evidence != Evidence.STATED, solution.cpv or solution.targets
    wanted = {
        _("Which problem does it solve? Municipalities search for problems."): solution.problem,
        _("Which effect does it have? With a number, if you have one."): solution.effect,
        _("Has somebody tried or measured it? Say who, where and when."): is_tried,
        _("A CPV code or a target sets it beside the needs that it answers."): is_coded,
        _("Whom do municipalities ask?"): solution.contact,
    }
    return [words for words, there in wanted.items() if not there]
