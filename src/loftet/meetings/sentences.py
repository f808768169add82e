"""The first sentence of an event: when, where, whether its reader is in; and an event in a thread."""

from collections.abc import Iterable

from django.utils.formats import date_format, time_format
from django.utils.translation import gettext as _

from loftet.core.threads import Stop
from loftet.meetings.models import Event, State, Team, Way


def when_and_where(event: Event) -> str:
    """Return day, times and place in one line."""
    day = date_format(event.day, "l j. F Y")
    words = _("%(day)s, %(begins)s–%(ends)s") % {
        "day": day[:1].upper() + day[1:],
        "begins": time_format(event.begins, "H.i"),
        "ends": time_format(event.ends, "H.i"),
    }
    return f"{words}, {event.where}" if event.where else words


def standing(event: Event, teams: Iterable[Team]) -> str:
    """Return whether the reader's people are in; nothing where none of them is registered."""
    people = [one for team in teams for one in team.attendees.all() if one.way != Way.AWAY]
    if event.state == State.CANCELLED:
        return _("It is cancelled.")
    if not people:
        return ""
    waiting = sum(one.waits for one in people)
    if not waiting:
        return _("You have a place.") if len(people) == 1 else _("All of you have a place.")
    if waiting == len(people):
        return _("You wait for a place.")
    return _("%(with)d of you have a place, and %(waiting)d wait.") % {
        "with": len(people) - waiting,
        "waiting": waiting,
    }


def dialogue_stops(events: Iterable[Event]) -> list[Stop]:
    """Return the announced market dialogues among some events as stops of a thread, each with its day."""
    return [
        Stop(one.kind_of.words, one.title, one.get_absolute_url(), date_format(one.day, "DATE_FORMAT"))
        for one in events
        if one.kind_of.is_market and one.state == State.ANNOUNCED
    ]
