"""Actions on a team: registered, and changed by its own people, by its link, or by the organiser."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from loftet.core.actions import action
from loftet.core.records import set_values
from loftet.core.verdicts import demand
from loftet.core.words import page_language
from loftet.invalid_input import InvalidInput
from loftet.meetings.letters import REGISTERED
from loftet.meetings.models import Attendee, Event, Team, Way
from loftet.meetings.rules import (
    may_add,
    may_change_team,
    may_come_in,
    may_register,
    may_register_for,
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
        NotAllowed: when the actor has no role in the organisation, and does not organise.
        InvalidInput: when a value is refused, nobody is named, or the organisation is registered already.
    """
    demand(may_register_for(actor, organisation, event))
    if organisation is not None:
        if event.teams.filter(organisation=organisation).exists():
            raise InvalidInput.because(
                _("%(name)s is registered already. Change that registration, also to add people.")
                % {"name": organisation.name},
                field="organisation",
            )
        written = {**written, "name": organisation.name, "side": side_of(organisation.kind)}
    team = Team(event=event, organisation=organisation, language=_language_for(organisation, event, actor))
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


@transaction.atomic
def count_registration(client: str, email: str, now: datetime) -> None:
    """Count a registration without an account; one that is refused afterwards stays counted.

    Raises:
        NotAllowed: when too many come from one machine, or go to one address.
    """
    forget_throttle_events(now)
    whose = keyed("team", email.strip().lower())
    demand(may_come_in(client, whose, now))
    count(ThrottleKind.TEAM, Attempt(whose, client, "", for_all=False), now)


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
    if not people:
        raise InvalidInput.because(_("Name at least one who takes part."))
    if len(people) > MOST_IN_A_TEAM:
        raise InvalidInput.because(_("A team has at most %(most)d people.") % {"most": MOST_IN_A_TEAM})
    for person in people:
        row = rows.get(person.key) if person.key is not None else Attendee(team=team)
        if row is None:
            raise InvalidInput.because(_("Somebody is no longer in this team. Load the page again."))
        if person.way != Way.AWAY and (row.pk is None or row.way == Way.AWAY):
            demand(may_add(actor, team.event))
        _write_person(row, person, team.event)


def _write_person(row: Attendee, person: Person, event: Event) -> None:
    if person.way == Way.DIGITAL and not event.link:
        raise InvalidInput.because(_("The meeting has no digital address."))
    comes_back = row.pk is not None and row.way != Way.PHYSICAL and person.way == Way.PHYSICAL
    know = row.know if person.know is None else person.know
    set_values(row, {"name": person.name, "role": person.role, "way": person.way, "know": know})
    if not row.name:
        raise InvalidInput.because(_("Write the name of each who takes part."))
    if row.way != Way.PHYSICAL:
        row.seated = None
    if row.way == Way.AWAY:
        row.know = ""
    if comes_back:  # the place was given up: the end of the queue is the newest key
        row.delete()
        row.pk = None
    row.save()
