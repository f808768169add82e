"""Rules on events: who plans, reads, registers, and who reads what a team has said to the organiser.

An event is that of an organisation; those who organise for it see the list of people. A gathering is for the
municipalities of its cohort, and other meetings between a few are read by their organisation alone.
"""

from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.agreements.rules import WRITES
from loftet.core.states import States, Step
from loftet.core.verdicts import ALLOWED, HIDDEN, Denied, Verdict
from loftet.core.visible import visible_rule
from loftet.meetings.kinds import Audience, keys_of
from loftet.meetings.models import Event, Side, State, Team
from loftet.needs.models import Audience as NeedAudience
from loftet.people.actor import Actor
from loftet.people.limits import WITHIN
from loftet.people.models import Organisation, OrganisationKind, RoleKind, ThrottleEvent, ThrottleKind
from loftet.programme.models import Cohort
from loftet.programme.queries.standings import taking_part
from loftet.suppliers.models import IS_CONFIRMED_FIRST

OF_THE_COHORT = _("The gathering is for the municipalities that take part in the cohort.")
ORGANISES = (*WRITES, RoleKind.FACILITATOR)
MOST_FROM_ONE, MOST_TO_ONE = 10, 3  # registrations without an account in an hour
PLANS_MEETINGS = (
    OrganisationKind.MUNICIPALITY,
    OrganisationKind.COUNTY,
    OrganisationKind.REGIONAL_COUNCIL,
    OrganisationKind.PARTNER,
)


def side_of(kind: OrganisationKind | str) -> Side:
    """Return the group of a kind of organisation: those that can deliver are the market."""
    return Side.MARKET if kind in IS_CONFIRMED_FIRST else Side.PUBLIC


# --- who reads --------------------------------------------------------------------------------------


def readable(actor: Actor) -> Q:
    """Return the condition on the events that somebody may read: the one place where that is said.

    An event of several teams is one row.
    """
    seen = Q(announced__isnull=False, kind__in=keys_of(Audience.EVERYBODY, Audience.COHORT))
    if own := actor.permissions.held_in():
        seen |= Q(organisation__in=own) | Q(announced__isnull=False, teams__organisation__in=own)
    return Q(pk__in=Event.objects.filter(seen).order_by().values("pk"))


may_see = visible_rule(_("The meeting is not open to you."))


# --- who plans --------------------------------------------------------------------------------------


def may_plan(actor: Actor, organisation: Organisation) -> Verdict:
    """Check whether the actor may plan meetings for an organisation, also by delegation."""
    if organisation.kind not in PLANS_MEETINGS:
        return Denied(_("Municipalities, counties, regional councils and partners plan meetings here."))
    if actor.permissions.has(organisation, *ORGANISES):
        return ALLOWED
    return Denied(_("Meetings are planned by those who write needs, or coordinate."))


def organises(actor: Actor, event: Event) -> Verdict:
    """Check whether the actor acts for the organiser of an event."""
    if actor.permissions.has(event.organisation, *ORGANISES):
        return ALLOWED
    return Denied(_("The organiser of the meeting does this."))


def may_change(actor: Actor, event: Event) -> Verdict:
    """Check whether the actor may change an event: the organiser, until it has been or is cancelled."""
    if event.state == State.CANCELLED:
        return Denied(_("The meeting is cancelled."))
    if event.is_past(actor.today) and event.is_public:
        return Denied(_("The meeting has been. What was announced stands as it is."))
    return organises(actor, event)


def may_announce(actor: Actor, event: Event) -> Verdict:
    """Check whether the actor may announce an event: a dialogue is about something that everybody reads."""
    if event.state == State.ANNOUNCED:
        return Denied(_("It is announced already."))
    if event.is_past(actor.today):
        return Denied(_("Its day has passed. Choose another day first."))
    if not (verdict := may_change(actor, event)):
        return verdict
    return is_about_enough(event)


def is_about_enough(event: Event) -> Verdict:
    """Check whether an event is about something, where its kind asks for it."""
    if not event.kind_of.needs_subject:
        return ALLOWED
    needs = event.needs.filter(shared__isnull=False, audience=NeedAudience.PUBLIC)
    if needs.exists() or event.pools.filter(opened__isnull=False).exists():
        return ALLOWED
    if event.challenges.filter(withdrawn=None).exists():
        return ALLOWED
    return Denied(
        _("Say first which need, joint purchase or challenge it is about; one that everybody can read.")
    )


