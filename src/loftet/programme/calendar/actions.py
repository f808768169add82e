"""The calendar of a cohort: days are set, moved, cancelled, and the municipalities are notified."""

from collections.abc import Mapping
from typing import Any

from loftet.core.actions import Done, action
from loftet.core.records import set_values
from loftet.notices.actions.notifications import News, notify
from loftet.notices.models import Reason
from loftet.notices.queries.following import no_longer
from loftet.people.actor import Actor
from loftet.people.queries.organisation import people_of
from loftet.programme.following import notify_followers
from loftet.programme.models import CalendarEntry, Cohort
from loftet.programme.queries.standings import taking_part
from loftet.programme.rules import may_change_day, may_run


def _details(done: Done) -> Mapping[str, str]:
    entry: CalendarEntry = done.result
    return {"day": entry.day.isoformat(), "cohort": str(entry.cohort)}


def _notify(done: Done) -> None:
    """Notify everybody with a role where municipalities take part, and followers, but who has unfollowed."""
    entry: CalendarEntry = done.result
    actor: Actor = done.actor
    cohort = entry.cohort
    news = News.about(done.key, entry, **_details(done))
    members = taking_part(actor.today, cohort).values_list("organisation", flat=True)
    held = {one.pk: one for one in people_of(members, actor.today)}
    stopped = no_longer(cohort)
    to = [one for key, one in held.items() if key not in stopped]
    notify(news, to, reason=Reason.ROLE, by=actor.person, now=actor.now)
    notify_followers(news, cohort, besides=set(held), actor=actor)


@action("calendar.set", rule=may_run, creates=True, details=_details, notify=_notify)
def set_day(cohort: Cohort, plan: Mapping[str, Any], *, actor: Actor) -> CalendarEntry:
    """Create a day.

    Raises:
        InvalidInput: when it ends before it begins.
    """
    entry = CalendarEntry(cohort=cohort, changed=actor.now)
    set_values(entry, plan)
    entry.save()
    return entry


@action("calendar.moved", rule=may_change_day, details=_details, notify=_notify)
def move_day(entry: CalendarEntry, plan: Mapping[str, Any], *, actor: Actor) -> CalendarEntry:
    """Change a day.

    Raises:
        InvalidInput: when it ends before it begins.
    """
    set_values(entry, plan)
    entry.changed = actor.now
    return entry


@action("calendar.cancelled", rule=may_change_day, details=_details, notify=_notify)
def cancel_day(entry: CalendarEntry, *, actor: Actor) -> CalendarEntry:
    """Cancel a day; it stays in the calendar as cancelled."""
    entry.cancelled = entry.changed = actor.now
    return entry
