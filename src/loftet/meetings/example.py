"""A dialogue conference of a municipality with a team, for tests that walk through the pages of events."""

from collections.abc import Mapping, Sequence
from datetime import time, timedelta

from loftet.core.registry import Example
from loftet.meetings.actions.events import announce_event, plan_event
from loftet.meetings.actions.teams import Person, register_team
from loftet.meetings.models import Event, Team
from loftet.meetings.rules import ORGANISES
from loftet.meetings.signed import team_word
from loftet.needs.actions import share_need, write_need
from loftet.people.actor import Actor, actor_at
from loftet.people.example import EVERYBODY, member_of, roles_at
from loftet.people.models import Organisation, Role, RoleKind
from loftet.programme.example import RUNS, cohort_with, joined

PLANNERS = (*roles_at("member", ORGANISES), "lent: procurement_officer", "lent: facilitator")
PLANS_IT = (
    *("event_edit", "event_places", "event_programme", "event_invite", "event_cancel", "event_people"),
)
EVERYBODY_READS = ("events", "events_ics", "event", "event_ics", "team", "team_ics")
TITLE = "Lekkasjar: møt kommunane"
LET_IN: Mapping[str, Sequence[str]] = {
    **dict.fromkeys(EVERYBODY_READS, EVERYBODY),
    **dict.fromkeys(PLANS_IT, PLANNERS),
    "event_create": PLANNERS,
    "event_register": EVERYBODY,
    "event_announce": (),  # it is announced already
    "cohort_year_plan": RUNS,
}


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a conference that is announced, with a team, and who is let in where."""
    member = member_of(organisation, actor)
    event = announced_event(actor, member)
    planner = actor_at(actor.person, actor.now, actor.today)
    firm = registered_teams(event, planner)[1]
    participation = cohort_with(member, actor, organisation)
    joined(participation, actor)
    cohort = participation.cohort
    return Example(
        words={"pk": event.pk, "organisation": member.slug, "word": team_word(firm.pk), "slug": cohort.slug},
        let_in=LET_IN,
        sent=_sent(event),
    )


def _sent(event: Event) -> dict[str, dict[str, str]]:
    """Return what is sent to the pages that plan, announce and register."""
    day, version = event.day.isoformat(), str(event.version)
    sent = {"kind": "webinar", "title": TITLE, "day": day, "where": "Gol"}
    return {
        "event_create": sent,
        "event_edit": {**sent, "version": version},
        "event_places": {"closes": day, "seats": "40", "version": version},
        "event_programme": {"begins": "10:00", "ends": "12:00", "agenda": "10 Hei", "version": version},
        "event_invite": {"emails": "x@gol.example", "version": version},
        "event_cancel": {"reason": "Snø", "version": version},
        "event_register": {"name": "Firma AS", "email": "x@gol.example", "name_n0": "Kari"},
        "cohort_year_plan": {
            f"{name}_{number}": day if name == "day" else "Samling"
            for number in range(4)
            for name in ("day", "title")
        },
        "team": {"name_n0": "Odd", "version": "1"},
    }


def announced_event(actor: Actor, member: Organisation, **more: object) -> Event:
    """Create a dialogue conference about a need that everybody reads; `more` are fields of `Event`."""
    kind = RoleKind.BUSINESS_ADVISER
    Role.objects.get_or_create(
        user=actor.person, organisation=member, kind=kind, defaults={"valid_from": actor.today}
    )
    planner = actor_at(actor.person, actor.now, actor.today)
    in_a_month = actor.today + timedelta(days=30)
    need = write_need(member, {"title": "Tette lekkasjar", "way": "purchase"}, actor=planner)
    shared = {"audience": "public", "expires_on": in_a_month, "journal": "not_needed", "journal_case": ""}
    need = share_need(need, shared, actor=planner)
    written = {"kind": "dialogue_conference", "title": TITLE, "day": in_a_month, "where": "Gol"}
    times = {"begins": time(10), "ends": time(12), "closes": in_a_month - timedelta(days=7)}
    event = plan_event(member, {**written, **times, "needs": [need], **more}, actor=planner)
    event = announce_event(event, actor=planner)
    event.refresh_from_db()
    return event


def registered_teams(event: Event, actor: Actor) -> tuple[Team, Team]:
    """Register a team of the organiser of an event, and one of a firm that has no account."""
    people = [Person(None, "Odd Prøvemo", "næringssjef", "physical", "")]
    team = register_team(event, event.organisation, {"email": "odd@gol.example"}, people, actor=actor)
    about = {"language": "nb", "registered": actor.now, "registered_by": actor.person, "changed": actor.now}
    return team, event.teams.create(name="Firma AS", side="market", **about)
