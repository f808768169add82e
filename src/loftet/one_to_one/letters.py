"""The letters of one-to-one meetings: somebody asks, and a note that is to be confirmed; the reminder."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.core.mail import AUTOMATIC, Attachment, Letter, whole
from loftet.dialogues.rules import is_not_frozen
from loftet.meetings.letters import organiser_of
from loftet.meetings.models import Team
from loftet.meetings.queries import calendar_of_team
from loftet.meetings.signed import team_word
from loftet.meetings.telling import tell_of_all
from loftet.one_to_one.asking import ASKED
from loftet.one_to_one.models import Answer, OneToOne, Wish
from loftet.one_to_one.queries import asked_of, notes_for
from loftet.one_to_one.rules import frame_of

Parts = tuple[str, list[str]]


def asked_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the letter on wishes that a team is asked to answer; none once they are answered."""
    return letter_to(row, now, _asked, ahead=True)


def noted_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the letter on notes that a firm is asked to confirm; none once it has."""
    return letter_to(row, now, _noted, ahead=False)


def letter_to(
    row: int, now: datetime, parts: Callable[[Team, OneToOne], Parts | None], *, ahead: bool
) -> Letter | None:
    """Return the letter of some parts to a team; with `ahead` none once the meetings have been."""
    rows = Team.objects.select_related("event__organisation", "event__written_by")
    team = rows.filter(pk=row).exclude(email="").first()
    frame = frame_of(team.event) if team else None
    if team is None or frame is None or (ahead and frame.day < timezone.localdate(now)):
        return None
    with translation.override(team.language):
        told = parts(team, frame)
        if told is None:
            return None
        lines = told[1]
        if ahead:
            link = whole(reverse("team", args=[team_word(team.pk)]))
            lines.append(_("See them here: %(address)s") % {"address": link})
        file = [Attachment("mote.ics", calendar_of_team(team), "text/calendar")] if ahead else []
        body = "\n\n".join(one for one in lines if one)
        return Letter(team.email, told[0], f"{body}\n", AUTOMATIC, file, organiser_of(team.event))


def _asked(team: Team, frame: OneToOne) -> Parts | None:
    waits = [one for one in asked_of(team, frame) if one.answer == Answer.NONE]
    if not waits:
        return None
    words = {"title": team.event.title, "day": date_format(frame.answers_by, "j. F")}
    lines = "\n".join(f"- {one.asker.name}" + (f": {one.about}" if one.about else "") for one in waits)
    first = _("Somebody asks to meet you. Say yes or no by %(day)s.") % words
    return _("Somebody asks to meet you: %(title)s") % words, [first, lines]


def _noted(team: Team, _frame: OneToOne) -> Parts | None:
    waits = [one for one in notes_for(team) if one.confirmed is None]
    if not waits:
        return None
    words = {"title": team.event.title}
    word = team_word(team.pk)  # each has a page of its own, which opens longer than that of the team
    pages = [(one, whole(reverse("team_note", args=[word, one.wish_id]))) for one in waits]
    lines = "\n".join(f"- {one.wish.buyer.name}: {page}" for one, page in pages)
    first = _("The note of your meeting is written. Read it and confirm it.")
    return _("Confirm the note: %(title)s") % words, [first, lines]


def remind_of_wishes(now: datetime) -> int:
    """Write to those who have not answered a wish, the day after the last day for asking; return how many."""
    yesterday = timezone.localdate(now) - timedelta(days=1)
    unanswered = Wish.objects.filter(one_to_one__wishes_by=yesterday, is_mutual=False, answer=Answer.NONE)
    rows = unanswered.select_related("one_to_one__event", "firm__event", "buyer__event")
    asked = {one.asked.pk: one.asked for one in rows if one.one_to_one.event.kind_of.is_matchmaking}
    teams = [team for _key, team in sorted(asked.items()) if is_not_frozen(team.event)]
    with transaction.atomic():
        for team in teams:
            tell_of_all(team, ASKED, now)
    return len(teams)
