"""«Dette venter på deg»: what the programme asks of somebody; a bounded number of queries for each page."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from django.utils.translation import gettext as _

from loftet.decisions.models import Matter, Treatment
from loftet.notices.waiting import Waiting
from loftet.people.acting import Acting, HeldRole
from loftet.people.models import Disqualification, RoleKind
from loftet.programme.addresses import participation_address, phase_address
from loftet.programme.catalogue import Item, phase_of, said
from loftet.programme.models import Participation, ParticipationDecision, PhaseRun, Tick, counting, going_on
from loftet.programme.queries.participation import answered_by, participations, question
from loftet.programme.queries.people import people_in
from loftet.programme.queries.phases import concerns
from loftet.programme.queries.standings import Standing, standings
from loftet.programme.rules import CAN_MEAN, FROM_THE_START


def waits(acting: Acting, today: date) -> Iterable[Waiting]:
    """Give what the programme asks of somebody by the roles that they have today."""
    held = {one.organisation for one in acting.roles}
    if not held:
        return
    rows = list(
        participations()
        .filter(organisation__in=held)
        .filter(going_on(today, "cohort__"))
        .exclude(closed_to(acting))
    )
    if not rows:
        return
    stand = standings(one.pk for one in rows)
    yield from _decisions(acting, rows, stand)
    active = [one for one in rows if stand[one.pk].takes_part]
    yield from _missing(acting, active, today)
    yield from _checklist(acting, active, today)


def closed_to(acting: Acting) -> Q:
    """Give the participations on which, or on whose matter, somebody has declared to be disqualified."""
    declared = Disqualification.objects.standing().filter(user=acting.user)
    kinds = ContentType.objects.get_for_models(Participation, Matter)
    closed: dict[int, list[int]] = defaultdict(list)
    for kind, subject in declared.filter(subject_type__in=kinds.values()).values_list(
        "subject_type", "subject_id"
    ):
        closed[kind].append(subject)
    return Q(pk__in=closed[kinds[Participation].pk]) | Q(
        matter__isnull=False, matter__in=closed[kinds[Matter].pk]
    )


def _leads(acting: Acting, one: Participation) -> bool:
    return acting.has_own(one.organisation, RoleKind.TOP_MANAGEMENT)


def _decisions(
    acting: Acting, rows: Sequence[Participation], stand: dict[int, Standing]
) -> Iterator[Waiting]:
    """Ask the top management: whether to take part, and what an outcome means."""
    led = [one for one in rows if _leads(acting, one)]
    if not led:
        return
    asked = unanswered(led)
    for one in led:
        words = {"cohort": f"{one.cohort.partnership.name}, {one.cohort.name}"}
        if one.pk in asked:
            what = _("Say what the outcome means for taking part in %(cohort)s") % words
        elif not stand[one.pk].decision:
            what = _("Decide whether to take part in %(cohort)s") % words
        else:
            continue
        reason = _("You are in the top management.")
        yield Waiting(what, participation_address(one), one.organisation.name, reason)


def unanswered(rows: Sequence[Participation]) -> set[int]:
    """Give the participations with an outcome that can mean something, and nobody has said what; two queries.

    The same test as on their pages, so that nobody is reminded of what the page does not ask.
    """
    resting = [one for one in rows if one.matter_id is not None]
    treated: dict[int, list[Treatment]] = defaultdict(list)
    found = Treatment.objects.filter(
        matter__in=[one.matter_id for one in resting], outcome__in=CAN_MEAN, day__isnull=False
    )
    for treatment in found.select_related("matter", "body"):
        treated[treatment.matter_id].append(treatment)
    decided: dict[int, list[ParticipationDecision]] = defaultdict(list)
    if treated:
        said = ParticipationDecision.objects.filter(participation__in=resting).select_related("treatment")
        for row in counting(said):
            decided[row.participation_id].append(row)
    return {one.pk for one in resting if _asks(one, treated[one.matter_id or 0], decided[one.pk])}


def _asks(one: Participation, treated: Sequence[Treatment], decided: Sequence[ParticipationDecision]) -> bool:
    answered = answered_by(decided)
    return any(question(one, row, decided).states for row in treated if row.pk not in answered)


def _missing(acting: Acting, active: Sequence[Participation], today: date) -> Iterator[Waiting]:
    """Ask the top management to name those who are to be with it from the start."""
    led = [one for one in active if _leads(acting, one)]
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
                yield Waiting(what, address, one.organisation.name, reason)


def _checklist(acting: Acting, active: Sequence[Participation], today: date) -> Iterator[Waiting]:
    """Ask for what stands on the checklists of open phases, by the roles that somebody has."""
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
        held = {role.kind: role for role in reversed(acting.in_(one.organisation))}
        for run in (run for run in runs if concerns(run, one)):
            phase = phase_of(run.phase)
            for item in phase.items_on(today) if phase else ():
                if item.role in held and (run.pk, one.pk, item.key) not in ticks:
                    yield _asked(one, item, held[item.role])


def _asked(one: Participation, item: Item, role: HeldRole) -> Waiting:
    words = {"role": role.kind.label, "document": role.document}
    reason = (
        _("Your role: %(role)s, by delegation (%(document)s).") % words
        if role.by_delegation
        else _("Your role: %(role)s.") % words
    )
    address = phase_address(one, item.phase)
    return Waiting(said(item.text), address, one.organisation.name, reason)
