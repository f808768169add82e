"""«Dette venter på deg» of matters: to take up, papers due, what came of a meeting, what was to follow."""

from collections.abc import Iterator, Set
from datetime import date, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from loftet.core.registry import Task
from loftet.decisions.deadlines import deadline_of
from loftet.decisions.models import FollowUp, Matter, MatterState, Meeting, Treatment
from loftet.decisions.queries.standing import day_in_words
from loftet.decisions.rules import RECORDS, WRITES, closed_matters
from loftet.people.models import RoleKind
from loftet.people.permissions import Permissions

SOON = timedelta(days=14)
ALIVE = (MatterState.DRAFT, MatterState.PUBLIC)


def tasks_for(permissions: Permissions, today: date) -> Iterator[Task]:
    """Return what waits for somebody; few queries, and none without a role that writes."""
    manages = _organisations(permissions, (RoleKind.TOP_MANAGEMENT,), own=True)
    records, writes = _organisations(permissions, RECORDS, own=True), _organisations(permissions, WRITES)
    if not (manages or records or writes):
        return
    closed = permissions.once(closed_matters)
    if manages:
        yield from _to_take_up(manages, closed)
    yield from _of_meetings(writes, records, closed, today)
    if writes:
        yield from _to_follow_up(writes, closed, today)


def _organisations(permissions: Permissions, kinds: tuple[RoleKind, ...], *, own: bool = False) -> set[int]:
    held = (one for one in permissions.roles if one.kind in kinds and not (own and one.by_delegation))
    return {one.organisation for one in held}


def _to_take_up(manages: set[int], closed: Set[int]) -> Iterator[Task]:
    matters = Matter.objects.filter(organisation__in=manages, state=MatterState.PREPARED)
    for one in matters.exclude(pk__in=closed).select_related("organisation", "prepared_by"):
        yield Task(
            what=_("Take up «%(title)s», which %(preparer)s has prepared")
            % {"title": one.title, "preparer": one.prepared_by},
            address=reverse("matter", args=[one.pk]),
            organisation=one.organisation.name,
            reason=_("You are in the top management."),
        )


def _of_meetings(writes: set[int], records: set[int], closed: Set[int], today: date) -> Iterator[Task]:
    """Return papers that are due for meetings to come, and outcomes that are not recorded; one query."""
    planned = Treatment.objects.filter(
        Q(meeting__day__gte=today, matter__organisation__in=writes)
        | Q(meeting__day__lt=today, matter__organisation__in=records),
        outcome="",
        meeting__cancelled=None,
        matter__state__in=ALIVE,
    ).exclude(matter__in=closed)
    for one in planned.select_related("matter__organisation", "meeting__body"):
        if one.meeting is None:
            continue
        if one.meeting.day < today:
            yield _to_record(one, one.meeting)
        elif today <= (due := deadline_of(one.meeting)) <= today + SOON:
            yield _papers_due(one, one.meeting, due)


def _papers_due(one: Treatment, meeting: Meeting, due: date) -> Task:
    words = {"title": one.matter.title, "who": meeting.body.name, "day": day_in_words(meeting.day)}
    return Task(
        what=_("Deliver the papers of «%(title)s» to %(who)s on %(day)s") % words,
        address=reverse("matter", args=[one.matter_id]),
        organisation=one.matter.organisation.name,
        reason=_("You write matters of the organisation."),
        due=due,
    )


def _to_record(one: Treatment, meeting: Meeting) -> Task:
    return Task(
        what=_("Record what %(who)s made of «%(title)s»")
        % {"title": one.matter.title, "who": meeting.body.name},
        address=reverse("record_outcome", args=[one.matter_id, one.pk]),
        organisation=one.matter.organisation.name,
        reason=_("You record what the bodies of the organisation do."),
    )


def _to_follow_up(writes: set[int], closed: Set[int], today: date) -> Iterator[Task]:
    rows = FollowUp.objects.filter(
        done=None, due__lte=today + SOON, matter__organisation__in=writes, matter__state__in=ALIVE
    ).exclude(matter__in=closed)
    for one in rows.select_related("matter__organisation"):
        yield Task(
            what=_("Follow up «%(title)s»: %(text)s") % {"title": one.matter.title, "text": one.text},
            address=f"{reverse('matter', args=[one.matter_id])}#follow-up",
            organisation=one.matter.organisation.name,
            reason=_("You write matters of the organisation."),
            due=one.due,
        )
