"""Phases: opened, opened again, closed; and what is ticked off in them."""

from collections.abc import Sequence, Set

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from loftet.core.verdicts import Denied, NotAllowed, demand
from loftet.core.versions import same_version
from loftet.invalid_input import InvalidInput
from loftet.log.actions import Line, record, record_all
from loftet.notices.actions.notifications import News, notify_all
from loftet.notices.models import Reason
from loftet.people.models import RoleKind
from loftet.people.queries import permissions_at
from loftet.programme.actions.following import news_of_phase, notify_followers
from loftet.programme.actions.participation import Clerk
from loftet.programme.addresses import phase_address
from loftet.programme.catalogue import Phase, phase_of
from loftet.programme.models import Cohort, Participation, PhaseRun, Tick
from loftet.programme.queries.people import people_in
from loftet.programme.queries.standings import UNDECIDED, standings
from loftet.programme.rules import may_open, may_run, may_tick, open_to


class OpenAlready(InvalidInput):
    """The phase is open already: opened by somebody else in the same moment, or before."""


def open_phase(
    cohort: Cohort, key: str, note: str, participation: Participation | None = None, *, clerk: Clerk
) -> PhaseRun:
    """Open a phase for all of a cohort, or for one of its municipalities, as `open_phases` does for many."""
    return open_phases(cohort, key, note, () if participation is None else (participation,), clerk=clerk)[0]


def open_phases(
    cohort: Cohort, key: str, note: str, participations: Sequence[Participation], *, clerk: Clerk
) -> list[PhaseRun]:
    """Open a phase for some municipalities of a cohort, or for all where none is named; it is open once.

    One that is open for a municipality when it opens for all is closed there; its ticks are carried over.

    One that was open before is opened as a run of its own; what was ticked off then stays with the old one.

    Raises:
        NotAllowed: when the person may not, or the cohort has ended.
        OpenAlready: when it is open for one of them; then it is opened for none.
        InvalidInput: when there is no such phase.
    """
    phase = phase_of(key)
    if phase is None:
        raise InvalidInput.because(_("There is no such phase."))
    demand(may_run(permissions_at(clerk.by, clerk.today), cohort))
    demand(may_open(cohort, clerk.today))
    _demand_own(cohort, participations)
    runs = [
        PhaseRun(cohort=cohort, participation=one, phase=key, opened=clerk.today, note=note.strip())
        for one in participations or (None,)
    ]
    try:
        with transaction.atomic():
            Cohort.objects.select_for_update().get(pk=cohort.pk)  # for all and for one wait for each other
            if PhaseRun.objects.open().filter(cohort=cohort, phase=key, participation=None).exists():
                raise OpenAlready.because(_("The phase is open already."))
            runs = PhaseRun.objects.bulk_create(runs)
            if not participations:
                _gather(runs[0], clerk)
            _note("phase.opened", cohort, runs, clerk)
            told = _tell(cohort, phase, participations, clerk)
            again = _was_open(cohort, key, participations)
            kind = "cohort.phase_reopened" if again else "cohort.phase_opened"
            _tell_followers(news_of_phase(kind, cohort, key, phase, participations), cohort, clerk, told)
    except IntegrityError as taken:
        raise OpenAlready.because(_("The phase is open already.")) from taken
    return runs


def _was_open(cohort: Cohort, key: str, participations: Sequence[Participation]) -> bool:
    """Check whether a phase has been open before: for the whole cohort, or for each municipality at hand."""
    before = PhaseRun.objects.filter(cohort=cohort, phase=key).exclude(closed=None)
    had = set(before.values_list("participation", flat=True))
    return None in had or (bool(participations) and {one.pk for one in participations} <= had)


def _tell_followers(news: News, cohort: Cohort, clerk: Clerk, besides: Set[int] = frozenset()) -> None:
    notify_followers(news, cohort, besides=besides, by=clerk.by, now=clerk.now, today=clerk.today)


def _demand_own(cohort: Cohort, participations: Sequence[Participation]) -> None:
    if any(one.cohort_id != cohort.pk for one in participations):
        raise NotAllowed(Denied(_("The municipality was not invited to this cohort.")))


def _gather(run: PhaseRun, clerk: Clerk) -> None:
    """Close a phase that municipalities had open alone, now that it is for all; what they did stays done."""
    own = PhaseRun.objects.open().filter(cohort=run.cohort_id, phase=run.phase).exclude(participation=None)
    rows = list(own.select_for_update(of=("self",)).select_related("cohort"))
    ticks = list(Tick.objects.filter(run__in=rows))
    for one in ticks:
        one.pk, one.run = None, run
    Tick.objects.bulk_create(ticks)
    PhaseRun.objects.filter(pk__in=[one.pk for one in rows]).update(
        closed=clerk.today, version=F("version") + 1
    )
    _note("phase.closed", run.cohort, rows, clerk)


