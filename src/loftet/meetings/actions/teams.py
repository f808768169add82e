"""Actions on a team: registered, and changed by its own people, by its link, or by the organiser."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.background.outbox import enqueue
from loftet.core.actions import action
from loftet.core.email_addresses import mailbox_of
from loftet.core.records import set_values
from loftet.core.verdicts import Denied, NotAllowed, demand
from loftet.core.words import page_language
from loftet.invalid_input import InvalidInput
from loftet.meetings.letters import CONFIRM, REGISTERED
from loftet.meetings.models import Attendee, Event, PendingRegistration, Side, Team, Way
from loftet.meetings.rules import (
    held_until,
    is_open,
    may_add,
    may_change_team,
    may_come_again,
    may_come_in,
    may_hold,
    may_register,
    may_register_for,
    may_write_to,
    organises,
    side_of,
)
from loftet.meetings.telling import MOST_LETTERS, tell_promoted, tell_team
from loftet.people.actions.sign_in import count, forget_throttle_events
from loftet.people.actor import Actor
from loftet.people.hashes import keyed
from loftet.people.limits import Attempt
from loftet.people.models import Organisation, ThrottleKind

MOST_IN_A_TEAM = 12
NOT_WAITING = Denied(
    gettext_lazy(
        "This link is no longer in use. Have you confirmed? Then all of it is in the newest letter from us."
        " Did the time run out? Register again, you are welcome."
    )
)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a team as the form has it; `key` is the row that it changes, or None for a new one.

    `know` is None where what was written before stays: a form never shows it.
    """

    key: int | None
    name: str
    role: str
    way: str
    know: str | None


@action("event.registered", rule=may_register, creates=True)
def register_team(
    event: Event,
    organisation: Organisation | None,
    written: Mapping[str, Any],
    people: Sequence[Person],
    *,
    actor: Actor,
) -> Team:
    """Create the registration of a team, and give it the places that are free; the rest waits.

    Raises:
        NotAllowed: when the actor has no role in the organisation, and does not organise, or nobody has
            confirmed the address.
        InvalidInput: when a value is refused, nobody is named, or the organisation is registered already.
    """
    demand(may_register_for(actor, organisation, event))
    demand(may_write_to(actor, organisation, event, written["email"]))
    if organisation is None and not organises(actor, event):
        demand(may_come_again(event, written["email"]))
    if organisation is not None:
        if event.teams.filter(organisation=organisation).exists():
            raise InvalidInput.because(
                _("%(name)s is registered already. Change that registration, also to add people.")
                % {"name": organisation.name},
                field="organisation",
            )
        written = {**written, "name": organisation.name, "side": side_of(organisation.kind)}
    team = Team(event=event, organisation=organisation, language=_language_for(organisation, event, actor))
    return _register(team, written, people, actor)


def _register(team: Team, written: Mapping[str, Any], people: Sequence[Person], actor: Actor) -> Team:
    """Save a new team with its people, and fill free places."""
    team.registered = team.changed = actor.now
    team.registered_by = actor.user
    set_values(team, written)
    team.save()
    _write_people(team, people, actor)
    _give_places(team, actor)
    return team


def _language_for(organisation: Organisation | None, event: Event, actor: Actor) -> str:
    """Return the language of a team's letters: its organisation's, or that of the form a firm fills in."""
    if organisation is None and not organises(actor, event):
        return page_language()
    return (organisation or event.organisation).official_form


def count_registration(client: str, email: str, now: datetime) -> None:
    """Count a registration without an account; one that a later rule refuses stays counted.

    It is counted before the limits are asked, so that those who register at once see each other.

    Raises:
        NotAllowed: when too many come from one machine, or go to one address.
    """
    forget_throttle_events(now)
    attempt = Attempt(keyed("team", mailbox_of(email)), client, "", for_all=False)
    counted = count(ThrottleKind.TEAM, attempt, now)
    if isinstance(denied := may_come_in(attempt, counted, now), Denied):
        counted.delete()
        raise NotAllowed(denied)


