"""Rules on events: who plans, reads, registers, and who reads what a team has said to the organiser.

An event is that of an organisation; those who organise for it see the list of people. A gathering is for the
municipalities of its cohort, and other meetings between a few are read by their organisation alone.
"""

from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from loftet.agreements.rules import WRITES
from loftet.core.email_addresses import mailbox_of
from loftet.core.states import States, Step
from loftet.core.verdicts import ALLOWED, HIDDEN, Denied, Verdict
from loftet.core.visible import visible_rule
from loftet.meetings.kinds import Audience, keys_of
from loftet.meetings.models import Event, PendingRegistration, Side, State, Team
from loftet.needs.models import Audience as NeedAudience
from loftet.people.actor import Actor
from loftet.people.limits import WITHIN, Attempt
from loftet.people.models import Organisation, OrganisationKind, RoleKind, ThrottleEvent, ThrottleKind
from loftet.programme.models import Cohort
from loftet.programme.queries.standings import taking_part
from loftet.suppliers.models import IS_CONFIRMED_FIRST, Standing, Supplier

OF_THE_COHORT = _("The gathering is for the municipalities that take part in the cohort.")
ORGANISES = (*WRITES, RoleKind.FACILITATOR)
MOST_FROM_ONE, MOST_TO_ONE, MOST_TO_EVENT = 10, 3, 100  # registrations without an account in an hour
HELD_HOURS = 2  # in which a registration without an account is confirmed from its letter
HELD_FOR = timedelta(hours=HELD_HOURS)
MOST_OF_ONE = 3  # teams without an account of one mailbox at an event
MOST_HELD = 3  # from one machine, that nobody has confirmed
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


def may_come_in(attempt: Attempt, counted: ThrottleEvent, now: datetime) -> Verdict:
    """Check whether a registration without an account, which is counted already, is let in by the others.

    They are counted for the machine that it comes from, and for the mailbox that it is to.
    """
    late = ThrottleEvent.objects.filter(kind=ThrottleKind.TEAM, when__gt=now - WITHIN).exclude(pk=counted.pk)
    if (
        late.filter(client=attempt.client).count() >= MOST_FROM_ONE
        or late.filter(address=attempt.address).count() >= MOST_TO_ONE
    ):
        return Denied(_("Many have registered from where you are. Wait an hour, or call the organiser."))
    return ALLOWED


def may_come_again(event: Event, email: str) -> Verdict:
    """Check whether a mailbox registers one more team without an account for an event."""
    local, _sign, domain = (mailbox := mailbox_of(email)).rpartition("@")
    tagged = Q(email__startswith=f"{local}+", email__endswith=f"@{domain}")
    if event.teams.filter(Q(email=mailbox) | tagged, organisation=None).count() >= MOST_OF_ONE:
        said = _("%(number)d are registered with this address already. Call the organiser.")
        return Denied(said % {"number": MOST_OF_ONE}, field="email")
    return ALLOWED


def may_hold(event: Event, client: str, now: datetime) -> Verdict:
    """Check whether one more registration is held until it is confirmed: from a machine, and for an event."""
    waiting = PendingRegistration.objects.waiting(now)
    if waiting.filter(client=client).count() >= MOST_HELD:
        return Denied(
            _(
                "%(number)d registrations from where you are wait to be confirmed. Open the links in their"
                " letters first, or call the organiser."
            )
            % {"number": MOST_HELD}
        )
    if waiting.filter(event=event, made__gt=now - WITHIN).count() >= MOST_TO_EVENT:
        return Denied(_("Very many are registering just now. Wait an hour, or call the organiser."))
    return ALLOWED


def held_until(event: Event, now: datetime) -> datetime:
    """Return until when a registration waits to be confirmed: at most while others can register."""
    midnight = datetime.combine(event.closes + timedelta(days=1), time())
    return min(now + HELD_FOR, timezone.make_aware(midnight), event.starts_at)


def may_write_to(actor: Actor, organisation: Organisation | None, event: Event, address: str) -> Verdict:
    """Check whether a team's letters may go to an address that nobody has confirmed.

    The organiser answers for addresses, and so do organisations that are known here. Others have shown that
    one address is theirs: that with which they sign in.
    """
    if organises(actor, event) or (actor.user is not None and address == actor.user.email):
        return ALLOWED
    if organisation is None:
        return Denied(_("Confirm the address first, by the link in the letter to it."), field="email")
    if Supplier.objects.filter(organisation=organisation, state=Standing.UNCONFIRMED).exists():
        return Denied(
            _("Your firm is not confirmed yet: write the address with which you sign in."), field="email"
        )
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
