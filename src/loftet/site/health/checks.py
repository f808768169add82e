"""Checks of tables, the published edition, the worker, the clock, mail, and who runs the site."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import lru_cache

from django.conf import settings
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from loftet.core.kinds import HealthFinding, HealthState
from loftet.log.models import Entry
from loftet.site.demo_folder import MARK
from loftet.site.health.service import moment
from loftet.status.edition import current

Moment = datetime | None

ALIVE_WITHIN = timedelta(minutes=2)
CLOCKS_MAY_DIFFER = timedelta(minutes=2)


@lru_cache(maxsize=1)
def known_migrations() -> frozenset[tuple[str, str]]:
    """Return the migrations that this version has."""
    return frozenset(MigrationLoader(None).disk_migrations)


def check_migrations(_now: datetime) -> HealthFinding:
    """Check that the database has the tables of this version, and of no newer one."""
    applied = set(MigrationRecorder.Migration.objects.values_list("app", "name"))
    if lacking := known_migrations() - applied:
        return HealthFinding(
            HealthState.FAIL, f"{len(lacking)} migrations are not applied; run «loftet upgrade»"
        )
    if newer := sorted(".".join(one) for one in applied - known_migrations()):
        return HealthFinding(HealthState.WARN, f"the database is of a newer version: it knows {newer[0]}")
    return HealthFinding(HealthState.OK, "the tables are those of this version")


def check_edition(_now: datetime) -> HealthFinding:
    """Check that an edition is published, and that it is whole byte for byte."""
    found = current()
    shown = found.edition.id if found.edition else "no edition"
    if found.reason:
        return HealthFinding(
            HealthState.FAIL, f"the published edition cannot be used, {shown} is shown: {found.reason}"
        )
    if found.edition is None:
        return HealthFinding(HealthState.WARN, "no edition is published; «loftet edition publish» does it")
    return HealthFinding(HealthState.OK, f"{shown} is published, and whole")


def check_worker(last_heartbeat: Callable[[], Moment], now: datetime) -> HealthFinding:
    """Check that a worker is alive: without one no letter is sent and no old data are deleted."""
    seen = last_heartbeat()
    if seen is None:
        return HealthFinding(HealthState.FAIL, "no worker runs; start «loftet worker»")
    if now - seen > ALIVE_WITHIN:
        return HealthFinding(HealthState.FAIL, f"no worker since {moment(seen)}; start «loftet worker»")
    return HealthFinding(HealthState.OK, f"a worker was alive {moment(seen)}")


def check_operator(_now: datetime) -> HealthFinding:
    """Check that readers learn who runs the site, how to reach them, and where its statement is."""
    asked = {
        "LOFTET_OPERATOR": settings.OPERATOR,
        "LOFTET_CONTACT": settings.CONTACT,
        "LOFTET_ACCESSIBILITY_STATEMENT": settings.ACCESSIBILITY_STATEMENT,
    }
    unsaid = [name for name, text in asked.items() if not text]
    if not unsaid or (settings.DATA / MARK).exists():
        return HealthFinding(HealthState.OK, "readers are told who runs the site, or it is a demo")
    return HealthFinding(
        HealthState.WARN, f"readers are not told all of who runs the site; set {', '.join(unsaid)}"
    )


def check_clock(now: datetime) -> HealthFinding:
    """Check that nothing in the log is of the future: then the clock of this machine was or is wrong."""
    newest: Moment = Entry.objects.order_by("-when").values_list("when", flat=True).first()
    if newest is not None and newest - now > CLOCKS_MAY_DIFFER:
        return HealthFinding(
            HealthState.FAIL,
            f"the clock says {moment(now)}, but the log was written {moment(newest)}; set it",
        )
    return HealthFinding(HealthState.OK, f"the clock says {moment(now)}, and nothing in the log is later")


def check_mail(_now: datetime) -> HealthFinding:
    """Check that letters have somewhere to go."""
    if settings.EMAIL_HOST:
        return HealthFinding(HealthState.OK, f"letters are handed to {settings.EMAIL_HOST}")
    if (settings.DATA / MARK).exists():
        return HealthFinding(HealthState.OK, "the demo shows its letters where it runs")
    return HealthFinding(
        HealthState.WARN, f"no mail server is named; letters are written to {settings.EMAIL_FILE_PATH}"
    )
