"""Phases: opened, opened again, closed; and what is ticked off in them."""

from collections.abc import Sequence, Set

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from loftet.core.actions import Done, action
from loftet.core.verdicts import Denied, NotAllowed, demand
from loftet.core.versions import ChangedMeanwhile
from loftet.invalid_input import InvalidInput
from loftet.log.actions import Line, record, record_all
from loftet.notices.actions.notifications import News, notify_all
from loftet.notices.models import Reason
from loftet.people.actor import Actor
from loftet.people.queries.holders import people_in
from loftet.programme.catalogue import Phase, phase_of
from loftet.programme.following import news_of_phase, notify_followers
from loftet.programme.models import Cohort, Participation, PhaseRun, Tick
from loftet.programme.queries.standings import UNDECIDED, standings
from loftet.programme.rules import may_close, may_open, may_tick, open_to


class OpenAlready(ChangedMeanwhile):
    """The phase is open already: opened by somebody else in the same moment, or before."""


def open_phase(
    cohort: Cohort, key: str, note: str, participation: Participation | None = None, *, actor: Actor
) -> PhaseRun:
    """Open a phase for all of a cohort, or for one of its municipalities, as `open_phases` does for many."""
    return open_phases(cohort, key, note, () if participation is None else (participation,), actor=actor)[0]


@action(None, rule=may_open, creates=True)
def open_phases(
    cohort: Cohort, key: str, note: str, participations: Sequence[Participation], *, actor: Actor
) -> list[PhaseRun]:
    """Open a phase for some municipalities of a cohort, or for all where none is named; it is open once.

    One that is open for a municipality when it opens for all is closed there; its ticks are carried over.

    One that was open before is opened as a run of its own; what was ticked off then stays with the old one.

    Raises:
        OpenAlready: when it is open for one of them; then it is opened for none.
        InvalidInput: when there is no such phase.
    """
    phase = phase_of(key)
    if phase is None:
        raise InvalidInput.because(_("There is no such phase."), field="phase")
    if any(one.cohort_id != cohort.pk for one in participations):
        raise NotAllowed(Denied(_("The municipality was not invited to this cohort.")))
    for_same = Q(participation=None) | Q(participation__in=participations)
    if PhaseRun.objects.open().filter(for_same, cohort=cohort, phase=key).exists():
        raise OpenAlready.because(_("The phase is open already."), field="phase")
    about = {"cohort": cohort, "phase": key, "opened": actor.today, "note": note.strip()}
    again = _was_open(cohort, key, participations)
    runs = PhaseRun.objects.bulk_create(
        PhaseRun(participation=one, **about) for one in participations or (None,)
    )
    if not participations:
        _gather(runs[0], actor)
    _note("phase.opened", cohort, runs, actor)
    told = _tell(cohort, phase, participations, actor)
    kind = "cohort.phase_reopened" if again else "cohort.phase_opened"
    news = news_of_phase(kind, cohort, key, phase, participations)
    notify_followers(news, cohort, besides=told, actor=actor)
    return runs


def _was_open(cohort: Cohort, key: str, participations: Sequence[Participation]) -> bool:
    """Check whether a phase has been open before: for the whole cohort, or for each of the municipalities."""
    before = PhaseRun.objects.filter(cohort=cohort, phase=key).exclude(closed=None)
    had = set(before.values_list("participation", flat=True))
    return None in had or (bool(participations) and {one.pk for one in participations} <= had)


def _gather(run: PhaseRun, actor: Actor) -> None:
    """Close a phase that municipalities had open alone, now that it is for all; what they did stays done."""
    own = PhaseRun.objects.open().filter(cohort=run.cohort_id, phase=run.phase).exclude(participation=None)
    rows = list(own.select_for_update(of=("self",)).select_related("cohort"))
    ticks = list(Tick.objects.filter(run__in=rows))
    for one in ticks:
        one.pk, one.run = None, run
    Tick.objects.bulk_create(ticks)
    PhaseRun.objects.filter(pk__in=[one.pk for one in rows]).update(
        closed=actor.today, version=F("version") + 1
    )
    _note("phase.closed", run.cohort, rows, actor)


