"""The calendar of a cohort: days are set, moved, cancelled, and the municipalities are told."""

from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from loftet.core.verdicts import Denied, NotAllowed, demand
from loftet.core.versions import same_version
from loftet.invalid_input import InvalidInput
from loftet.log.actions import record
from loftet.notices.actions.notifications import News, notify
from loftet.notices.models import Reason
from loftet.notices.queries.following import no_longer
from loftet.people.models import RoleKind
from loftet.people.queries import permissions_at
from loftet.programme.actions.following import notify_followers
from loftet.programme.actions.participation import Clerk
from loftet.programme.models import CalendarEntry, Cohort, EntryKind
from loftet.programme.queries.joined import taking_part
from loftet.programme.queries.people import people_in
from loftet.programme.rules import may_run


@dataclass(frozen=True, slots=True)
class DayPlan:
    """What a day of a cohort is to be."""

    kind: EntryKind
    title: str
    day: date
    begins: time | None = None
    ends: time | None = None
    where: str = ""
    link: str = ""


@transaction.atomic
def set_day(cohort: Cohort, plan: DayPlan, *, clerk: Clerk) -> CalendarEntry:
    """Set a day, and tell those who take part.

    Raises:
        NotAllowed: when the person may not.
        InvalidInput: when it has no title, or ends before it begins.
    """
    demand(may_run(permissions_at(clerk.by, clerk.today), cohort))
    row = CalendarEntry(cohort=cohort, changed=clerk.now)
    _write(row, plan)
    row.save()
    _told("calendar.set", row, clerk)
    return row


@transaction.atomic
def move_day(entry: CalendarEntry, version: int, plan: DayPlan, *, clerk: Clerk) -> CalendarEntry:
    """Change a day, and tell those who take part.

    Raises:
        NotAllowed: when the person may not, or it has been cancelled.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
        InvalidInput: when it has no title, or ends before it begins.
    """
    row = _locked(entry, version, clerk)
    _write(row, plan)
    row.version, row.changed = row.version + 1, clerk.now
    row.save()
    _told("calendar.moved", row, clerk)
    return row


@transaction.atomic
def cancel_day(entry: CalendarEntry, version: int, *, clerk: Clerk) -> CalendarEntry:
    """Cancel a day: it stays in the calendar as cancelled, and those who take part are told.

    Raises:
        NotAllowed: when the person may not, or it has been cancelled already.
        ChangedMeanwhile: when somebody else has changed it since `version` was read.
    """
    row = _locked(entry, version, clerk)
    row.cancelled, row.version, row.changed = clerk.now, row.version + 1, clerk.now
    row.save(update_fields=["cancelled", "version", "changed"])
    _told("calendar.cancelled", row, clerk)
    return row


def _locked(entry: CalendarEntry, version: int, clerk: Clerk) -> CalendarEntry:
    rows = CalendarEntry.objects.select_for_update(of=("self",)).select_related("cohort__lead")
    row = rows.get(pk=entry.pk)
    demand(may_run(permissions_at(clerk.by, clerk.today), row.cohort))
    if row.cancelled is not None:
        raise NotAllowed(Denied(_("The day has been cancelled.")))
    same_version(row.version, version)
    return row


def _write(row: CalendarEntry, plan: DayPlan) -> None:
    if not plan.title.strip():
        raise InvalidInput.because(_("Write what it is."), field="title")
    if plan.ends is not None and (plan.begins is None or plan.ends <= plan.begins):
        raise InvalidInput.because(_("It must end after it begins."), field="ends")
    row.kind, row.title, row.day = plan.kind, plan.title.strip(), plan.day
    row.begins, row.ends = plan.begins, plan.ends
    row.where, row.link = plan.where.strip(), plan.link


def _told(action: str, row: CalendarEntry, clerk: Clerk) -> None:
    """Note it in the log, and tell everybody who has a role where municipalities take part, and followers.

    Whoever has stopped following the cohort is left in peace.
    """
    cohort = row.cohort
    details = {"day": row.day.isoformat(), "cohort": str(cohort)}
    lead = cohort.lead
    record(action, row, by=clerk.by, acting_for=lead.name, scope=lead.slug, details=details)
    members = taking_part(clerk.today, cohort).values_list("organisation", flat=True)
    people = people_in(members, tuple(RoleKind), clerk.today)
    news = News(action, row, reverse("cohort_calendar", args=[cohort.slug]), lead.name, details)
    stopped = no_longer(cohort)
    held = {named.user.pk: named.user for there in people.values() for named in there}
    to = [one for key, one in held.items() if key not in stopped]
    notify(news, to, reason=Reason.ROLE, by=clerk.by, now=clerk.now)
    notify_followers(news, cohort, besides=set(held), by=clerk.by, now=clerk.now, today=clerk.today)
