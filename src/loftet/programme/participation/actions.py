"""Actions on participation: decisions, each a row of its own, recorded by the municipality; naming people."""

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from loftet.core.actions import action
from loftet.core.verdicts import Denied, NotAllowed, demand
from loftet.core.versions import same_version
from loftet.decisions.actions.matters import Draft, write_matter
from loftet.decisions.actions.notifications import in_all_languages
from loftet.decisions.models import DECIDES, Matter, MatterState, Outcome, Treatment
from loftet.decisions.models.matters import same_words
from loftet.decisions.rules import open_to as matter_open_to
from loftet.decisions.rules import resting_on
from loftet.decisions.treatments.actions import Result, record_delegated
from loftet.log.actions import record
from loftet.log.models import Entry
from loftet.notices.actions.notifications import News, follow_all, followers, notify
from loftet.notices.models import Reason
from loftet.people.actions.disqualifications import carry_disqualifications
from loftet.people.actions.invitations import Terms
from loftet.people.actions.invitations import invite as invite_person
from loftet.people.actions.roles import begin_role
from loftet.people.actor import Actor
from loftet.people.models import Role, RoleKind, User
from loftet.people.queries.holders import facilitators_of, own_people
from loftet.people.rules import may_appoint
from loftet.programme.cohorts.actions import draft_of
from loftet.programme.following import (
    follow_with_municipality,
    news_of_standing,
    notify_followers,
)
from loftet.programme.models import (
    OUTSIDE,
    Participation,
    ParticipationDecision,
    ParticipationState,
    going_on,
    last_said,
)
from loftet.programme.participation.queries import participations
from loftet.programme.queries.standings import standings, state_before
from loftet.programme.rules import (
    FROM_THE_START,
    can_amend,
    is_valid_basis,
    may_decide,
    may_mean,
    may_record,
    may_take,
    open_to,
)

# The ready text that lends its title to a matter which is written while its decision is recorded.
TITLE_FROM = "join"
# What the outcome of a matter that the cohort prepared says by itself.
ONE_MEANING: Mapping[Outcome, ParticipationState] = {
    Outcome.ADOPTED: ParticipationState.TAKES_PART,
    Outcome.REJECTED: ParticipationState.DOES_NOT,
    Outcome.POSTPONED: ParticipationState.POSTPONED,
    Outcome.SENT_BACK: ParticipationState.SENT_BACK,
}
NOT_WITH_IT = _("Those who are named must take part in the municipality, or be invited.")


@dataclass(frozen=True, slots=True)
class Naming:
    """The person who is to have a role: a colleague, or somebody by e-mail, who is invited."""

    kind: RoleKind
    colleague: User | None = None
    email: str = ""


@action(None, rule=may_record, creates=True, locks_parent=True)
def say_what_it_means(
    row: Participation, treatment: Treatment, state: ParticipationState, seen: int, *, actor: Actor
) -> ParticipationDecision:
    """Record what the outcome of a treatment means for a participation, or record it again.

    `seen` is the newest decision that the person had before them, 0 where there was none.

    Raises:
        NotAllowed: when the outcome cannot mean this.
        ChangedMeanwhile: when somebody else has recorded a decision since.
    """
    found = Treatment.objects.select_related("matter", "body").get(pk=treatment.pk)
    if found.matter_id != row.matter_id:
        raise NotAllowed(Denied(_("The treatment is not of the matter that the participation rests on.")))
    demand(is_valid_basis(row, found))
    same_version(newest(row), seen)
    return _decide(row, found, state, actor)


@action(None, rule=may_record, creates=True, locks_parent=True)
def decide_by_delegation(
    row: Participation,
    delegated: Result,
    state: ParticipationState,
    seen: int,
    *,
    actor: Actor,
) -> ParticipationDecision:
    """Record a decision that was taken by delegation, and what it means; another wording makes it amended.

    Raises:
        NotAllowed: when the outcome cannot mean this.
        ChangedMeanwhile: when somebody else has recorded a decision since.
    """
    same_version(newest(row), seen)
    matter = _matter_for(row, delegated, state, actor)
    set_basis(row, matter, actor)
    wording = delegated.wording.strip()
    if delegated.outcome == Outcome.ADOPTED and wording and not same_words(wording, matter.proposal):
        delegated = replace(delegated, outcome=Outcome.AMENDED)
    made = record_delegated(matter, delegated, actor=actor)
    demand(is_valid_basis(row, made))
    return _decide(row, made, state, actor)


