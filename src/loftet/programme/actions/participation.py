"""Where a municipality stands, recorded by itself, each decision a row of its own; and who is named."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import Denied, NotAllowed, demand
from loftet.core.versions import same_version
from loftet.decisions.actions.matters import Draft, take_up, write_matter
from loftet.decisions.models import DECIDES, Matter, MatterState, Treatment
from loftet.decisions.rules import open_to as matter_open_to
from loftet.decisions.rules import resting_on
from loftet.decisions.treatments.actions import Delegated, record_delegated
from loftet.log.actions import record
from loftet.notices.actions.notifications import News, follow_all, followers, notify
from loftet.notices.models import Reason
from loftet.people.actions.disqualifications import carry_disqualifications
from loftet.people.actions.invitations import Terms
from loftet.people.actions.invitations import invite as invite_person
from loftet.people.actions.roles import begin_role
from loftet.people.actor import actor_at
from loftet.people.models import Role, RoleKind, User
from loftet.people.queries import permissions_at
from loftet.people.rules import may_appoint
from loftet.programme.actions.cohorts import draft_of
from loftet.programme.actions.following import (
    follow_with_municipality,
    news_of_standing,
    notify_followers,
)
from loftet.programme.addresses import participation_address
from loftet.programme.models import (
    OUTSIDE,
    Participation,
    ParticipationDecision,
    ParticipationState,
    going_on,
    last_said,
)
from loftet.programme.queries.participation import colleagues_of, participations
from loftet.programme.queries.people import facilitators_of
from loftet.programme.queries.standings import standings, state_before
from loftet.programme.rules import (
    FROM_THE_START,
    can_rest_on,
    may_decide,
    may_mean,
    may_say_anew,
    may_take,
    open_to,
)

# The ready text that lends its title to a matter which is written while its decision is recorded.
TITLE_FROM = "join"


@dataclass(frozen=True, slots=True)
class Clerk:
    """Who does it, when, and on which day."""

    by: User
    now: datetime
    today: date


@dataclass(frozen=True, slots=True)
class Naming:
    """Who is to have a role: a colleague, or somebody by e-mail, who is invited."""

    kind: RoleKind
    colleague: User | None = None
    email: str = ""


@transaction.atomic
def say_what_it_means(
    participation: Participation, treatment: Treatment, state: ParticipationState, seen: int, *, clerk: Clerk
) -> ParticipationDecision:
    """Record what the outcome of a treatment means for a participation, or say it anew.

    `seen` is the newest decision that the person had before them, 0 where there was none.

    Raises:
        NotAllowed: when the person may not, or the outcome cannot mean this.
        ChangedMeanwhile: when somebody else has recorded a decision since.
    """
    row = locked(participation, clerk)
    found = Treatment.objects.select_related("matter", "body").get(pk=treatment.pk)
    if found.matter_id != row.matter_id:
        raise NotAllowed(Denied(_("The treatment is not of the matter that the participation rests on.")))
    demand(can_rest_on(row, found))
    same_version(newest(row), seen)
    return _decide(row, found, state, clerk)


@transaction.atomic
def decide_by_delegation(
    participation: Participation,
    delegated: Delegated,
    state: ParticipationState,
    seen: int,
    namings: Sequence[Naming] = (),
    *,
    clerk: Clerk,
) -> ParticipationDecision:
    """Record a decision that was taken by delegation, what it means and who is named, in one step.

    Raises:
        NotAllowed: when the person may not, or the outcome cannot mean this.
        ChangedMeanwhile: when somebody else has recorded a decision since.
    """
    row = locked(participation, clerk)
    same_version(newest(row), seen)
    matter = _matter_for(row, delegated, clerk)
    _rest_on(row, matter, clerk)
    made = record_delegated(matter, delegated, actor=actor_at(clerk.by, clerk.now, clerk.today))
    demand(can_rest_on(row, made))
    decision = _decide(row, made, state, clerk)
    name_people(row, namings, clerk=clerk)
    return decision


def _matter_for(row: Participation, delegated: Delegated, clerk: Clerk) -> Matter:
    """Return the matter at hand, taken up if it waits; or a new one: what is decided is not decided again."""
    matter = row.matter
    if matter is not None and matter.state == MatterState.PREPARED:
        return take_up(matter, matter.version, by=clerk.by, now=clerk.now, today=clerk.today)
    alive = matter is not None and matter.state != MatterState.WITHDRAWN
    if matter is not None and alive and not matter.treatments.filter(outcome__in=DECIDES).exists():
        return matter
    draft = Draft(
        title=draft_of(TITLE_FROM, row.cohort, row.organisation).title,
        facts="",
        assessment="",
        economy="",
        proposal=delegated.wording,
        language=row.organisation.official_form,
        case_number=delegated.case_number,
    )
    return write_matter(row.organisation, draft, by=clerk.by, now=clerk.now, today=clerk.today)


def _decide(
    row: Participation, treatment: Treatment, state: ParticipationState, clerk: Clerk
) -> ParticipationDecision:
    assert treatment.day is not None
    rows = list(row.decisions.weighed().select_related("treatment"))
    decided = [one for one in rows if one.counts]
    said = last_said(rows, treatment)
    anew = said is not None and not said.holds
    demand(may_say_anew(treatment, state, decided))
    demand(may_mean(treatment, state, state_before(decided, treatment)))
    made = ParticipationDecision.objects.create(
        participation=row,
        state=state,
        decided=treatment.day,
        treatment=treatment,
        outcome=treatment.outcome,
        wording=treatment.wording,
        recorded=clerk.now,
        recorded_by=clerk.by,
        acting_for=row.organisation.name,
    )
    note("participation.decided", row, clerk, state=state.value, decided=treatment.day.isoformat())
    follow_all([(clerk.by, row, participation_address(row))], now=clerk.now)
    told = tell("participation.decided", row, clerk, state=state.value)
    _tell_of_standing(row, decided, clerk, anew=anew, besides=told)
    return made


def _tell_of_standing(
    row: Participation,
    before: Sequence[ParticipationDecision],
    clerk: Clerk,
    *,
    anew: bool,
    besides: Set[int],
) -> None:
    """Notify those who follow the cohort of the state of a municipality, when it has changed.

    Who was told that a decision is looked at `anew` is told what came of it, too, where nothing has moved.
    """
    stood = before[-1].state if before else ParticipationState.NOT_CONSIDERED
    now = standings([row.pk])[row.pk]
    if now.state == stood and not (anew and now.decision == newest(row)):
        return
    if now.takes_part:
        follow_with_municipality(row, clerk.today, clerk.now)
    when: Mapping[str, Any] = {"by": clerk.by, "now": clerk.now, "today": clerk.today}
    news = news_of_standing(row, now.state)
    # Whoever withdraws is no longer of the cohort's own, and hears of it all the same.
    notify_followers(news, row.cohort, besides=besides, also_own=[row.organisation_id], **when)


@transaction.atomic
def use_matter(participation: Participation, matter: Matter, *, clerk: Clerk) -> None:
    """Choose a matter of the municipality's own as the one that its participation rests on from now on.

    What was decided before stays with the matter in which it was decided, and whoever was disqualified on it
    or on the participation stays so.

    Raises:
        NotAllowed: when the person may not, or the matter is not one that it can rest on.
    """
    row = locked(participation, clerk)
    demand(may_take(row, matter))
    demand(matter_open_to(clerk.by, matter))
    _rest_on(row, matter, clerk)
    note("participation.matter", row, clerk, matter=matter.pk)


def _rest_on(row: Participation, matter: Matter, clerk: Clerk) -> None:
    """Set the matter that a participation rests on; the one before stays closed to whom it was closed.

    So does the participation: whoever was disqualified on the first matter is not let in by a second.
    """
    before = row.matter
    row.matter = matter
    row.save(update_fields=["matter"])
    if before is None or before.pk == matter.pk:
        return
    names = row.organisation.slug, row.organisation.name
    for old, new in (*((one, row) for one in resting_on(before)), (row, before)):
        carry_disqualifications(old, new, scope=names[0], by=clerk.by, acting_for=names[1], now=clerk.now)


@transaction.atomic
def name_people(participation: Participation, namings: Sequence[Naming], *, clerk: Clerk) -> None:
    """Name who is with it from the start: a colleague has the role at once, others are invited to it."""
    row, actor = participation, actor_at(clerk.by, clerk.now, clerk.today)
    demand(open_to(clerk.by, row))
    for one in namings:
        demand(may_appoint(actor.permissions, row.organisation, one.kind, clerk.today))
        if one.colleague is not None:
            _name_colleague(row, one.colleague, one.kind, clerk)
        else:
            invite_person(
                row.organisation,
                one.email,
                Terms(one.kind),
                language=row.organisation.official_form,
                actor=actor,
            )


def _name_colleague(row: Participation, colleague: User, kind: RoleKind, clerk: Clerk) -> None:
    if not colleagues_of(row, clerk.today).filter(pk=colleague.pk).exists():
        raise NotAllowed(Denied(_("Whoever is named must take part in the municipality, or be invited.")))
    begin_role(colleague, row.organisation, kind, by=clerk.by, today=clerk.today)


def tell_of_named(role: Role, clerk: Clerk) -> None:
    """Notify of who is new among those to take part from the start: named, invited or given a role."""
    kind = RoleKind(role.kind)
    if kind not in FROM_THE_START:
        return
    rows = list(participations().filter(going_on(clerk.today, "cohort__"), organisation=role.organisation_id))
    stand = standings(one.pk for one in rows)
    for row in rows:
        if stand[row.pk].state not in OUTSIDE:
            tell("participation.named", row, clerk, also=(role.user,), role=kind.value)


def locked(participation: Participation, clerk: Clerk) -> Participation:
    """Wait until nobody else records where the municipality stands, and check that the person may."""
    rows = Participation.objects.select_for_update(of=("self",)).select_related(
        "cohort__lead", "cohort__partnership", "cohort__region", "organisation__place", "matter"
    )
    row = rows.get(pk=participation.pk)
    demand(may_decide(permissions_at(clerk.by, clerk.today), row))
    demand(open_to(clerk.by, row))
    return row


def newest(row: Participation) -> int:
    """Return the decision that was recorded last, 0 where there is none."""
    found = row.decisions.order_by("-pk").values_list("pk", flat=True).first()
    return found or 0


def tell(kind: str, row: Participation, clerk: Clerk, also: Sequence[User] = (), **details: str) -> Set[int]:
    """Notify those who follow the participation or run the cohort; return who were notified."""
    news = News(
        kind,
        row,
        participation_address(row),
        organisation=row.organisation.name,
        details={"organisation": row.organisation.name, "cohort": str(row.cohort), **details},
        within=(row.organisation, row.cohort.lead),
    )
    runners = facilitators_of(row.cohort.lead, clerk.today)
    own = notify(news, also, reason=Reason.OWN, by=clerk.by, now=clerk.now)
    others = [one for one in (*runners, *followers(row)) if one not in also]
    return own | notify(news, others, reason=Reason.FOLLOWS, by=clerk.by, now=clerk.now)


def note(action: str, row: Participation, clerk: Clerk, **details: str | int) -> None:
    """Write in the municipality's log."""
    organisation = row.organisation
    record(action, row, by=clerk.by, acting_for=organisation.name, scope=organisation.slug, details=details)
