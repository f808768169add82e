"""«Dette venter på deg» of matters: to answer, papers due, what came of a meeting, what was to follow."""

from collections.abc import Collection, Container, Iterable, Iterator, Set
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from loftet.core.registry import Task, TaskReads
from loftet.decisions.deadlines import deadline_of
from loftet.decisions.models import FollowUp, Matter, MatterState, Meeting, Treatment
from loftet.decisions.queries.functions import disqualified_on, holders, roles_named, seen_to
from loftet.decisions.queries.standing import day_in_words, name_in_sentence
from loftet.decisions.rules import RECORDS, WRITES, closed_matters, dependents
from loftet.people.actor import Actor
from loftet.people.models import Role, RoleKind

SOON = timedelta(days=14)
ALIVE = (MatterState.DRAFT, MatterState.PUBLIC)


def matter_tasks(actor: Actor) -> TaskReads:
    """Return what waits for somebody; one query, and none without a role that writes."""
    permissions, today = actor.permissions, actor.today
    # Matters are left to an organisation's own people.
    manages = permissions.held_in(RoleKind.TOP_MANAGEMENT, own=True)
    records, writes = permissions.held_in(*RECORDS, own=True), permissions.held_in(*WRITES, own=True)
    if not (manages or records or writes):
        return ()
    closed = permissions.once(closed_matters)
    prepared, planned, follow_ups, held, *apart = yield [
        _prepared(manages, closed),
        _planned(writes, records, closed, today),
        _to_follow_up(writes, closed, today),
        holders(writes, today),
        *disqualified_on(writes),
    ]
    apart_on = {row for rows in apart for row in rows}
    mine = seen_to(follow_ups, permissions, held, apart_on)
    own = (one for one in planned if _is_asked(one, actor, apart_on))
    return [*map(_to_answer, prepared), *_of_meetings(own, today), *(_follow_up(one, held) for one in mine)]


def _is_asked(one: Treatment, actor: Actor, disqualified: Container[tuple[int, int]]) -> bool:
    """Check whether a treatment waits for somebody: who works on the matter, or all while nobody does.

    Who works on it is asked while the person can: with a role for it, and not disqualified.
    """
    assignee, held = one.matter.assignee_id, one.meeting is not None and one.meeting.day < actor.today
    can: bool = one.assignee_records if held else one.assignee_writes  # type: ignore[attr-defined]
    others = assignee is not None and can and (one.matter_id, assignee) not in disqualified
    return not others or assignee == actor.person.pk


def _prepared(manages: Set[int], closed: Set[int]) -> QuerySet[Matter]:
    """Return what others have prepared; of what rests on such a matter, its own package asks."""
    matters = Matter.objects.filter(organisation__in=manages, state=MatterState.PREPARED)
    for model, field in dependents():
        rows = model._default_manager.exclude(**{field: None})
        matters = matters.exclude(pk__in=rows.values(field))
    return matters.exclude(pk__in=closed).select_related("organisation", "prepared_by")


def _to_answer(one: Matter) -> Task:
    return Task(
        what=_("Answer «%(title)s», which %(preparer)s has prepared")
        % {"title": one.title, "preparer": one.prepared_by},
        address=reverse("matter", args=[one.pk]),
        organisation=one.organisation.name,
        reason=_("Your role: %(role)s.") % {"role": RoleKind.TOP_MANAGEMENT.called_in(one.organisation.kind)},
        can_wait=True,  # it has no day, and nobody stands still without an answer
    )


def _planned(writes: Set[int], records: Set[int], closed: Set[int], today: date) -> QuerySet[Treatment]:
    """Return what is planned for meetings to come, and for those whose outcome is not recorded."""
    planned = Treatment.objects.filter(
        Q(meeting__day__gte=today, matter__organisation__in=writes)
        | Q(meeting__day__lt=today, matter__organisation__in=records),
        outcome="",
        meeting__cancelled=None,
        matter__state__in=ALIVE,
    ).exclude(matter__in=closed)
    of_assignee = Role.objects.on(today).filter(
        user=OuterRef("matter__assignee"), organisation=OuterRef("matter__organisation"), delegation=None
    )
    planned = planned.annotate(
        assignee_writes=Exists(of_assignee.filter(kind__in=WRITES)),
        assignee_records=Exists(of_assignee.filter(kind__in=RECORDS)),
    )
    return planned.select_related("matter__organisation", "meeting__body")


def _of_meetings(planned: Iterable[Treatment], today: date) -> Iterator[Task]:
    """Return papers that are due for meetings to come, and outcomes that are not recorded."""
    for one in planned:
        if one.meeting is None:
            continue
        if one.meeting.day < today:
            yield _to_record(one, one.meeting)
        elif today <= (due := deadline_of(one.meeting)) <= today + SOON:
            yield _papers_due(one, one.meeting, due)


def _papers_due(one: Treatment, meeting: Meeting, due: date) -> Task:
    name = name_in_sentence(meeting.body.name)
    words = {"title": one.matter.title, "who": name, "day": day_in_words(meeting.day)}
    return Task(
        what=_("Deliver the papers of «%(title)s» to %(who)s on %(day)s") % words,
        address=reverse("matter", args=[one.matter_id]),
        organisation=one.matter.organisation.name,
        reason=_("You work on the matter.")
        if one.matter.assignee_id
        else _("You write matters of the organisation."),
        due=due,
        give=reverse("assign_matter", args=[one.matter_id]),
    )


def _to_record(one: Treatment, meeting: Meeting) -> Task:
    return Task(
        what=_("Record what %(who)s made of «%(title)s»")
        % {"title": one.matter.title, "who": name_in_sentence(meeting.body.name)},
        address=reverse("record_outcome", args=[one.matter_id, one.pk]),
        organisation=one.matter.organisation.name,
        reason=_("You record what the bodies of the organisation do."),
        give=reverse("assign_matter", args=[one.matter_id]),
    )


def _to_follow_up(writes: Set[int], closed: Set[int], today: date) -> QuerySet[FollowUp]:
    rows = FollowUp.objects.filter(
        done=None, due__lte=today + SOON, matter__organisation__in=writes, matter__state__in=ALIVE
    ).exclude(matter__in=closed)
    return rows.select_related("matter__organisation")


def _follow_up(one: FollowUp, held: Collection[tuple[int, str, int]]) -> Task:
    """Return what is to be followed up; of finding somebody for a role that is held, only that it is done."""
    named, filled = (
        roles_named(one.text),
        {kind for at, kind, _user in held if at == one.matter.organisation_id},
    )
    is_found = any(kind.value in filled for kind in named)
    words = _("Mark as done: %(text)s") if is_found else _("Follow up «%(title)s»: %(text)s")
    change = reverse("change_follow_up", args=[one.matter_id, one.pk])
    return Task(
        what=words % {"title": one.matter.title, "text": one.text},
        address=change if is_found else f"{reverse('matter', args=[one.matter_id])}#follow-up",
        organisation=one.matter.organisation.name,
        reason=_("You write matters of the organisation."),
        due=one.due,
        give="" if is_found else change,
        question=next((f"name {kind}" for kind in named), ""),
    )
