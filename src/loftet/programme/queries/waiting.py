"""«Dette venter på deg»: what the programme asks of somebody; a bounded number of queries for each page."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.reading import Reads
from loftet.core.registry import Task
from loftet.decisions.models import Matter, Treatment
from loftet.people.actor import Actor
from loftet.people.models import Invitation, Role, RoleKind
from loftet.people.permissions import ActiveRole, Permissions
from loftet.people.queries.own import declared
from loftet.programme.catalogue import Item, phase_of, said
from loftet.programme.models import Participation, ParticipationDecision, PhaseRun, Tick
from loftet.programme.participation.queries import answered_by, participations, question
from loftet.programme.phases.queries import concerns
from loftet.programme.queries.standings import (
    UNDECIDED,
    Standing,
    by_participation,
    decisions_of,
    standing_by,
)
from loftet.programme.rules import CAN_MEAN, FROM_THE_START


@dataclass(frozen=True, slots=True)
class Own:
    """The participations of somebody's organisations that are open to them, and all that is asked of them.

    `decided` are the decisions of each that count, `treated` the outcomes of each matter that can mean
    something, `named` which roles somebody has from the start, or is invited to, `runs` the phases that are
    open, `ticks` what is done.
    """

    rows: Sequence[Participation] = ()
    decided: Mapping[int, Sequence[ParticipationDecision]] = field(default_factory=dict)
    treated: Sequence[Treatment] = ()
    named: Set[tuple[int, str]] = frozenset()
    runs: Sequence[PhaseRun] = ()
    ticks: Set[tuple[int, int, str]] = frozenset()

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


def own_participations(permissions: Permissions, today: date) -> Reads[Own]:
    """Return them; one query, and none for who has no role."""
    held = permissions.held_in()
    if not held:
        return Own()
    own = participations().filter(organisation__in=held).exclude(closed_to(permissions))
    keys = own.order_by()
    led = permissions.held_in(RoleKind.TOP_MANAGEMENT)
    people = Role.objects.on(today).filter(organisation__in=led, kind__in=FROM_THE_START).order_by("pk")
    invited = Invitation.objects.waiting(timezone.now()).filter(organisation__in=led, kind__in=FROM_THE_START)
    rows, decided, treated, named, invited_to, runs, ticks = yield [
        own,
        decisions_of(keys.values("pk")),
        meaningful_of(keys.exclude(matter=None).values("matter")),
        people.values_list("organisation", "kind"),
        invited.order_by("pk").values_list("organisation", "kind"),
        PhaseRun.objects.open().filter(cohort__in=keys.values("cohort")),
        Tick.objects.filter(run__closed=None, participation__in=keys.values("pk")).values_list(
            "run", "participation", "item"
        ),
    ]
    return Own(
        rows, by_participation(decided), treated, frozenset([*named, *invited_to]), runs, frozenset(ticks)
    )


def participation_tasks(actor: Actor, own: Own) -> Iterator[Task]:
    """Return what taking part asks of somebody by the roles that they have today."""
    permissions, today = actor.permissions, actor.today
    active = own.active(today)
    yield from _decisions(permissions, own, today)
    yield from _missing(permissions, own, active)
    yield from _checklist(permissions, own, active, today)


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
    asked = unanswered(led, own.decided, own.treated)
    for one in led:
        words = {"cohort": f"{one.cohort.partnership.name}, {one.cohort.name}"}
        if one.pk in asked:
            what = _("Say what the outcome means for taking part in %(cohort)s") % words
        elif not own.stand(one).decision:
            what = _("Decide whether to take part in %(cohort)s") % words
        else:
            continue
        reason = _("You are the chief executive.")
        yield Task(what, one.get_absolute_url(), one.organisation.name, reason)


def meaningful_of(matters: QuerySet[Any]) -> QuerySet[Treatment]:
    """Return the treatments of some matters whose outcome can mean something."""
    rows = Treatment.objects.filter(matter__in=matters, outcome__in=CAN_MEAN, day__isnull=False)
    return rows.select_related("matter", "body")


def unanswered(
    rows: Sequence[Participation],
    decided: Mapping[int, Sequence[ParticipationDecision]],
    treated: Iterable[Treatment],
) -> set[int]:
    """Return the participations with an outcome that can mean something, and nobody has said what.

    `decided` are the decisions of each that count. The same test as on their pages, so that nobody is
    reminded of what the page does not ask.
    """
    by_matter: dict[int, list[Treatment]] = defaultdict(list)
    for treatment in treated:
        by_matter[treatment.matter_id].append(treatment)

    def asks(one: Participation) -> bool:
        said = decided.get(one.pk, ())
        answered = answered_by(said)
        left = (row for row in by_matter[one.matter_id or 0] if row.pk not in answered)
        return any(question(one, row, said).states for row in left)

    return {one.pk for one in rows if asks(one)}


def _missing(permissions: Permissions, own: Own, active: Sequence[Participation]) -> Iterator[Task]:
    """Return whom the chief executive is asked to name, each role once for a municipality.

    Who is invited and has not answered waits for nobody else: the page of the municipality shows them.
    """
    led = [one for one in active if _leads(permissions, one)]
    for one in {row.organisation_id: row for row in reversed(led)}.values():  # once, however many cohorts
        for kind in FROM_THE_START:
            if (one.organisation_id, kind) not in own.named:
                what = {
                    RoleKind.BUSINESS_ADVISER: _("Name a business adviser"),
                    RoleKind.PROCUREMENT_OFFICER: _("Name a procurement officer"),
                }[kind]
                reason = _("You are the chief executive.")
                address = f"{one.get_absolute_url()}#people"
                yield Task(what, address, one.organisation.name, reason, question=f"name {kind}")


def _checklist(
    permissions: Permissions, own: Own, active: Sequence[Participation], today: date
) -> Iterator[Task]:
    """Return what is not ticked off on the checklists of open phases, one task for each participation.

    All of a person's municipalities get the same words: what comes first of that which is open in each of
    them, and how much more there is; or, where nothing is, how much is open.
    """
    waiting: dict[int, list[tuple[Participation, Item, ActiveRole]]] = defaultdict(list)
    for open_item in _unticked(permissions, own, active, today):
        waiting[open_item[0].pk].append(open_item)
    items = list(dict.fromkeys(item for asked in waiting.values() for _one, item, _role in asked))
    in_all = [
        item for item in items if all(any(item == one[1] for one in asked) for asked in waiting.values())
    ]
    what = _what_is_open(items, in_all)
    cohorts = Counter(one.organisation_id for one in active)
    for asked in waiting.values():
        one, item, role = next((row for row in asked if row[1] in in_all[:1]), asked[0])
        line = f"{what} ({one.cohort.name})" if in_all and cohorts[one.organisation_id] > 1 else what
        address = f"{one.get_absolute_url()}#{item.phase}"
        yield Task(line, address, one.organisation.name, _reason(role), can_wait=True)


def _what_is_open(items: Sequence[Item], in_all: Sequence[Item]) -> str:
    """Return the words of a line: nothing is named that one of the municipalities has ticked off."""
    more = len(items) - 1
    if not in_all:
        words = ngettext(
            "Go through the checklist: %(count)d thing is open",
            "Go through the checklist: %(count)d things are open",
            len(items),
        )
        return words % {"count": len(items)}
    if not more:
        return said(in_all[0].text)
    words = ngettext(
        "%(item)s, and %(count)d more on the checklist",
        "%(item)s, and %(count)d more on the checklist",
        more,
    )
    return words % {"item": said(in_all[0].text), "count": more}


def _unticked(
    permissions: Permissions, own: Own, active: Sequence[Participation], today: date
) -> Iterator[tuple[Participation, Item, ActiveRole]]:
    """Return the items that are open for somebody."""
    asked: set[tuple[int, str, str]] = set()
    for one in active:
        held = {role.kind: role for role in reversed(permissions.in_(one.organisation))}
        for run in (run for run in own.runs if concerns(run, one)):
            phase = phase_of(run.phase)
            for item in phase.items_on(today) if phase else ():
                question = (one.organisation_id, run.phase, item.key)
                done = (run.pk, one.pk, item.key) in own.ticks
                if question not in asked and item.role in held and not done:
                    asked.add(question)
                    yield one, item, held[item.role]


def _reason(role: ActiveRole) -> str:
    words = {"role": role.kind.called_in(role.organisation_kind), "document": role.document}
    if role.by_delegation:
        return _("Your role: %(role)s, by delegation (%(document)s).") % words
    return _("Your role: %(role)s.") % words
