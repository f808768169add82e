"""Tasks of a market dialogue: a summary that is to be opened, and questions that wait for an answer."""

from collections.abc import Collection
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.registry import Task, TaskReads
from loftet.dialogues.rules import SUMMARY_WITHIN
from loftet.meetings.kinds import kinds
from loftet.meetings.models import Event, State
from loftet.meetings.rules import ORGANISES
from loftet.people.actor import Actor

ASKED_OF = timedelta(days=120)  # a summary that nobody wrote for so long is not written any more


def dialogue_tasks(actor: Actor) -> TaskReads:
    """Return one line: the first dialogue of one's own organisations whose summary is to be opened.

    Or else the first one in which a question waits for an answer.
    """
    own = actor.permissions.held_in(*ORGANISES, own=True)
    if not own:
        return ()
    (events,) = yield [_waiting(own, actor)]
    tasks = [_summarise(one) for one in events if one.day < actor.today and not one.opened]
    tasks += [_answer(one) for one in events if one.unanswered]
    return tasks[:1]


def _waiting(organisations: Collection[int], actor: Actor) -> QuerySet[Event]:
    """Return the dialogues of organisations that have been lately or are ahead, with what waits in each."""
    markets = [one.key for one in kinds().values() if one.is_market]
    rows = Event.objects.filter(organisation__in=organisations, state=State.ANNOUNCED, kind__in=markets)
    rows = rows.filter(day__gte=actor.today - ASKED_OF).exclude(pools__frozen__isnull=False)
    return (
        rows.annotate(
            opened=Count("summaries", distinct=True),
            unanswered=Count("questions", filter=Q(questions__answered=None), distinct=True),
        )
        .select_related("organisation")
        .order_by("day", "pk")
    )


def _summarise(event: Event) -> Task:
    words = _("Open the summary of «%(title)s»") % {"title": event.title}
    address = reverse("event_summarise", args=[event.pk])
    reason = _("all firms are to be told the same, within three weeks")
    return Task(words, address, event.organisation.name, reason, event.day + SUMMARY_WITHIN)


def _answer(event: Event) -> Task:
    number: int = event.unanswered  # type: ignore[attr-defined]
    words = ngettext(
        "Answer %(number)d question about «%(title)s»",
        "Answer %(number)d questions about «%(title)s»",
        number,
    )
    address = reverse("event_dialogue", args=[event.pk])
    reason = _("you organise it")
    return Task(
        words % {"number": number, "title": event.title}, address, event.organisation.name, reason, event.day
    )