def acts_for(actor: Actor, event: Event) -> str:
    """Return on whose behalf the organiser acts, for the log."""
    return actor.permissions.on_behalf_of(event.organisation, *ORGANISES)


def acts_for_row(actor: Actor, row: Any) -> str:
    """Return it for a record that belongs to an event."""
    return acts_for(actor, row.event)


# --- who registers ----------------------------------------------------------------------------------


def is_open(actor: Actor, event: Event) -> Verdict:
    """Check whether teams can come, change and leave; the organiser can until the day has passed."""
    if event.state == State.CANCELLED:
        return Denied(_("The meeting is cancelled."))
    if event.state != State.ANNOUNCED:
        return Denied(_("The meeting is not announced yet."))
    if event.is_past(actor.today):
        return Denied(_("The meeting has been."))
    return ALLOWED


def may_register(actor: Actor, event: Event) -> Verdict:
    """Check whether the actor may register a team: until registration closes, if it is for them."""
    if actor.user is None and not is_for_anybody(event):
        return Denied(HIDDEN)
    if not (verdict := is_open(actor, event)):
        return verdict
    if organises(actor, event):
        return ALLOWED
    if event.closes < actor.today:
        return Denied(_("Registration has closed. Ask the organiser."))
    return ALLOWED if is_for_anybody(event) else _is_for(actor, event)


def is_for_anybody(event: Event) -> bool:
    """Check whether firms register without an account: in a market dialogue all are treated alike."""
    return event.kind_of.is_market and event.is_public and event.kind_of.audience == Audience.EVERYBODY


def may_come_in(client: str, email: str, now: datetime) -> Verdict:
    """Check whether one more registration without an account is let in: from a machine, to an address."""
    late = ThrottleEvent.objects.filter(kind=ThrottleKind.TEAM, when__gt=now - WITHIN)
    if (
        late.filter(client=client).count() >= MOST_FROM_ONE
        or late.filter(address=email).count() >= MOST_TO_ONE
    ):
        return Denied(_("Many have registered from where you are. Wait an hour, or call the organiser."))
    return ALLOWED


def _is_for(actor: Actor, event: Event) -> Verdict:
    """Check whether a kind of event is for the organisations of the actor."""
    if not actor.permissions.roles:
        return Denied(_("You register for an organisation. Ask for access to yours first."))
    audience = event.kind_of.audience
    if audience == Audience.EVERYBODY:
        return ALLOWED
    if audience == Audience.COHORT and event.cohort is not None:
        own = actor.permissions.held_in()
        return ALLOWED if own & _inside(actor, event.cohort) else Denied(OF_THE_COHORT)
    return Denied(_("The organiser registers those who are invited."))


def _inside(actor: Actor, cohort: Cohort) -> set[int]:
    """Return the organisations that a gathering of a cohort is for."""
    return {*taking_part(actor.today, cohort).values_list("organisation", flat=True), cohort.lead_id}


def may_register_for(actor: Actor, organisation: Organisation | None, event: Event) -> Verdict:
    """Check whether the actor may register a team of an organisation, or somebody without an account."""
    if organises(actor, event) or (organisation is None and is_for_anybody(event)):
        return ALLOWED
    if organisation is not None and actor.permissions.has(organisation):
        cohort = event.cohort if event.kind_of.audience == Audience.COHORT else None
        if cohort is not None and organisation.pk not in _inside(actor, cohort):
            return Denied(OF_THE_COHORT, field="organisation")
        return ALLOWED
    return Denied(_("You can register only an organisation that you have a role in."), field="organisation")


def may_add(actor: Actor, event: Event) -> Verdict:
    """Check whether people can be added to a team: until registration closes, and then by the organiser."""
    if event.closes >= actor.today or organises(actor, event):
        return ALLOWED
    return Denied(_("Registration has closed. Ask the organiser if more of you want to come."))


def may_change_team(actor: Actor, team: Team) -> Verdict:
    """Check whether a team can still be changed, by those who have its link: until the day has passed."""
    return is_open(actor, team.event)


STATES = States(
    State.DRAFT,
    Step("announce", (State.DRAFT,), State.ANNOUNCED, may_announce, _("Announce it")),
    Step("cancel", (State.DRAFT, State.ANNOUNCED), State.CANCELLED, may_change, _("Cancel it"), danger=True),
)
