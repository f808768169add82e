"""Checks of what the site does for people beside its pages: codes, letters, jobs, backups, who is told."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from loftet.background.unsent import UnsentCodes
from loftet.core.kinds import HealthFinding, HealthState
from loftet.core.models import JobRun
from loftet.core.registry import jobs
from loftet.people.models import Role
from loftet.people.rules import DECIDES
from loftet.site.backup.noted import newest_backup
from loftet.site.demo_folder import MARK

Moment = datetime | None

LATE, VERY_LATE = timedelta(minutes=30), timedelta(hours=4)
FAILING_FOR = timedelta(days=2)


def check_codes(unsent: Callable[[datetime], UnsentCodes | None], now: datetime) -> HealthFinding:
    """Check that codes to sign in with are sent while they hold: else nobody signs in."""
    found = unsent(now)
    if found is None:
        return HealthFinding(HealthState.OK, "no code of the last hour has come too late")
    why = found.reason or "no worker has tried"
    said = f"{found.count} codes of the last hour were not sent, and no letter since: {why}"
    if found.of_one:
        return HealthFinding(HealthState.WARN, f"{said}; the mail server refuses one receiver")
    return HealthFinding(HealthState.FAIL, f"{said}; nobody signs in by e-mail: see to the mail server")


def check_letters(
    oldest_unsent: Callable[[datetime], Moment],
    given_up: Callable[[datetime], tuple[int, str]],
    now: datetime,
) -> HealthFinding:
    """Check that no letter has waited for long, and that none was given up."""
    oldest, (ended, why) = oldest_unsent(now), given_up(now)
    if oldest is not None and now - oldest > LATE:
        state = HealthState.FAIL if now - oldest > VERY_LATE else HealthState.WARN
        return HealthFinding(state, f"a letter waits since {moment(oldest)}; the worker's log says why")
    if ended:
        said = f"{ended} letters were given up within a week, the last for {why}; /drift/ sends them again"
        return HealthFinding(HealthState.WARN, said)
    return HealthFinding(HealthState.OK, "no letter has waited for long, and none was given up")


def check_jobs(now: datetime) -> HealthFinding:
    """Check that what the worker does by itself went well when it last ran."""
    runs = [one for one in JobRun.objects.exclude(last_error="").order_by("name") if one.name in jobs()]
    if not runs:
        return HealthFinding(HealthState.OK, "every job went well when it last ran")
    said = ", ".join(f"{one.name} ({one.last_error})" for one in runs)
    long = any(one.last_ok is not None and now - one.last_ok > FAILING_FOR for one in runs)
    state = HealthState.FAIL if long else HealthState.WARN
    return HealthFinding(state, f"jobs failed when they last ran: {said}; the worker's log says where")


def check_backup(now: datetime) -> HealthFinding:
    """Check that the newest backup is not old: a timer that has stopped says nothing by itself."""
    if not settings.BACKUP_DAYS:
        return HealthFinding(HealthState.OK, "LOFTET_BACKUP_DAYS=0: it is backed up in another way")
    if (settings.DATA / MARK).exists():
        return HealthFinding(HealthState.OK, "a demo is not backed up")
    newest = newest_backup()
    if newest is None:
        return HealthFinding(HealthState.WARN, "no backup has been made; «loftet backup FILE» makes one")
    if now - newest > timedelta(days=settings.BACKUP_DAYS):
        said = f"the newest backup is of {moment(newest)}; see why none was made since, and make one"
        return HealthFinding(HealthState.FAIL, said)
    return HealthFinding(HealthState.OK, f"the newest backup is of {moment(newest)}")


def check_told(now: datetime) -> HealthFinding:
    """Check that somebody may see `/drift/`: who decides in the organisation that runs the site."""
    operator = settings.OPERATOR.strip()
    if not operator:
        return HealthFinding(HealthState.WARN, "nobody may see /drift/: set LOFTET_OPERATOR")
    held = Role.objects.on(timezone.localdate(now)).filter(kind__in=DECIDES, delegation=None)
    names = held.order_by().values_list("organisation__name", flat=True).distinct()
    if operator.casefold() in {name.casefold() for name in names}:
        return HealthFinding(HealthState.OK, "somebody may see /drift/")
    said = (
        f"nobody may see /drift/: add an organisation with the name «{operator}» "
        "(«loftet manage organisation») and an administrator («loftet manage appoint»)"
    )
    return HealthFinding(HealthState.WARN, said)


def moment(when: datetime) -> str:
    """Return a moment as the sentences write it, in the time of this machine."""
    return when.astimezone().isoformat(sep=" ", timespec="seconds")
