"""The letters of one-to-one meetings: somebody asks, one's own times, and a note that is to be confirmed."""

from collections.abc import Callable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from loftet.core.mail import AUTOMATIC, Attachment, Letter, whole
from loftet.meetings.letters import organiser_of
from loftet.meetings.models import Answer, OneToOne, Team
from loftet.meetings.one_to_one.queries import asked_of, calendar_of_team, meetings_of, notes_for
from loftet.meetings.one_to_one.rules import frame_of
from loftet.meetings.signed import team_word

Parts = tuple[str, list[str]]


def timetable_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the letter with the meetings of a team; none once they have been."""
    return _letter(row, now, _timetable, ahead=True)


def asked_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the letter on wishes that a team is asked to answer; none once they are answered."""
    return _letter(row, now, _asked, ahead=True)


def noted_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the letter on notes that a firm is asked to confirm; none once it has."""
    return _letter(row, now, _noted, ahead=False)


def _letter(
    row: int, now: datetime, parts: Callable[[Team, OneToOne], Parts | None], *, ahead: bool
) -> Letter | None:
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


def _timetable(team: Team, frame: OneToOne) -> Parts:
    words = {"title": team.event.title}
    lines = [
        _("- %(time)s, table %(table)d: %(who)s")
        % {
            "time": time_format(frame.time_of(one.slot), "H.i"),
            "table": one.table,
            "who": one.other(team),
        }
        for one in meetings_of(frame, team)
    ]
    none = _("No meeting was found for you this time. You are sent the same questions in writing.")
    if team.event.kind_of.is_matchmaking:
        none = _("No meeting was found for you this time.")
    first = _("Your one-to-one meetings: %(title)s") % words
    return _("Your meetings: %(title)s") % words, [first, "\n".join(lines) or none]


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
