"""Queries of which phases are open, what each leads to, and how far the checklists have come."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.urls import NoReverseMatch, reverse

from loftet.people.models import RoleKind
from loftet.people.permissions import Permissions
from loftet.programme.catalogue import Opened, phase_of, said
from loftet.programme.models import Cohort, Participation, PhaseRun, Tick

OF_MUNICIPALITY = frozenset({"municipality", "municipality_figures", "place_reports"})


@dataclass(frozen=True, slots=True)
class PhaseLink:
    """A page that a phase leads to."""

    text: str
    address: str


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing on a checklist, where it is done, and whether it waits for a role that the reader has."""

    key: str
    text: str
    role: RoleKind
    address: str
    mine: bool
    ticked: Tick | None


@dataclass(frozen=True, slots=True)
class OpenPhase:
    """A phase that is or was open: for all, or for one municipality (`only`), with its checklist."""

    run: int
    key: str
    version: int
    name: str
    about: str
    opened: date
    closed: date | None
    note: str
    only: str
    links: tuple[PhaseLink, ...]
    lines: tuple[CheckLine, ...] = ()

    @property
    def mine(self) -> tuple[CheckLine, ...]:
        """Return what waits for the reader."""
        return tuple(one for one in self.lines if one.mine and one.ticked is None)

    @property
    def rest(self) -> tuple[CheckLine, ...]:
        """Return what is done, or waits for others."""
        return tuple(one for one in self.lines if one not in self.mine)

    @property
    def done(self) -> int:
        """Return how many things are ticked off."""
        return sum(one.ticked is not None for one in self.lines)


@dataclass(frozen=True, slots=True)
class Progress:
    """The number of things that are ticked off, of all that the open phases ask of a municipality."""

    done: int
    of: int


def page_address(page: str, municipality: str, region: str) -> str:
    """Return the address of a page that a phase leads to; one that the site does not have is not linked."""
    if not page or (page in OF_MUNICIPALITY and not municipality):
        return ""
    about = {name: [municipality] for name in OF_MUNICIPALITY} | {"challenges": [region]}
    try:
        return reverse(page, args=about.get(page, []))
    except NoReverseMatch:
        return ""


def links_of(opened: Iterable[Opened], municipality: str, region: str) -> tuple[PhaseLink, ...]:
    """Return what a phase leads to, for one municipality or for a whole cohort."""
    found = [PhaseLink(said(one.text), page_address(one.page, municipality, region)) for one in opened]
    return tuple(one for one in found if one.address)


def runs_of_cohort(cohort: Cohort, *, open_only: bool) -> tuple[OpenPhase, ...]:
    """Return the phases of a cohort and of its municipalities, newest last; one query."""
    rows = PhaseRun.objects.filter(cohort=cohort).select_related("participation__organisation")
    if open_only:
        rows = rows.open()
    return tuple(open_phase(row, "", cohort.region.slug) for row in rows)


def open_phase(row: PhaseRun, municipality: str, region: str, lines: Sequence[CheckLine] = ()) -> OpenPhase:
    """Return a run with its words; a phase that has left the catalogue is called by its key."""
    phase = phase_of(row.phase)
    return OpenPhase(
        run=row.pk,
        key=row.phase,
        version=row.version,
        name=said(phase.name) if phase else row.phase,
        about=said(phase.about) if phase else "",
        opened=row.opened,
        closed=row.closed,
        note=row.note,
        only=row.participation.organisation.name if row.participation else "",
        links=links_of(phase.opens, municipality, region) if phase else (),
        lines=tuple(lines),
    )


def checklists(participation: Participation, permissions: Permissions, today: date) -> tuple[OpenPhase, ...]:
    """Return the phases of a municipality with their checklists, also those that are closed; two queries."""
    rows = PhaseRun.objects.filter(
        Q(participation=None) | Q(participation=participation), cohort=participation.cohort_id
    ).select_related("participation__organisation", "cohort__region")
    ticks: dict[int, dict[str, Tick]] = defaultdict(dict)
    for tick in Tick.objects.filter(participation=participation).select_related("by"):
        ticks[tick.run_id][tick.item] = tick
    place = participation.organisation.place
    held = {one.kind for one in permissions.in_(participation.organisation)}
    return tuple(
        open_phase(
            row,
            place.slug if place else "",
            participation.cohort.region.slug,
            check_lines(row, ticks[row.pk], held, today, place.slug if place else ""),
        )
        for row in rows
    )


def check_lines(
    row: PhaseRun, ticks: Mapping[str, Tick], held: set[RoleKind], today: date, municipality: str
) -> list[CheckLine]:
    """Return the checklist of a run: as it stands today, or stood when the run was closed."""
    phase = phase_of(row.phase)
    items = phase.items_on(row.closed or today) if phase else ()
    return [
        CheckLine(
            key=one.key,
            text=said(one.text),
            role=one.role,
            address=page_address(one.page, municipality, row.cohort.region.slug),
            mine=one.role in held,
            ticked=ticks.get(one.key),
        )
        for one in items
    ]


def progress_of(participations: Iterable[Participation], today: date) -> dict[int, Progress]:
    """Return how far the checklists of municipalities have come; two queries however many they are."""
    rows = list(participations)
    runs = list(PhaseRun.objects.open().filter(cohort__in={one.cohort_id for one in rows}))
    done: dict[tuple[int, int], set[str]] = defaultdict(set)
    wanted = Tick.objects.filter(run__in=[run.pk for run in runs], participation__in=rows)
    for run, participation, item in wanted.values_list("run", "participation", "item"):
        done[run, participation].add(item)
    found = {}
    for one in rows:
        mine = [run for run in runs if concerns(run, one)]
        phases = [(run.pk, phase) for run in mine if (phase := phase_of(run.phase)) is not None]
        items = [(run, item.key) for run, phase in phases for item in phase.items_on(today)]
        found[one.pk] = Progress(sum(key in done[run, one.pk] for run, key in items), len(items))
    return found


def concerns(run: PhaseRun, participation: Participation) -> bool:
    """Check whether a phase is open for a municipality."""
    return run.cohort_id == participation.cohort_id and run.participation_id in (None, participation.pk)
