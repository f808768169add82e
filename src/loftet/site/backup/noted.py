"""The moment of the newest backup, kept in the database: somebody is told where they have stopped."""

from datetime import datetime, timedelta

from loftet.core.models import JobRun

NAME = "backup"  # among the jobs, though no worker runs it
USUAL = timedelta(days=1)


def note_backup(now: datetime) -> None:
    """Record that a whole backup was made."""
    run = {"last_run": now, "last_ok": now, "last_error": "", "next_run": now + USUAL}
    JobRun.objects.update_or_create(name=NAME, defaults=run)


def newest_backup() -> datetime | None:
    """Return when the newest backup was made that is known of."""
    newest: datetime | None = JobRun.objects.filter(name=NAME).values_list("last_ok", flat=True).first()
    return newest
