"""Why a wish has no time, by the key under which a timetable has it."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from loftet.methods.timetable.problem import Meeting, Problem
from loftet.methods.timetable.unmet import unmet
from loftet.one_to_one.models import Answer, OneToOne
from loftet.one_to_one.queries import wishes_to_meet

REASONS = {
    "never": _("the two are never there at the same time"),
    "limit": _("one of them has as many meetings as a team can have"),
    "busy": _("the two have no free time in common"),
    "tables": _("all tables are taken when both are free"),
    "barred": _("the two must not meet"),
    "declined": _("it was declined"),
    "unanswered": _("it was not answered in time"),
    "lots": _("there were too few places, and lots decided"),
    "by_hand": _("no time is given"),
}


def reasons_of(problem: Problem, meetings: Sequence[Meeting]) -> dict[str, str]:
    """Return the key of the reason why each wish that has no meeting is not met."""
    return {key: reason.kind for key, reason in unmet(problem, meetings, only_mandatory=False)}


def answers_of(frame: OneToOne) -> dict[str, str]:
    """Return the key of the reason of each wish that no timetable is made of."""
    words = {Answer.NEVER: "barred", Answer.NO: "declined", Answer.NONE: "unanswered"}
    rows = frame.wishes.exclude(pk__in=wishes_to_meet(frame).order_by().values("pk"))
    return {str(key): words[Answer(answer)] for key, answer in rows.values_list("pk", "answer")}
