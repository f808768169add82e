"""Rules of cohorts, participation and phases; a no always has its reason.

Where a municipality stands is decided by itself alone. What is told, talked over or asked is no decision.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date
from functools import cache, partial

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import ALLOWED, Denied, Verdict
from loftet.decisions.models import Matter, MatterState, Outcome, Treatment, TreatmentKind
from loftet.decisions.rules import HEARS, resting_on
from loftet.people.actor import Actor
from loftet.people.models import Organisation, OrganisationKind, RoleKind, User
from loftet.people.permissions import Permissions
from loftet.people.rules import facilitator_roles, not_disqualified
from loftet.places.models import Place
from loftet.places.queries import members_by_region, members_of
from loftet.programme.models import (
    OUTCOME_OF,
    OUTSIDE,
    CalendarEntry,
    Cohort,
    Participation,
    ParticipationDecision,
    ParticipationState,
    PhaseRun,
)

# The outcomes that can mean anything for a participation.
CAN_MEAN = frozenset[Outcome]().union(*OUTCOME_OF.values())
# Taken from the start; while one of them is missing, the page says so and why.
FROM_THE_START = (RoleKind.BUSINESS_ADVISER, RoleKind.PROCUREMENT_OFFICER)


def leads_for(permissions: Permissions) -> tuple[int, ...]:
    """Return the organisations for which somebody may begin a cohort."""
    return tuple(dict.fromkeys(one.organisation for one in facilitator_roles(permissions)))


def may_begin_cohort(actor: Actor, _partnership: object = None) -> Verdict:
    """Check whether an actor may begin a cohort: a facilitator of a regional council, a county, a partner."""
    if leads_for(actor.permissions):
        return ALLOWED
    return Denied(_("A cohort is begun by a facilitator of a regional council, a county or a partner."))


def may_lead(permissions: Permissions, lead: Organisation, region: Place, on: date) -> Verdict:
    """Check whether an actor may begin a cohort that an organisation leads, of a region that it speaks for.

    A council leads its own region, a county itself and the regions that lie in it, a partner any.
    """
    return _may_lead(permissions, lead, region, partial(members_by_region, on))


def regions_to_lead(
    permissions: Permissions, leads: Iterable[Organisation], regions: Iterable[Place], on: date
) -> tuple[Place, ...]:
    """Return the regions of which one of some organisations may lead a cohort; two queries at the most."""
    organisations, members = list(leads), cache(partial(members_by_region, on))
    return tuple(
        one for one in regions if any(_may_lead(permissions, lead, one, members) for lead in organisations)
    )


def _may_lead(
    permissions: Permissions, lead: Organisation, region: Place, members: Callable[[], Mapping[int, Set[int]]]
) -> Verdict:
    """Check it; who lies in which region is read only where it matters."""
    if lead.pk not in leads_for(permissions):
        return Denied(_("A cohort is begun by a facilitator of the organisation that leads it."))
    if lead.kind == OrganisationKind.PARTNER or lead.place_id == region.pk:
        return ALLOWED
    if lead.kind == OrganisationKind.COUNTY and lead.place_id is not None:
        there = members().get(region.pk, frozenset())
        if there and there <= members().get(lead.place_id, frozenset()):
            return ALLOWED
    return Denied(_("The organisation leads cohorts in its own region alone."))


def may_run(actor: Actor, row: Cohort | CalendarEntry | PhaseRun) -> Verdict:
    """Check whether an actor may run a cohort, also that of a row: invite, open phases, prepare for all."""
    cohort = row if isinstance(row, Cohort) else row.cohort
    if actor.permissions.has(cohort.lead, RoleKind.FACILITATOR):
        return ALLOWED
    return Denied(_("A cohort is run by the facilitators of the organisation that leads it."))


def may_delete(actor: Actor, cohort: Cohort) -> Verdict:
    """Check whether a cohort may be deleted: by those who run it, until somebody is invited or it meets."""
    if not (verdict := may_run(actor, cohort)):
        return verdict
    if cohort.participations.exists():
        return Denied(_("Municipalities have been invited to the cohort, so it stays."))
    if cohort.events.exists():
        return Denied(_("Meetings of the cohort are planned, so it stays."))
    return ALLOWED


def may_invite_to(actor: Actor, cohort: Cohort, organisations: Sequence[Organisation]) -> Verdict:
    """Check whether municipalities may be invited: those of the cohort's region today, while it lasts."""
    if not (verdict := may_open(actor, cohort)):
        return verdict
    places = set(members_of(cohort.region, actor.today).values_list("pk", flat=True))
    if any(one.kind != OrganisationKind.MUNICIPALITY or one.place_id not in places for one in organisations):
        return Denied(_("Only municipalities of the cohort's region can be invited."))
    return ALLOWED


