"""Jobs: run when they are due, by one worker, again after a failure, and after a worker that died."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from loftet.background import jobs
from loftet.background.jobs import run_due_jobs
from loftet.background.queries import job_lines
from loftet.core import registry
from loftet.core.kinds import Job, daily, every
from loftet.core.models import JobRun
from loftet.core.registry import App

pytestmark = [pytest.mark.contract, pytest.mark.both_databases]
NOW = datetime(2026, 11, 23, 7, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def ran(db: None, monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """Let there be one job, hourly, that notes when it ran."""
    when: list[datetime] = []
    note = Job("Note", every(HOUR), lambda now: when.append(now))
    monkeypatch.setattr(registry, "_APPS", {"note": App(label="note", jobs={"note": note})})
    return when


def test_a_job_that_is_new_waits_for_its_first_time_and_runs_at_each_after(ran: list[datetime]) -> None:
    for minutes in (0, 59, 60, 61, 119, 120, 121):
        run_due_jobs(NOW + timedelta(minutes=minutes))
    assert ran == [NOW + HOUR, NOW + 2 * HOUR]
    row = JobRun.objects.get()
    assert (row.last_run, row.last_ok, row.next_run) == (NOW + 2 * HOUR, NOW + 2 * HOUR, NOW + 3 * HOUR)


def test_a_job_whose_time_passed_while_no_worker_ran_runs_once(ran: list[datetime]) -> None:
    run_due_jobs(NOW)
    for _ in range(2):
        run_due_jobs(NOW + timedelta(days=3))
    assert ran == [NOW + timedelta(days=3)]


def test_a_job_that_fails_is_shown_and_runs_again_soon(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(_now: datetime) -> None:
        raise ValueError(f"{'kari'}@gol.example")

    job = Job("Fail", daily(6, 30), fail)
    monkeypatch.setattr(registry, "_APPS", {"fail": App(label="fail", jobs={"fail": job})})
    run_due_jobs(NOW - timedelta(days=1))
    run_due_jobs(NOW)
    row = JobRun.objects.get()
    assert (row.last_run, row.last_ok, row.next_run) == (NOW, None, NOW + timedelta(minutes=30))
    (line,) = job_lines(NOW)
    assert (line.error, line.is_overdue) == ("ValueError", False)
    assert "kari@" not in caplog.text


def test_a_job_that_another_worker_runs_is_left_alone_until_its_lease_ends(ran: list[datetime]) -> None:
    run_due_jobs(NOW)
    assert jobs._claim("note", NOW + HOUR, "dead", timedelta(seconds=30))
    assert run_due_jobs(NOW + HOUR, "next", timedelta(seconds=30)) == 0
    jobs.renew("dead", NOW + HOUR + timedelta(seconds=20), timedelta(seconds=30))
    assert run_due_jobs(NOW + HOUR + timedelta(seconds=40), "next") == 0
    assert run_due_jobs(NOW + HOUR + timedelta(seconds=51), "next") == 1
    assert len(ran) == 1


def test_a_daily_job_keeps_its_hour_when_the_clocks_change() -> None:
    after = daily(6, 30)
    saturday = datetime(2026, 10, 24, 12, tzinfo=UTC)  # the night before summer time ends
    assert after(saturday) == datetime(2026, 10, 25, 5, 30, tzinfo=UTC)
    assert after(saturday - timedelta(days=1)) == datetime(2026, 10, 24, 4, 30, tzinfo=UTC)


def test_a_job_that_nobody_runs_is_overdue(ran: list[datetime]) -> None:
    (never,) = job_lines(NOW)
    assert (never.next_run, never.is_overdue) == (None, False)
    run_due_jobs(NOW)
    assert [one.is_overdue for one in job_lines(NOW + HOUR)] == [False]
    assert [one.is_overdue for one in job_lines(NOW + HOUR + timedelta(minutes=11))] == [True]


def test_the_site_has_the_jobs_that_the_documentation_names() -> None:
    assert sorted(registry.jobs()) == [
        *(
            "accounts",
            "edition_files",
            "edition_news",
            "forget",
            "matches",
            "project_effects",
            "report_files",
            "search",
            "suppliers",
            "unanswered_wishes",
            "warm_regions",
            "weekly_letters",
            "what_came_of_events",
        )
    ]
    assert registry.jobs()["forget"].schedule(NOW) == NOW + HOUR
    morning = timezone.localtime(registry.jobs()["weekly_letters"].schedule(NOW))
    assert (morning.hour, morning.minute) == (6, 30)
