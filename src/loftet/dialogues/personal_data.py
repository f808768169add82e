"""The tables of market dialogues about persons, and for how long they are kept."""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.dialogues.models import HandedOver, Question, Summary, WrittenInput
from loftet.meetings.personal_data import NAMES_KEPT_FOR, STAYS, teams_of
from loftet.people.models import User
from loftet.people.personal_data import done_table


def _inputs_of(user: User) -> QuerySet[WrittenInput]:
    """Return the answers in writing that somebody wrote in, or whose team writes to the person's address."""
    return WrittenInput.objects.filter(Q(written_by=user) | Q(team__in=teams_of(user)))


def _erase_inputs(user: User, _now: datetime) -> None:
    """Remove the name of an erased person where it is said who sent an answer."""
    if user.name:
        WrittenInput.objects.filter(said_by__istartswith=user.name).update(said_by="")


def _forget_inputs(now: datetime) -> int:
    """Remove who sent an answer a year after the meeting; the answer stays."""
    day = timezone.localdate(now) - NAMES_KEPT_FOR
    return WrittenInput.objects.filter(team__event__day__lte=day).exclude(said_by="").update(said_by="")


PERSONAL_DATA = {
    "event_questions": done_table(
        Question,
        lambda user: Question.objects.filter(Q(asked_by=user) | Q(answered_by=user)),
        _("Questions that you asked or answered in a dialogue with firms"),
        _("so that the same is told to all, and by whom"),
        how_long=STAYS,
        shown=("event__title", "text", "asked", "answer", "answered"),
        newest="asked",
    ),
    "event_inputs": done_table(
        WrittenInput,
        _inputs_of,
        _("What you answered in writing in a dialogue, or wrote in for a firm"),
        _("so that the buyers know what the market says"),
        how_long=_("for good, as the organiser's own; who sent it for a year after the meeting"),
        shown=("team__event__title", "team__name", "text", "least_volume", "drivers", "said_by", "written"),
        newest="written",
        erase=_erase_inputs,
        forget=_forget_inputs,
    ),
    "event_handed_over": done_table(
        HandedOver,
        "by",
        _("What you listed as handed over in a dialogue"),
        _("so that the same is told to all, and by whom"),
        how_long=STAYS,
        shown=("event__title", "what", "link", "when"),
        newest="when",
    ),
    "event_summaries": done_table(
        Summary,
        "by",
        _("Summaries of dialogues that you opened"),
        _("so that the same is told to all, and by whom"),
        how_long=STAYS,
        shown=("event__title", "number", "when"),
        newest="when",
    ),
}