def _tell(cohort: Cohort, phase: Phase, participations: Sequence[Participation], clerk: Clerk) -> Set[int]:
    """Notify those who have something to do in the phase where municipalities take part; return them."""
    rows = Participation.objects.filter(cohort=cohort).select_related("organisation", "cohort")
    if participations:
        rows = rows.filter(pk__in=[one.pk for one in participations])
    stand = standings(one.pk for one in rows)
    active = [one for one in rows if stand.get(one.pk, UNDECIDED).takes_part]
    people = people_in([one.organisation_id for one in active], _roles_of(phase, clerk), clerk.today)
    told = [
        (
            News(
                "phase.opened",
                one,
                phase_address(one, phase.key),
                organisation=one.organisation.name,
                details={"phase": phase.key, "cohort": str(cohort)},
                within=(one.organisation,),
            ),
            [named.user for named in people.get(one.organisation_id, ())],
        )
        for one in active
    ]
    return notify_all(told, reason=Reason.ROLE, by=clerk.by, now=clerk.now)


def _roles_of(phase: Phase, clerk: Clerk) -> Sequence[RoleKind]:
    return tuple(dict.fromkeys(one.role for one in phase.items_on(clerk.today)))


@transaction.atomic
def close_phase(run: PhaseRun, version: int, *, clerk: Clerk) -> PhaseRun:
    """Close a phase; what was ticked off in it stays.

    Raises:
        NotAllowed: when the person may not, or it is closed.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
    """
    rows = PhaseRun.objects.select_for_update(of=("self",)).select_related(
        "cohort__lead", "participation__organisation__place"
    )
    row = rows.get(pk=run.pk)
    demand(may_run(permissions_at(clerk.by, clerk.today), row.cohort))
    if row.closed is not None:
        raise NotAllowed(Denied(_("The phase is closed already.")))
    same_version(row.version, version)
    row.closed, row.version = clerk.today, row.version + 1
    row.save(update_fields=["closed", "version"])
    _note("phase.closed", row.cohort, [row], clerk)
    only = () if row.participation is None else (row.participation,)
    news = news_of_phase("cohort.phase_closed", row.cohort, row.phase, phase_of(row.phase), only)
    _tell_followers(news, row.cohort, clerk)
    return row


@transaction.atomic
def tick(run: PhaseRun, participation: Participation, item: str, note: str, *, clerk: Clerk) -> Tick:
    """Mark what a municipality has done as ticked off; what is ticked off already stays as it was.

    Raises:
        NotAllowed: when the person may not.
        InvalidInput: when there is no such thing on the checklist.
    """
    row = _demand_may_tick(run, participation, clerk)
    phase = phase_of(row.phase)
    if phase is None or item not in {one.key for one in phase.items_on(clerk.today)}:
        raise InvalidInput.because(_("There is no such thing on the checklist."))
    made, new = Tick.objects.get_or_create(
        run=row,
        participation=participation,
        item=item,
        defaults={"done": clerk.today, "by": clerk.by, "note": note.strip()},
    )
    if new:
        _note_tick("tick.set", participation, item, row, clerk)
    return made


@transaction.atomic
def untick(run: PhaseRun, participation: Participation, item: str, *, clerk: Clerk) -> None:
    """Undo a tick that was a mistake; that it was made, and by whom, is in the log."""
    row = _demand_may_tick(run, participation, clerk)
    gone, _rows = Tick.objects.filter(run=row, participation=participation, item=item).delete()
    if gone:
        _note_tick("tick.taken_back", participation, item, row, clerk)


def _demand_may_tick(run: PhaseRun, participation: Participation, clerk: Clerk) -> PhaseRun:
    row = PhaseRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    state = standings([participation.pk])[participation.pk].state
    demand(may_tick(permissions_at(clerk.by, clerk.today), participation, row, state))
    demand(open_to(clerk.by, participation))
    return row


def _note(action: str, cohort: Cohort, runs: Sequence[PhaseRun], clerk: Clerk) -> None:
    lead = cohort.lead
    lines = [Line(one, lead.slug, {"phase": one.phase}) for one in runs]
    record_all(action, lines, by=clerk.by, acting_for=lead.name)


def _note_tick(action: str, participation: Participation, item: str, run: PhaseRun, clerk: Clerk) -> None:
    organisation = participation.organisation
    record(
        action,
        participation,
        by=clerk.by,
        acting_for=organisation.name,
        scope=organisation.slug,
        details={"phase": run.phase, "item": item, "run": run.pk},
    )
