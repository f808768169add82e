"""Queries of events: who reads of which, what they are about, who comes, and as a calendar."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Case, Count, F, IntegerField, Model, Q, QuerySet, Value, When

from loftet.challenges.models import Challenge
from loftet.core.calendar import CalendarEvent, Status, calendar_file
from loftet.core.mail import whole
from loftet.core.registry import call_all
from loftet.meetings.hooks import TEAM_CALENDAR
from loftet.meetings.kinds import kinds
from loftet.meetings.models import Attendee, Event, Side, State, Team, Way
from loftet.meetings.rules import ORGANISES, may_plan
from loftet.needs.models import Need
from loftet.people.actor import Actor, nobody
from loftet.people.models import Organisation
from loftet.pools.models import Pool
from loftet.programme.models import Cohort, going_on
from loftet.programme.rules import may_run

BEHIND = timedelta(days=400)


def dialogues_read_by(actor: Actor, about: Q) -> QuerySet[Event]:
    """Return the market dialogues about something that somebody may read of, the first one first."""
    markets = [one.key for one in kinds().values() if one.is_market]
    found = Event.objects.filter(about, state=State.ANNOUNCED, kind__in=markets).order_by().values("pk")
    return Event.objects.visible_to(actor).filter(pk__in=found).order_by("day", "pk")


def events_in_order(actor: Actor, today: date) -> QuerySet[Event]:
    """Return them as a list shows them: the next one first, and those that have been below."""
    is_behind = Case(
        When(Q(day__lt=today) | Q(state=State.CANCELLED), then=Value(1)),
        default=Value(0),
        output_field=IntegerField(),
    )
    rows = Event.objects.visible_to(actor).select_related("organisation").annotate(is_behind=is_behind)
    ahead = Case(When(is_behind=0, then=F("day")))
    return rows.order_by("is_behind", ahead, "-day", "begins", "pk")


def plans_for(actor: Actor) -> list[Organisation]:
    """Return the organisations that somebody may plan events for: one's own before those by delegation."""
    return [one for one in actor.permissions.acted_for(*ORGANISES) if may_plan(actor, one)]


@dataclass(frozen=True, slots=True)
class Subjects:
    """The needs, joint purchases and challenges of an event that its reader may read."""

    needs: Sequence[Need]
    pools: Sequence[Pool]
    challenges: Sequence[Challenge]


def subjects_of(event: Event, actor: Actor) -> Subjects:
    """Return what an event is about."""
    return Subjects(
        list(Need.objects.visible_to(actor).filter(events=event).select_related("organisation")),
        list(Pool.objects.visible_to(actor).filter(events=event)),
        list(event.challenges.filter(withdrawn=None)),
    )


# --- who comes --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Numbers:
    """The number of those who have a place, come digitally and wait, and from how many organisations."""

    places: int
    digital: int
    waiting: int
    teams: int
    market: int

    @property
    def coming(self) -> int:
        """Return how many take part."""
        return self.places + self.digital


def numbers_of(event: Event) -> Numbers:
    """Count who takes part; one query."""
    comes = Q(seated__isnull=False) | Q(way=Way.DIGITAL)
    found = Attendee.objects.filter(team__event=event).aggregate(
        places=Count("pk", filter=Q(seated__isnull=False)),
        digital=Count("pk", filter=Q(way=Way.DIGITAL)),
        waiting=Count("pk", filter=Q(way=Way.PHYSICAL, seated=None)),
        teams=Count("team", filter=comes, distinct=True),
        market=Count("team", filter=comes & Q(team__side=Side.MARKET), distinct=True),
    )
    return Numbers(**found)


def own_teams(actor: Actor, event: Event) -> list[Team]:
    """Return the teams of the reader's organisations, with their people."""
    own = actor.permissions.held_in()
    if actor.user is None:
        return []
    mine = Q(organisation__in=own) | Q(registered_by=actor.user, organisation=None)
    return list(event.teams.filter(mine).prefetch_related("attendees").order_by("name", "pk"))


def attendees_of(event: Event) -> QuerySet[Attendee]:
    """Return everybody who is registered, by organisation."""
    rows = Attendee.objects.filter(team__event=event).select_related("team")
    return rows.order_by("team__name", "team", "pk")


# --- as a calendar ------------------------------------------------------------------------------------


def calendar_of(title: str, events: Iterable[Event], *, links: bool = False) -> bytes:
    """Return events as iCalendar; `links` adds the digital address, for those who are registered.

    An event keeps its UID for good, and each change of it has a higher SEQUENCE.
    """
    return calendar_file(title, (as_calendar(one, links=links) for one in events))


def uid_of(row: Model) -> str:
    """Return the UID of an event, or a meeting in it, in calendars, which it keeps for good."""
    return f"{row._meta.model_name}-{row.pk}@{urlsplit(settings.SITE_ADDRESS).hostname or 'localhost'}"


def as_calendar(event: Event, *, links: bool) -> CalendarEvent:
    """Return an event for a calendar."""
    is_off = event.state == State.CANCELLED
    told = [event.about, event.link if links else ""]
    return CalendarEvent(
        uid=uid_of(event),
        title=event.title,
        changed=event.changed,
        day=event.day,
        begins=event.begins,
        ends=event.ends,
        sequence=max(event.version - 1, 0),
        status=Status.CANCELLED if is_off else Status.CONFIRMED,
        place=event.where,
        address=whole(event.get_absolute_url()),
        description="\n\n".join(one for one in told if one),
    )


def calendar_of_team(team: Team) -> bytes:
    """Return the event of a team as a calendar, with what later apps add to it."""
    more = chain.from_iterable(call_all(TEAM_CALENDAR, team))
    return calendar_file(team.event.title, [as_calendar(team.event, links=True), *more])


def public_events(today: date) -> QuerySet[Event]:
    """Return what everybody may subscribe to: announced, and not long ago."""
    return Event.objects.visible_to(nobody(today)).filter(day__gte=today - BEHIND)


def run_by(actor: Actor, organisation: Organisation | None = None) -> list[Cohort]:
    """Return the cohorts that the actor runs and that have not ended, of all or of one organisation."""
    leads = actor.permissions.held_in(*ORGANISES)
    leads &= {organisation.pk} if organisation else leads
    if not leads:
        return []
    rows = Cohort.objects.filter(going_on(actor.today), lead__in=leads).select_related("lead")
    return [one for one in rows.order_by("begins", "pk") if may_run(actor, one)]
