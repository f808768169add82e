"""The tables of events about persons, and for how long they are kept."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.meetings.models import (
    Attendee,
    Event,
    MailInvitation,
    Team,
)
from loftet.people.models import User
from loftet.people.personal_data import DataDescription, DataTable, Group, done_table

KNOW_KEPT_FOR, NAMES_KEPT_FOR = timedelta(days=14), timedelta(days=365)
STAYS = _("for good, as the organiser's own; of an erased person only the number is left")


def _attendees_of(user: User) -> QuerySet[Attendee]:
    """Return the people of the teams that somebody registered or that write to the person's address."""
    return Attendee.objects.filter(team__in=teams_of(user))


def teams_of(user: User) -> QuerySet[Team]:
    """Return the teams that somebody registered, or that write to the person's address."""
    mine = Q(registered_by=user)
    return Team.objects.filter(mine | Q(email__iexact=user.email) if user.email else mine)


def _erase_attendees(user: User, _now: datetime) -> None:
    """Remove the name of an erased person where a team has it, and the address of letters."""
    if user.name:
        _attendees_of(user).filter(name__iexact=user.name).update(name="", role="", know="")
    teams_of(user).filter(email__iexact=user.email).update(email="")


def _forget_attendees(now: datetime) -> int:
    """Remove what only the organiser reads 14 days after a meeting, and names and addresses after a year."""
    today = timezone.localdate(now)
    old = Attendee.objects.filter(team__event__day__lte=today - KNOW_KEPT_FOR).exclude(know="")
    removed = old.update(know="")
    past = Q(team__event__day__lte=today - NAMES_KEPT_FOR)
    removed += Attendee.objects.filter(past).exclude(name="", role="").update(name="", role="")
    Team.objects.filter(event__day__lte=today - NAMES_KEPT_FOR).exclude(email="").update(email="")
    return removed


def _forget_invitations(now: datetime) -> int:
    """Remove addresses that were invited, 14 days after the meeting."""
    day = timezone.localdate(now) - KNOW_KEPT_FOR
    return int(MailInvitation.objects.filter(event__day__lte=day).delete()[0])


def _invitations_of(user: User) -> QuerySet[Any]:
    return MailInvitation.objects.filter(email__iexact=user.email)


def _erase_invitations(user: User, _now: datetime) -> None:
    _invitations_of(user).delete()


PERSONAL_DATA = {
    "events": done_table(
        Event,
        "written_by",
        _("Meetings that you planned"),
        _("so that somebody can be asked about it"),
        how_long=STAYS,
        shown=("organisation__name", "title", "day", "state"),
        newest="written",
    ),
    "event_teams": done_table(
        Team,
        "registered_by",
        _("Teams that you registered"),
        _("so that it is known who registered them"),
        how_long=STAYS,
        shown=("event__title", "name", "email", "registered"),
        newest="registered",
    ),
    "event_attendees": DataTable(
        DataDescription(
            Group.TOLD,
            _("Those whom you registered for meetings, and what the organiser should know"),
            _("so that the organiser knows who comes"),
            _("what the organiser should know for 14 days after the meeting, names for a year"),
        ),
        _attendees_of,
        shown=("team__event__title", "name", "role", "way", "know"),
        erase=_erase_attendees,
        forget=_forget_attendees,
    ),
    "event_invitations": DataTable(
        DataDescription(
            Group.INVITATIONS,
            _("Meetings that you were invited to by e-mail"),
            _("so that nobody is invited twice"),
            _("for 14 days after the meeting"),
        ),
        _invitations_of,
        shown=("event__title", "email", "invited"),
        newest="invited",
        erase=_erase_invitations,
        forget=_forget_invitations,
    ),
}