def _tell(cohort: Cohort, phase: Phase, participations: Sequence[Participation], actor: Actor) -> Set[int]:
    """Notify those who have something to do in the phase where municipalities take part; return them."""
    rows = Participation.objects.filter(cohort=cohort).select_related("organisation", "cohort")
    if participations:
        rows = rows.filter(pk__in=[one.pk for one in participations])
    stand = standings(one.pk for one in rows)
    active = [one for one in rows if stand.get(one.pk, UNDECIDED).takes_part]
    roles = {one.role for one in phase.items_on(actor.today)}
    people = people_in([one.organisation_id for one in active], roles, actor.today)
    told = [
        (
            News(
                "phase.opened",
                one,
                f"{one.get_absolute_url()}#{phase.key}",
                organisation=one.organisation.name,
                details={"phase": phase.key, "cohort": str(cohort)},
                within=(one.organisation,),
            ),
            [named.user for named in people.get(one.organisation_id, ())],
        )
        for one in active
    ]
    return notify_all(told, reason=Reason.ROLE, by=actor.person, now=actor.now)


def _tell_close(done: Done) -> None:
    row: PhaseRun = done.record
    only = () if row.participation is None else (row.participation,)
    news = news_of_phase("cohort.phase_closed", row.cohort, row.phase, phase_of(row.phase), only)
    notify_followers(news, row.cohort, actor=done.actor)


@action("phase.closed", rule=may_close, details=lambda done: {"phase": done.record.phase}, notify=_tell_close)
def close_phase(row: PhaseRun, *, actor: Actor) -> PhaseRun:
    """Close a phase; what was ticked off in it stays."""
    row.closed = actor.today
    return row


@transaction.atomic
def tick(run: PhaseRun, participation: Participation, item: str, note: str, *, actor: Actor) -> Tick:
    """Mark what a municipality has done as ticked off; what is ticked off already stays as it was.

    Raises:
        NotAllowed: when the person may not.
        InvalidInput: when there is no such thing on the checklist.
    """
    row = _demand_may_tick(run, participation, actor)
    phase = phase_of(row.phase)
    if phase is None or item not in {one.key for one in phase.items_on(actor.today)}:
        raise InvalidInput.because(_("There is no such thing on the checklist."))
    made, new = Tick.objects.get_or_create(
        run=row,
        participation=participation,
        item=item,
        defaults={"done": actor.today, "by": actor.person, "note": note.strip()},
    )
    if new:
        _note_tick("tick.set", participation, item, row, actor)
    return made


@transaction.atomic
def untick(run: PhaseRun, participation: Participation, item: str, *, actor: Actor) -> None:
    """Undo a tick that was a mistake; that it was made, and by whom, is in the log."""
    row = _demand_may_tick(run, participation, actor)
    gone, _rows = Tick.objects.filter(run=row, participation=participation, item=item).delete()
    if gone:
        _note_tick("tick.taken_back", participation, item, row, actor)


def _demand_may_tick(run: PhaseRun, participation: Participation, actor: Actor) -> PhaseRun:
    row = PhaseRun.objects.select_for_update(of=("self",)).get(pk=run.pk)
    state = standings([participation.pk])[participation.pk].state
    demand(may_tick(actor.permissions, participation, row, state))
    demand(open_to(actor.person, participation))
    return row


def _note(action: str, cohort: Cohort, runs: Sequence[PhaseRun], actor: Actor) -> None:
    lead = cohort.lead
    lines = [Line(one, lead.slug, {"phase": one.phase}) for one in runs]
    record_all(action, lines, by=actor.person, acting_for=lead.name)


def _note_tick(action: str, participation: Participation, item: str, run: PhaseRun, actor: Actor) -> None:
    organisation = participation.organisation
    record(
        action,
        participation,
        by=actor.person,
        acting_for=organisation.name,
        scope=organisation.slug,
        details={"phase": run.phase, "item": item, "run": run.pk},
    )