def works_in(permissions: Permissions, cohort: Cohort) -> bool:
    """Check whether somebody has a role in a cohort: in its lead, a partner or a municipality of it."""
    held = permissions.held_in()
    return (
        cohort.lead_id in held
        or cohort.partners.filter(organisation__in=held).exists()
        or _is_with_it(cohort, held)
    )


def _is_with_it(cohort: Cohort, organisations: Set[int]) -> bool:
    """Check whether one of these was invited to a cohort, and has neither declined nor withdrawn."""
    invited = cohort.participations.filter(organisation__in=organisations).values_list("pk", flat=True)
    rows = ParticipationDecision.objects.counting().filter(participation__in=invited)
    stand = {row.participation_id: row.state for row in rows}
    return any(stand.get(one) not in OUTSIDE for one in invited)


def readable(actor: Actor) -> Q:
    """Return the condition on the participations that somebody may see, as `may_see_participation`."""
    roles = actor.permissions.roles
    leads = [one.organisation for one in roles if one.kind == RoleKind.FACILITATOR]
    return Q(organisation__in=[one.organisation for one in roles]) | Q(cohort__lead__in=leads)


def may_see_participation(actor: Actor, participation: Participation) -> Verdict:
    """Check whether a municipality's own page is shown: to its people, and to those who run the cohort.

    They may also declare to be disqualified.
    """
    permissions = actor.permissions
    runs = permissions.has(participation.cohort.lead, RoleKind.FACILITATOR)
    if runs or permissions.has(participation.organisation):
        return ALLOWED
    return Denied(
        _("This page is for those who have a role in the municipality, and for those who run the cohort.")
    )


def may_open_page(actor: Actor, participation: Participation) -> Verdict:
    """Check whether an actor may open a municipality's own page: it is shown, and not closed to them."""
    seen = may_see_participation(actor, participation)
    return seen and open_to(actor.person, participation)


def may_record(actor: Actor, participation: Participation) -> Verdict:
    """Check whether an actor may record where a municipality stands, and is not disqualified."""
    return may_decide(actor.permissions, participation) and open_to(actor.person, participation)


def may_decide(permissions: Permissions, participation: Participation) -> Verdict:
    """Check whether an actor may say where a municipality stands: its own top management."""
    if permissions.has_own(participation.organisation, RoleKind.TOP_MANAGEMENT):
        return ALLOWED
    return Denied(_("Where a municipality stands is recorded by its own top management."))


def open_to(user: User, *participations: Participation) -> Verdict:
    """Check whether participations are open to a person, who may be disqualified on one or on its matter."""
    matters = [one.matter for one in participations if one.matter is not None]
    return not_disqualified(user, *participations, *resting_on(*matters))


def may_take(participation: Participation, matter: Matter) -> Verdict:
    """Check whether a participation can rest on a matter: one of the municipality's own, that stands."""
    if matter.organisation_id != participation.organisation_id:
        return Denied(_("The matter is another organisation's."))
    if matter.state == MatterState.WITHDRAWN:
        return Denied(_("The matter has been withdrawn."))
    return ALLOWED


def is_valid_basis(participation: Participation, treatment: Treatment) -> Verdict:
    """Check whether a participation can rest on a treatment at all: the municipality's own, with a day."""
    if treatment.matter.organisation_id != participation.organisation_id:
        return Denied(_("The matter is another organisation's."))
    body = treatment.body
    if body is not None and body.organisation_id != participation.organisation_id:
        return Denied(_("Each municipality decides for itself; the body belongs to another organisation."))
    if body is not None and body.kind in HEARS:
        return Denied(_("The body is heard, and decides nothing for the municipality."))
    if not treatment.outcome or treatment.day is None:
        return Denied(_("The treatment has no outcome yet."))
    if treatment.outcome == Outcome.NOTED:
        return Denied(
            _(
                "To take a matter for information is not to decide it. The municipality stands where it "
                "stood, and the matter can be brought up for a decision."
            )
        )
    if treatment.outcome == Outcome.ENDORSED:
        return Denied(
            _(
                "To endorse a proposal is to agree with it, not to decide it. The municipality stands where "
                "it stood, and the matter can be brought up for a decision."
            )
        )
    if treatment.outcome not in CAN_MEAN:
        return Denied(_("What was talked over, heard or asked is not decided."))
    return ALLOWED


