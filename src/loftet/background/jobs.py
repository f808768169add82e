"""Jobs that the worker runs again and again: when, and what came of each.

An app registers a job by `jobs=` of its `App`. One whose worker dies is run again.
"""

import logging
from datetime import datetime, timedelta

from django.db.models import Q

from loftet.core.errors import kind_of, place_of
from loftet.core.models import JobRun
from loftet.core.registry import jobs

logger = logging.getLogger(__name__)

FAILED_AGAIN_AFTER = timedelta(minutes=30)
ONCE_LEASE = timedelta(hours=1)


def run_due_jobs(now: datetime, worker: str = "once", lease: timedelta = ONCE_LEASE) -> int:
    """Run each job that is due; return how many. A job that is new waits for its first time."""
    _plan_new(now)
    ran = 0
    for name in jobs():
        if _claim(name, now, worker, lease):
            _run(name, now, worker)
            ran += 1
    return ran


def renew(worker: str, now: datetime, lease: timedelta) -> None:
    """Renew the lease on the jobs of a worker."""
    JobRun.objects.filter(held_by=worker).update(held_until=now + lease)


def _plan_new(now: datetime) -> None:
    known = set(JobRun.objects.values_list("name", flat=True))
    new = [JobRun(name=name, next_run=job.schedule(now)) for name, job in jobs().items() if name not in known]
    JobRun.objects.bulk_create(new, ignore_conflicts=True)


def _claim(name: str, now: datetime, worker: str, lease: timedelta) -> bool:
    free = Q(held_by="") | Q(held_until__lte=now)
    due = JobRun.objects.filter(free, name=name, next_run__lte=now)
    return due.exists() and due.update(held_by=worker, held_until=now + lease) == 1


def _run(name: str, now: datetime, worker: str) -> None:
    """Run a job that was claimed, and write down what came of it; one that fails runs again soon."""
    job = jobs()[name]
    done: dict[str, object] = {"last_run": now, "held_by": "", "held_until": None}
    try:
        logger.info("the job %s: %s", name, job.run(now))
    except Exception as error:
        logger.error("the job %s failed: %s\n%s", name, kind_of(error), place_of(error))
        then = min(job.schedule(now), now + FAILED_AGAIN_AFTER)
        done |= {"next_run": then, "last_error": kind_of(error)[:80]}
    else:
        done |= {"next_run": job.schedule(now), "last_ok": now, "last_error": ""}
    JobRun.objects.filter(name=name, held_by=worker).update(**done)
