"""The letters of an event: the invitation, and what a team is told of its registration."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.core.mail import AUTOMATIC, Attachment, Contact, Letter, whole
from loftet.core.words import Words
from loftet.meetings.models import Attendee, Event, MailInvitation, State, Team, Way
from loftet.meetings.queries import calendar_of
from loftet.meetings.sentences import when_and_where
from loftet.meetings.signed import team_word
from loftet.people.contacts import contact_of

INVITATION = "event_invitation"
REGISTERED, PROMOTED, MOVED, CANCELLED = "team_registered", "team_promoted", "team_moved", "team_cancelled"


def invitation_letter(row: int, _language: str, now: datetime) -> Letter | None:
    """Return the invitation to an address; none where the event has been, or is cancelled."""
    rows = MailInvitation.objects.select_related("event__organisation", "event__written_by")
    invited = rows.filter(pk=row).first()
    if invited is None or not _is_ahead(invited.event, now):
        return None
    event = invited.event
    with translation.override(invited.language):
        words = {
            "organisation": event.organisation.name,
            "title": event.title,
            "day": date_format(event.closes, "j. F Y"),
            "address": whole(event.get_absolute_url()),
        }
        parts = (
            _("%(organisation)s invites you to: %(title)s") % words,
            when_and_where(event),
            event.about,
            _("Read more and register by %(day)s: %(address)s") % words,
            _("Are you not the right person? Send it on to somebody who is. You are not sent more letters."),
        )
        subject = f"{event.title}, {date_format(event.day, 'j. F')}"
        return Letter(invited.email, subject, _body(parts), contact=organiser_of(event))


def team_letter(kind: str, row: int, _language: str, now: datetime) -> Letter | None:
    """Return what a team is told: where each of its people is, and the link by which it is changed."""
    rows = Team.objects.select_related("event__organisation", "event__written_by")
    team = rows.prefetch_related("attendees").filter(pk=row).exclude(email="").first()
    if team is None or team.event.is_past(timezone.localdate(now)):
        return None
    event = team.event
    if (event.state == State.CANCELLED) != (kind == CANCELLED):
        return None
    people = [one for one in team.attendees.all() if one.way != Way.AWAY]
    if not people and kind != CANCELLED:
        return _signed_off(team) if kind == REGISTERED else None
    with translation.override(team.language):
        subject, first = _told(kind, event)
        link = whole(reverse("team", args=[team_word(team.pk)]))
        change = _("Somebody cannot come, or will take part in another way? Change it here: %(address)s")
        parts = [first, when_and_where(event)]
        if kind != CANCELLED:
            parts += ["\n".join(f"- {one.name}: {how(one)}" for one in people)]
            parts += [_("Digital address: %(link)s") % {"link": event.link}] if event.link else []
            parts += [change % {"address": link}]
        file = calendar_of(event.title, [event], links=True)
        return Letter(
            team.email,
            subject,
            _body(parts),
            AUTOMATIC,
            [Attachment("mote.ics", file, "text/calendar")],
            organiser_of(event),
        )


def _signed_off(team: Team) -> Letter:
    """Return what a team is told that has said that none of its people comes."""
    event = team.event
    with translation.override(team.language):
        words = {
            "title": event.title,
            "day": date_format(event.day, "j. F"),
            "address": whole(reverse("team", args=[team_word(team.pk)])),
        }
        parts = (
            _("You are signed off, and none of you comes: %(title)s.") % words,
            _("Somebody comes after all? Change it here: %(address)s") % words,
        )
        subject = _("Signed off: %(title)s, %(day)s") % words
        return Letter(team.email, subject, _body(parts), AUTOMATIC, contact=organiser_of(event))


def organiser_of(event: Event) -> Contact | None:
    """Return the person who arranges an event."""
    return contact_of([event.written_by])


def how(one: Attendee) -> Words:
    """Return how somebody takes part, or that the person waits."""
    if one.waits:
        return _("waits for a place")
    return _("has a place") if one.way == Way.PHYSICAL else one.get_way_display()


def _told(kind: str, event: Event) -> tuple[str, str]:
    """Return the subject of a letter, and its first sentence."""
    words = {"title": event.title, "day": date_format(event.day, "j. F"), "reason": event.reason}
    if kind == PROMOTED:
        return (
            _("You have a place: %(title)s, %(day)s") % words,
            _("A place has become free, and you were the next in the queue: %(title)s.") % words,
        )
    if kind == MOVED:
        return (
            _("Changed: %(title)s, %(day)s") % words,
            _("Time, place or address is changed. This holds now: %(title)s.") % words,
        )
    if kind == CANCELLED:
        first = _("The meeting is cancelled: %(title)s.") % words
        return _("Cancelled: %(title)s, %(day)s") % words, f"{first} {event.reason}".strip()
    return (
        _("Registered: %(title)s, %(day)s") % words,
        _("You are registered for: %(title)s.") % words,
    )


def _is_ahead(event: Event, now: datetime) -> bool:
    return event.state == State.ANNOUNCED and not event.is_past(timezone.localdate(now))


def _body(parts: Iterable[str]) -> str:
    return "\n\n".join(one for one in parts if one) + "\n"