def may_mean(treatment: Treatment, state: ParticipationState, before: ParticipationState) -> Verdict:
    """Check whether an outcome can mean a state, for a municipality that stood as `before` on the day."""
    outcome = Outcome(treatment.outcome)
    settles = state not in (ParticipationState.POSTPONED, ParticipationState.SENT_BACK)
    if outcome not in OUTCOME_OF.get(state, frozenset()):
        return Denied(_("The outcome cannot mean this."))
    if settles and treatment.kind != TreatmentKind.DECISION:
        return Denied(_("Only a decision settles whether a municipality takes part."))
    if state in states_after(before):
        return ALLOWED
    if state == ParticipationState.WITHDREW:
        return Denied(_("Only a municipality that takes part can withdraw."))
    if state == ParticipationState.TAKES_PART:
        return Denied(_("The municipality takes part already."))
    return Denied(_("The municipality takes part until it decides to withdraw."))


def can_amend(
    treatment: Treatment, state: ParticipationState, decided: Sequence[ParticipationDecision]
) -> Verdict:
    """Check whether a treatment that has a meaning can have another: while nothing has been decided since.

    One that has been corrected since can have the same again.

    `decided` are the decisions that count, the newest last.
    """
    said = next((one for one in decided if one.treatment_id == treatment.pk), None)
    if said is None:
        return ALLOWED
    if said is not decided[-1]:
        return Denied(_("Something has been decided since. Where the municipality stands rests on that."))
    if said.state == state and not said.is_corrected:
        return Denied(_("What this outcome means has been recorded already."))
    return ALLOWED


def states_of(treatment: Treatment, before: ParticipationState) -> tuple[ParticipationState, ...]:
    """Return what an outcome can mean for a municipality that stood as `before`."""
    return tuple(state for state in OUTCOME_OF if may_mean(treatment, state, before))


def states_after(before: ParticipationState) -> tuple[ParticipationState, ...]:
    """Return where a municipality that stands as `before` can stand by a new decision."""
    if before == ParticipationState.TAKES_PART:  # a matter that is put off changes nothing
        return (ParticipationState.WITHDREW,)
    return tuple(state for state in OUTCOME_OF if state != ParticipationState.WITHDREW)


def may_open(actor: Actor, cohort: Cohort) -> Verdict:
    """Check whether an actor may open phases and invite: those who run the cohort, while it lasts."""
    if not (verdict := may_run(actor, cohort)):
        return verdict
    if cohort.ends is not None and cohort.ends <= actor.today:
        return Denied(_("The cohort has ended."))
    return ALLOWED


def may_change_day(actor: Actor, entry: CalendarEntry) -> Verdict:
    """Check whether an actor may change or cancel a day: who runs the cohort, until it is cancelled."""
    if not (verdict := may_run(actor, entry)):
        return verdict
    return ALLOWED if entry.cancelled is None else Denied(_("The day has been cancelled."))


def may_write_hours(actor: Actor, participation: Participation) -> Verdict:
    """Check whether an actor may write hours: a role there, and not disqualified."""
    if actor.permissions.has(participation.organisation):
        return open_to(actor.person, participation)
    return Denied(_("Hours are written by those who have a role in the municipality."))


def may_close(actor: Actor, run: PhaseRun) -> Verdict:
    """Check whether an actor may close a phase: those who run its cohort, once."""
    if not (verdict := may_run(actor, run)):
        return verdict
    return ALLOWED if run.closed is None else Denied(_("The phase is closed already."))


def may_tick(
    permissions: Permissions, participation: Participation, run: PhaseRun, state: ParticipationState
) -> Verdict:
    """Check whether an actor may tick off what a municipality has done: its people, while it is open."""
    if not permissions.has(participation.organisation):
        return Denied(_("The checklist is the municipality's own: those who have a role there tick off."))
    if run.cohort_id != participation.cohort_id or run.participation_id not in (None, participation.pk):
        return Denied(_("The phase is not open for this municipality."))
    if run.closed is not None:
        return Denied(_("The phase is closed. What was ticked off in it stays as it was."))
    if state != ParticipationState.TAKES_PART:
        return Denied(_("The checklist is for municipalities that take part."))
    return ALLOWED
