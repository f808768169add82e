"""The letter that asks what came of an event, its job, and the task of those with an account."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from loftet.background.outbox import enqueue_all
from loftet.core.mail import AUTOMATIC, Letter, whole
from loftet.core.registry import Task, TaskReads
from loftet.evaluations.queries import LETTER, asked_now, to_be_written_to
from loftet.meetings.letters import organiser_of
from loftet.meetings.models import Team
from loftet.meetings.signed import team_word
from loftet.notices.queries.letters import is_silent
from loftet.people.actor import Actor


def ask_afterwards(now: datetime) -> int:
    """Write the letters of the day; return how many. In July they wait until August."""
    if is_silent(timezone.localdate(now)):
        return 0
    with transaction.atomic():
        keys = to_be_written_to(now)
        enqueue_all(LETTER, [(key, None) for key in keys])
    return len(keys)


def afterwards_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the letter to a team; none once it has told."""
    team = asked_now(timezone.localdate(now)).filter(pk=row).exclude(email="").first()
    if team is None:
        return None
    with translation.override(team.language):
        words = {"title": team.event.title, "address": whole(_address(team))}
        first = _("What has come of the meeting «%(title)s»? It takes a minute to answer.") % words
        body = f"{first}\n\n" + _("Answer here: %(address)s") % words
        subject = _("What has come of it? %(title)s") % words
        return Letter(team.email, subject, f"{body}\n", AUTOMATIC, contact=organiser_of(team.event))


def afterwards_tasks(actor: Actor) -> TaskReads:
    """Return one line: the first event of which one's own team is asked to tell."""
    if actor.user is None:
        return ()
    keys = asked_now(actor.today).order_by().values("pk")
    rows = Team.objects.filter(pk__in=keys, registered_by=actor.user, email__iexact=actor.user.email)
    (found,) = yield [rows.select_related("event__organisation").order_by("event__day", "pk")]
    return [_task(one) for one in found[:1]]


def _task(team: Team) -> Task:
    words = _("Say what has come of «%(title)s»") % {"title": team.event.title}
    reason = _("you were there, and it takes a minute")
    return Task(words, _address(team), team.event.organisation.name, reason, None)


def _address(team: Team) -> str:
    return reverse("team_afterwards", args=[team_word(team.pk)])
