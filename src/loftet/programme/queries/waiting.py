"""«Dette venter på deg»: what the programme asks of somebody; a bounded number of queries for each page."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _

from loftet.core.registry import Task
from loftet.decisions.models import Matter, Treatment
from loftet.people.actor import Actor
from loftet.people.models import RoleKind
from loftet.people.permissions import ActiveRole, Permissions
from loftet.people.queries.own import declared
from loftet.programme.addresses import participation_address, phase_address
from loftet.programme.catalogue import Item, phase_of, said
from loftet.programme.models import Participation, ParticipationDecision, PhaseRun, Tick
from loftet.programme.queries.participation import answered_by, participations, question
from loftet.programme.queries.people import people_in
from loftet.programme.queries.phases import concerns
from loftet.programme.queries.standings import UNDECIDED, Standing, decided_in, standing_by
from loftet.programme.rules import CAN_MEAN, FROM_THE_START


@dataclass(frozen=True, slots=True)
class Own:
    """The participations of somebody's organisations that are open to them, and what was decided of each."""

    rows: tuple[Participation, ...]
    decided: Mapping[int, Sequence[ParticipationDecision]]

    def stand(self, one: Participation) -> Standing:
        """Return where a participation stands."""
        said = self.decided.get(one.pk)
        return standing_by(said[-1]) if said else UNDECIDED

    def lasting(self, on: date) -> list[Participation]:
        """Return those of cohorts that have not ended on a day."""
        return [one for one in self.rows if one.cohort.ends is None or one.cohort.ends > on]

    def active(self, on: date) -> list[Participation]:
        """Return those of municipalities that take part in a cohort that lasts."""
        return [one for one in self.lasting(on) if self.stand(one).takes_part]


def own_participations(permissions: Permissions) -> Own:
    """Return them; two queries at the most. To be asked with `Permissions.once`."""
    held = {one.organisation for one in permissions.roles}
    rows = tuple(participations().filter(organisation__in=held).exclude(closed_to(permissions)))
    return Own(rows, decided_in(one.pk for one in rows) if rows else {})


def participation_tasks(actor: Actor) -> Iterator[Task]:
    """Return what taking part asks of somebody by the roles that they have today."""
    permissions, today = actor.permissions, actor.today
    own = permissions.once(own_participations)
    if not own.rows:
        return
    yield from _decisions(permissions, own, today)
    active = own.active(today)
    yield from _missing(permissions, active, today)
    yield from _checklist(permissions, active, today)


def closed_to(permissions: Permissions) -> Q:
    """Return the participations on which, or on whose matter, somebody has declared to be disqualified."""
    kinds = ContentType.objects.get_for_models(Participation, Matter)
    closed: dict[int, list[int]] = defaultdict(list)
    for one in permissions.once(declared):
        closed[one.subject_type_id].append(one.subject_id)
    return Q(pk__in=closed[kinds[Participation].pk]) | Q(
        matter__isnull=False, matter__in=closed[kinds[Matter].pk]
    )


def _leads(permissions: Permissions, one: Participation) -> bool:
    return permissions.has_own(one.organisation, RoleKind.TOP_MANAGEMENT)


def _decisions(permissions: Permissions, own: Own, today: date) -> Iterator[Task]:
    """Return what the top management is asked: whether to take part, and what an outcome means."""
    led = [one for one in own.lasting(today) if _leads(permissions, one)]
    if not led:
        return
    asked = unanswered(led, own.decided)
    for one in led:
        words = {"cohort": f"{one.cohort.partnership.name}, {one.cohort.name}"}
        if one.pk in asked:
            what = _("Say what the outcome means for taking part in %(cohort)s") % words
        elif not own.stand(one).decision:
            what = _("Decide whether to take part in %(cohort)s") % words
        else:
            continue
        reason = _("You are in the top management.")
        yield Task(what, participation_address(one), one.organisation.name, reason)


def unanswered(
    rows: Sequence[Participation], decided: Mapping[int, Sequence[ParticipationDecision]]
) -> set[int]:
    """Return the participations with an outcome that can mean something, and nobody has said what; one query.

    `decided` are the decisions of each that count. The same test as on their pages, so that nobody is
    reminded of what the page does not ask.
    """
    resting = [one for one in rows if one.matter_id is not None]
    treated: dict[int, list[Treatment]] = defaultdict(list)
    found = Treatment.objects.filter(
        matter__in=[one.matter_id for one in resting], outcome__in=CAN_MEAN, day__isnull=False
    )
    for treatment in found.select_related("matter", "body"):
        treated[treatment.matter_id].append(treatment)
    return {one.pk for one in resting if _asks(one, treated[one.matter_id or 0], decided.get(one.pk, ()))}


def _asks(one: Participation, treated: Sequence[Treatment], decided: Sequence[ParticipationDecision]) -> bool:
    answered = answered_by(decided)
    return any(question(one, row, decided).states for row in treated if row.pk not in answered)


def _missing(permissions: Permissions, active: Sequence[Participation], today: date) -> Iterator[Task]:
    """Return whom the top management is asked to name: those who take part from the start."""
    led = [one for one in active if _leads(permissions, one)]
    if not led:
        return
    people = people_in([one.organisation_id for one in led], FROM_THE_START, today)
    for one in led:
        there = {named.kind for named in people.get(one.organisation_id, ())}
        for kind in FROM_THE_START:
            if kind not in there:
                what = {
                    RoleKind.BUSINESS_ADVISER: _("Name a business adviser"),
                    RoleKind.PROCUREMENT_OFFICER: _("Name a procurement officer"),
                }[kind]
                reason = _("You are in the top management.")
                address = f"{participation_address(one)}#people"
                yield Task(what, address, one.organisation.name, reason)


def _checklist(permissions: Permissions, active: Sequence[Participation], today: date) -> Iterator[Task]:
    """Return what is not ticked off on the checklists of open phases, by the roles that somebody has."""
    if not active:
        return
    runs = list(PhaseRun.objects.open().filter(cohort__in={one.cohort_id for one in active}))
    if not runs:
        return
    ticks = set(
        Tick.objects.filter(run__in=runs, participation__in=active).values_list(
            "run", "participation", "item"
        )
    )
    for one in active:
        held = {role.kind: role for role in reversed(permissions.in_(one.organisation))}
        for run in (run for run in runs if concerns(run, one)):
            phase = phase_of(run.phase)
            for item in phase.items_on(today) if phase else ():
                if item.role in held and (run.pk, one.pk, item.key) not in ticks:
                    yield _asked(one, item, held[item.role])


def _asked(one: Participation, item: Item, role: ActiveRole) -> Task:
    words = {"role": role.kind.label, "document": role.document}
    reason = (
        _("Your role: %(role)s, by delegation (%(document)s).") % words
        if role.by_delegation
        else _("Your role: %(role)s.") % words
    )
    address = phase_address(one, item.phase)
    return Task(said(item.text), address, one.organisation.name, reason)