def undecided_matter(row: Participation) -> Matter | None:
    """Return the matter of a participation while it has not been decided: it is not decided twice."""
    matter = row.matter
    if matter is None or matter.state == MatterState.WITHDRAWN:
        return None
    return None if matter.treatments.filter(outcome__in=DECIDES).exists() else matter


def proposal_of(row: Participation) -> str:
    """Return what is proposed of a participation: in its matter, or else in the ready text."""
    matter = undecided_matter(row)
    return matter.proposal if matter else draft_of(TITLE_FROM, row.cohort, row.organisation).proposal


def _matter_for(row: Participation, delegated: Result, state: ParticipationState, actor: Actor) -> Matter:
    """Return the chosen matter, or a new one; what it proposes is never to withdraw."""
    matter = undecided_matter(row) if state != ParticipationState.WITHDREW else None
    if matter is not None:
        return matter
    own_words = delegated.wording.strip() if delegated.outcome == Outcome.ADOPTED else ""
    draft = Draft(
        title=draft_of(TITLE_FROM, row.cohort, row.organisation).title,
        facts="",
        assessment="",
        economy="",
        proposal=own_words or proposal_of(row),
        language=row.organisation.official_form,
        case_number=delegated.case_number,
    )
    return write_matter(row.organisation, draft, actor=actor)


def _decide(
    row: Participation, treatment: Treatment, state: ParticipationState, actor: Actor
) -> ParticipationDecision:
    assert treatment.day is not None
    rows = list(row.decisions.weighed().select_related("treatment"))
    decided = [one for one in rows if one.counts]
    said = last_said(rows, treatment)
    again = said is not None and not said.holds
    demand(can_amend(treatment, state, decided))
    demand(may_mean(treatment, state, state_before(decided, treatment)))
    made = _record_decision(row, treatment, state, row.organisation.name, actor)
    note("participation.decided", row, actor, state=state.value, decided=treatment.day.isoformat())
    follow_all([(actor.person, row, row.get_absolute_url())], now=actor.now)
    told = tell("participation.decided", row, actor, state=in_all_languages(state.label))
    _tell_of_standing(row, decided, actor, again=again, besides=told)
    return made


def hear_of_outcome(treatment: Treatment, actor: Actor) -> None:
    """Record what the outcome of a matter that the cohort prepared means, where it can mean one thing only.

    So it does while the municipality has not written the proposal itself, and the top management records it.
    """
    state = ONE_MEANING.get(Outcome(treatment.outcome))
    if state is None or treatment.matter.prepared_by_id is None:
        return
    for row in participations().filter(matter=treatment.matter_id).select_for_update(of=("self",)):
        if row.cohort.lead_id != treatment.matter.prepared_by_id or not may_decide(actor.permissions, row):
            continue
        if _is_their_own_text(treatment.matter) or not is_valid_basis(row, treatment):
            continue
        decided = [one for one in row.decisions.weighed().select_related("treatment") if one.counts]
        if may_mean(treatment, state, state_before(decided, treatment)):
            _decide(row, treatment, state, actor)


def _is_their_own_text(matter: Matter) -> bool:
    """Check whether a municipality has rewritten what was prepared for it."""
    kind = ContentType.objects.get_for_model(Matter)
    written = Entry.objects.filter(action="matter.revised", subject_type=kind, subject_id=matter.pk)
    return written.filter(acting_for=matter.organisation.name).exists()


def restate(said: ParticipationDecision, treatment: Treatment, actor: Actor) -> None:
    """Record a decision again as it has been corrected, where it means what it meant; both rows stay."""
    assert treatment.day is not None
    if (said.decided, said.wording) == (treatment.day, treatment.wording) or not said.outcome:
        return
    _record_decision(said.participation, treatment, said.state, said.acting_for, actor)


def _record_decision(
    row: Participation, treatment: Treatment, state: str, acting_for: str, actor: Actor
) -> ParticipationDecision:
    assert treatment.day is not None
    return row.decisions.create(
        state=state,
        decided=treatment.day,
        treatment=treatment,
        outcome=treatment.outcome,
        wording=treatment.wording,
        recorded=actor.now,
        recorded_by=actor.person,
        acting_for=acting_for,
    )


