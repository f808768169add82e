"""Actions on an event: planned, changed, announced, cancelled."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import Model
from django.utils.translation import gettext as _

from loftet.background.outbox import enqueue_all
from loftet.core.actions import Done, action
from loftet.core.records import set_values
from loftet.core.registry import call_all
from loftet.core.verdicts import Denied
from loftet.invalid_input import InvalidInput
from loftet.meetings.hooks import MAY_INVITE
from loftet.meetings.kinds import Audience
from loftet.meetings.letters import CANCELLED, INVITATION, MOVED
from loftet.meetings.models import Event, MailInvitation
from loftet.meetings.rules import ORGANISES, STATES, acts_for, is_about_enough, may_change, may_plan
from loftet.meetings.telling import tell_promoted, tell_teams
from loftet.needs.rules import may_see as need_is_open_to
from loftet.notices.actions.notifications import News, followers, notify
from loftet.notices.models import Reason
from loftet.people.acting import acts_by
from loftet.people.actor import Actor
from loftet.people.models import Organisation, Role, RoleKind, User
from loftet.people.queries.holders import people_in
from loftet.pools.rules import LEADS, member_ids
from loftet.pools.rules import may_see as pool_is_open_to
from loftet.programme.queries.standings import taking_part
from loftet.programme.rules import may_run

MOST_INVITED = 300
TOLD_OF = ("day", "begins", "ends", "where", "link")  # changes of which teams are told
ABOUT = ("needs", "pools", "challenges")


ACTS_FOR = acts_by(*ORGANISES)


@action("event.planned", rule=may_plan, creates=True, acting_for=ACTS_FOR)
def plan_event(organisation: Organisation, written: Mapping[str, Any], *, actor: Actor) -> Event:
    """Create a draft; `written` are fields of `Event`, with `needs`, `pools` and `challenges` as rows.

    Raises:
        InvalidInput: when a value is refused, or something that it is about is hidden from the actor.
    """
    event = Event(organisation=organisation, written=actor.now, written_by=actor.person)
    event.changed = actor.now
    _write(event, written, actor)
    event.save()
    _set_subjects(event, written)
    return event


@action("event.changed", rule=may_change, acting_for=acts_for)
def change_event(event: Event, written: Mapping[str, Any], *, actor: Actor) -> Event:
    """Change an event; teams are told of another time, place or address, and new places are given.

    Raises:
        InvalidInput: when a value is refused, or the meeting would be in the past or about nothing.
    """
    before = {name: getattr(event, name) for name in TOLD_OF}
    _write(event, written, actor)
    _set_subjects(event, written)
    event.changed = actor.now
    if event.is_public:
        if event.is_past(actor.today):
            raise InvalidInput.because(_("Choose a day that is still to come."), field="day")
        _still_about_something(event)
        event.save()
        if any(getattr(event, name) != before[name] for name in TOLD_OF):
            tell_teams(event, MOVED)
        tell_promoted(event, actor.now)
    return event


def _still_about_something(event: Event) -> None:
    if isinstance(verdict := is_about_enough(event), Denied):
        raise InvalidInput.because(str(verdict.reason), field="needs")


def _write(event: Event, written: Mapping[str, Any], actor: Actor) -> None:
    set_values(event, {name: value for name, value in written.items() if name not in ABOUT})
    if event.cohort is not None and not may_run(actor, event.cohort):
        raise InvalidInput.because(_("The cohort is run by others."), field="cohort")
    if event.kind_of.audience == Audience.COHORT and event.cohort is None:
        raise InvalidInput.because(_("Say of which cohort it is the gathering."), field="cohort")
    hidden = [
        name
        for name, is_open in (("needs", need_is_open_to), ("pools", pool_is_open_to))
        for row in written.get(name, ())
        if not is_open(actor, row) and not _is_about(event, name, row)
    ]
    if hidden:
        raise InvalidInput.because(_("Something that it is about is not open to you."), field=hidden[0])


def _is_about(event: Event, name: str, row: Model) -> bool:
    """Check whether an event is about something already: what was closed to its organiser since stays."""
    return event.pk is not None and bool(getattr(event, name).filter(pk=row.pk).exists())


def _set_subjects(event: Event, written: Mapping[str, Sequence[Model]]) -> None:
    for name in ABOUT:
        if name in written:
            getattr(event, name).set(written[name])


@action("event.announced", rule=STATES.rule_of("announce"), acting_for=acts_for)
def announce_event(event: Event, emails: Sequence[str] = (), *, actor: Actor) -> Event:
    """Publish an event: who follows what it is about is told, and addresses are invited by letter.

    Raises:
        InvalidInput: when an address is none, or there are too many.
    """
    STATES.take("announce", event)
    event.announced = event.changed = actor.now
    event.save()
    invite(event, emails, actor)
    _tell_followers(Done("event.announced", event, event, actor))
    return event


@action("event.invited", rule=may_change, acting_for=acts_for)
def invite_more(event: Event, emails: Sequence[str], *, actor: Actor) -> Event:
    """Invite more addresses to an event that is announced; one that was invited is sent nothing again.

    Raises:
        InvalidInput: when an address is none, there are too many, or it is not announced.
    """
    if not event.is_public:
        raise InvalidInput.because(_("The meeting is not announced yet."))
    invite(event, emails, actor)
    return event


def invite(event: Event, emails: Iterable[str], actor: Actor) -> None:
    """Write the invitations by letter, each address once."""
    wanted = dict.fromkeys(one.strip().casefold() for one in emails if one.strip())
    for one in wanted:
        try:
            validate_email(one)
        except ValidationError as refused:
            raise InvalidInput.because(
                _("«%(email)s» is no e-mail address.") % {"email": one[:60]}, field="emails"
            ) from refused
    known = set(event.mail_invitations.values_list("email", flat=True))
    new = [one for one in wanted if one not in known]
    for lacks in call_all(MAY_INVITE, event) if new else ():
        if isinstance(lacks, Denied):
            raise InvalidInput.because(str(lacks.reason), field="emails")
    if len(known) + len(new) > MOST_INVITED:
        raise InvalidInput.because(
            _("At most %(most)d addresses are invited by letter.") % {"most": MOST_INVITED}, field="emails"
        )
    language = event.organisation.official_form
    MailInvitation.objects.bulk_create(
        MailInvitation(event=event, email=one, language=language, invited=actor.now) for one in new
    )
    rows = event.mail_invitations.filter(email__in=new)
    enqueue_all(INVITATION, [(one.pk, None) for one in rows], expires=event.starts_at)


def _tell_followers(done: Done) -> None:
    """Notify followers of the organiser and of what it is about, buyers of its pools, and the cohort."""
    event: Event = done.record
    news = News.about(done.key, event, title=event.title, day=event.day.isoformat())
    by, now, today = done.actor.user, done.actor.now, done.actor.today
    if event.kind_of.audience == Audience.INVITED:
        return
    by_role = {one.pk: one for one in _people_concerned(event, today)}
    notify(news, by_role.values(), reason=Reason.ROLE, by=by, now=now)
    rows: tuple[Model, ...] = (event.organisation, *event.needs.all(), *event.pools.all())
    following = {user.pk: user for row in rows for user in followers(row)}
    to = [user for key, user in following.items() if key not in by_role]
    notify(news, to, reason=Reason.FOLLOWS, by=by, now=now)


def _people_concerned(event: Event, today: date) -> list[User]:
    """Return whom it concerns by their role: of a cohort's municipalities, and of the members of pools."""
    found: list[User] = []
    if event.kind_of.audience == Audience.COHORT and event.cohort is not None:
        members = taking_part(today, event.cohort).values_list("organisation", flat=True)
        people = people_in(members, tuple(RoleKind), today)
        found += [named.user for there in people.values() for named in there]
    keys = {key for pool in event.pools.all() for key in (*member_ids(pool), pool.lead_id)}
    roles = Role.objects.on(today).filter(organisation__in=keys, kind__in=LEADS).select_related("user")
    return [*found, *(one.user for one in roles)]


@action("event.cancelled", rule=STATES.rule_of("cancel"), acting_for=acts_for)
def cancel_event(event: Event, reason: str, *, actor: Actor) -> Event:
    """Cancel an event; the teams are told why.

    Raises:
        InvalidInput: when the reason is refused.
    """
    set_values(event, {"reason": reason})
    STATES.take("cancel", event)
    event.changed = actor.now
    event.save()
    tell_teams(event, CANCELLED)
    return event