@action(None, rule=may_register, creates=True)
def ask_to_register(
    event: Event, written: Mapping[str, Any], people: Sequence[Person], client: str, *, actor: Actor
) -> PendingRegistration:
    """Create a registration that its address has to confirm, and send the letter that asks it to.

    Until then it takes no place, and no letter says what is in it: the address may be somebody else's.
    `client` is a keyed hash of where it comes from.

    Raises:
        NotAllowed: when an account is needed, or too many from there, or for the event, wait already.
        InvalidInput: when a value is refused, or nobody is named.
    """
    demand(may_register_for(actor, None, event))
    demand(may_hold(event, client, actor.now))
    demand(may_come_again(event, written["email"]))
    pending = PendingRegistration(event=event, client=client, language=page_language(), made=actor.now)
    pending.expires = held_until(event, actor.now)
    set_values(pending, {"name": written["name"], "email": written["email"]})
    _demand_people(people)
    for person in people:
        _set_person(Attendee(), person, event)
    pending.people = [asdict(person) for person in people]
    pending.save()
    enqueue(CONFIRM, pending.pk, expires=pending.expires)
    return pending


@action("event.registered", rule=is_open, creates=True)
def confirm_registration(event: Event, pending: PendingRegistration, *, actor: Actor) -> Team:
    """Create the team of a registration that its address has confirmed, and give it the places that are free.

    Raises:
        NotAllowed: when it has been confirmed already, or its time has run out.
    """
    rows = event.pending_registrations.waiting(actor.now).select_for_update()
    row = rows.filter(pk=pending.pk).first()
    if row is None:
        raise NotAllowed(NOT_WAITING)
    written = {"name": row.name, "email": row.email, "side": Side.MARKET}
    demand(may_come_again(event, row.email))
    people = [Person(**one) for one in row.people]
    team = _register(Team(event=event, language=row.language), written, people, actor)
    row.delete()
    return team


@action("event.team_changed", rule=may_change_team)
def change_team(team: Team, people: Sequence[Person], *, actor: Actor) -> Team:
    """Change the people of a team; a place that becomes free goes to the next who waits.

    Raises:
        NotAllowed: when somebody is added after registration has closed.
        InvalidInput: when a value is refused, or nobody is named.
    """
    _write_people(team, people, actor)
    team.changed = actor.now
    _give_places(team, actor)
    return team


def _give_places(team: Team, actor: Actor) -> None:
    """Fill free places; the team itself gets one letter about all its people, the others one if promoted."""
    tell_promoted(team.event, actor.now, besides=team.pk)
    tell_team(team, REGISTERED, actor.now, most=MOST_LETTERS)


def _write_people(team: Team, people: Sequence[Person], actor: Actor) -> None:
    """Write the people of a team; one who comes after all goes to the end of the queue.

    Raises:
        InvalidInput: with the field of the person that is refused.
    """
    rows = {one.pk: one for one in team.attendees.all()}
    _demand_people(people)
    for person in people:
        row = rows.get(person.key) if person.key is not None else Attendee(team=team)
        if row is None:
            raise InvalidInput.because(_("Somebody is no longer in this team. Load the page again."))
        if person.way != Way.AWAY and (row.pk is None or row.way == Way.AWAY):
            demand(may_add(actor, team.event))
        _write_person(row, person, team.event)


def _demand_people(people: Sequence[Person]) -> None:
    """Refuse a team of nobody, or of too many."""
    if not people:
        raise InvalidInput.because(_("Name at least one who takes part."))
    if len(people) > MOST_IN_A_TEAM:
        raise InvalidInput.because(_("A team has at most %(most)d people.") % {"most": MOST_IN_A_TEAM})


def _write_person(row: Attendee, person: Person, event: Event) -> None:
    comes_back = row.pk is not None and row.way != Way.PHYSICAL and person.way == Way.PHYSICAL
    _set_person(row, person, event)
    if row.way != Way.PHYSICAL:
        row.seated = None
    if row.way == Way.AWAY:
        row.know = ""
    if comes_back:  # the place was given up: the end of the queue is the newest key
        row.delete()
        row.pk = None
    row.save()


def _set_person(row: Attendee, person: Person, event: Event) -> None:
    """Set the values of a person, each checked."""
    if person.way == Way.DIGITAL and not event.link:
        raise InvalidInput.because(_("The meeting has no digital address."))
    know = row.know if person.know is None else person.know
    set_values(row, {"name": person.name, "role": person.role, "way": person.way, "know": know})
    if not row.name:
        raise InvalidInput.because(_("Write the name of each who takes part."))