def _tell_of_standing(
    row: Participation,
    before: Sequence[ParticipationDecision],
    actor: Actor,
    *,
    again: bool,
    besides: Set[int],
) -> None:
    """Notify those who follow the cohort of the state of a municipality, when it has changed.

    Who was told that a decision is looked at `again` is told what came of it, too, where nothing has moved.
    """
    stood = before[-1].state if before else ParticipationState.NOT_CONSIDERED
    now = standings([row.pk])[row.pk]
    if now.state == stood and not (again and now.decision == newest(row)):
        return
    if now.takes_part:
        follow_with_municipality(row, actor.today, actor.now)
    news = news_of_standing(row, now.state)
    # A municipality that withdraws is no longer of the cohort's own, and hears of it all the same.
    notify_followers(news, row.cohort, besides=besides, also_own=[row.organisation_id], actor=actor)


@action(
    "participation.matter",
    rule=may_record,
    creates=True,
    locks_parent=True,
    subject=lambda done: done.record,
    details=lambda done: {"matter": done.record.matter_id},
)
def use_matter(row: Participation, matter: Matter, *, actor: Actor) -> None:
    """Choose a matter of the municipality's own as the one that its participation rests on from now on.

    What was decided before stays with the matter in which it was decided, and who was disqualified on it
    or on the participation stays so.

    Raises:
        NotAllowed: when the matter is not one that it can rest on.
    """
    demand(may_take(row, matter))
    demand(matter_open_to(actor.person, matter))
    set_basis(row, matter, actor)


def set_basis(row: Participation, matter: Matter, actor: Actor) -> None:
    """Set the matter that a participation rests on; the one before stays closed to whom it was closed.

    So does the participation: who was disqualified on the first matter is not let in by a second.
    """
    before = row.matter
    row.matter = matter
    row.save(update_fields=["matter"])
    if before is None or before.pk == matter.pk:
        return
    names = row.organisation.slug, row.organisation.name
    for old, new in (*((one, row) for one in resting_on(before)), (row, before)):
        carry_disqualifications(old, new, scope=names[0], by=actor.person, acting_for=names[1], now=actor.now)


@transaction.atomic
def name_people(row: Participation, namings: Sequence[Naming], *, actor: Actor) -> None:
    """Name who is with it from the start: a colleague has the role at once, others are invited to it."""
    demand(open_to(actor.person, row))
    for one in namings:
        demand(may_appoint(actor.permissions, row.organisation, one.kind, actor.today))
        if one.colleague is not None:
            if not own_people(row.organisation, actor.today).filter(pk=one.colleague.pk).exists():
                raise NotAllowed(Denied(NOT_WITH_IT))
            begin_role(one.colleague, row.organisation, one.kind, by=actor.person, today=actor.today)
        else:
            invite_person(
                row.organisation,
                one.email,
                Terms(one.kind),
                language=row.organisation.official_form,
                actor=actor,
            )


def tell_of_named(role: Role, actor: Actor) -> None:
    """Notify of who is new among those to take part from the start: named, invited or given a role."""
    kind = RoleKind(role.kind)
    if kind not in FROM_THE_START:
        return
    rows = list(participations().filter(going_on(actor.today, "cohort__"), organisation=role.organisation_id))
    stand = standings(one.pk for one in rows)
    rows = [row for row in rows if stand[row.pk].state not in OUTSIDE]
    names, told = ", ".join(str(row.cohort) for row in rows), set[int]()
    for row in rows:  # each hears of it once, however many cohorts the municipality is in
        told |= tell("participation.named", row, actor, (role.user,), told, role=kind.value, cohort=names)


def newest(row: Participation) -> int:
    """Return the decision that was recorded last, 0 where there is none."""
    found = row.decisions.order_by("-pk").values_list("pk", flat=True).first()
    return found or 0


def tell(
    kind: str,
    row: Participation,
    actor: Actor,
    also: Sequence[User] = (),
    besides: Set[int] = frozenset(),
    **details: str | dict[str, str],
) -> Set[int]:
    """Notify those who follow the participation or run the cohort; return who were notified.

    Who was told of the same `besides` (by their keys) is not told again.
    """
    named = {"organisation": row.organisation.name, "cohort": str(row.cohort)}
    news = News.about(kind, row, row.organisation, row.cohort.lead, **{**named, **details})
    runners = facilitators_of(row.cohort.lead, actor.today)
    own = [one for one in also if one.pk not in besides]
    others = [one for one in (*runners, *followers(row)) if one not in also and one.pk not in besides]
    own_told = notify(news, own, reason=Reason.OWN, by=actor.person, now=actor.now)
    return own_told | notify(news, others, reason=Reason.FOLLOWS, by=actor.person, now=actor.now)


def note(kind: str, row: Participation, actor: Actor, **details: str | int) -> None:
    """Write in the municipality's log."""
    organisation = row.organisation
    record(kind, row, by=actor.person, acting_for=organisation.name, scope=organisation.slug, details=details)
