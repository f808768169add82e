"""How the site runs, for those who run it: the worker, its jobs, and letters that wait."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.utils import timezone
from pytest_django import Settings

from loftet.core.models import JobRun, OutboxLetter, WorkerHeartbeat, WorkItem
from loftet.people.models import RoleKind, User
from tests.people.partnership import World, browser_of, hire, small_partnership

TextOf = Callable[[HttpResponseBase], str]
PAGE = "/drift/?lang=nb"


@pytest.fixture
def world(db: None, settings: Settings, tmp_path: Path) -> World:
    settings.DATA, settings.OPERATOR = tmp_path, "regionrådet for HALLINGDAL"
    return small_partnership()


@pytest.fixture
def operator(world: World) -> User:
    return hire("drift@hallingdal.example", world.council, RoleKind.ADMINISTRATOR)


def invited(world: World, **ended: object) -> OutboxLetter:
    """Invite somebody; the letter is as it is told to be."""
    boss = hire("boss@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    browser_of(boss).post("/organisasjoner/gol/inviter/", {"email": "siv@gol.example", "kind": "editor"})
    OutboxLetter.objects.update(**ended)
    return OutboxLetter.objects.get()


def test_a_site_whose_worker_has_not_run_says_so(operator: User, text_of: TextOf) -> None:
    told = text_of(browser_of(operator).get(PAGE))
    assert "Arbeidsprosessen har ikke vært i gang. Brev venter til den blir startet: «loftet worker»." in told
    assert "Skrive ukebrevene Ikke ennå Når arbeidsprosessen er startet" in told
    assert "0 brev venter på å bli sendt. 0 brev er gitt opp." in told


def test_what_the_worker_did_and_what_went_wrong_is_shown(operator: User, text_of: TextOf) -> None:
    now = timezone.now()
    WorkerHeartbeat.objects.create(worker="w", started=now, seen=now)
    JobRun.objects.create(name="weekly_letters", next_run=now, last_run=now, last_ok=now)
    JobRun.objects.create(name="forget", next_run=now, last_run=now, last_error="OperationalError")
    told = text_of(browser_of(operator).get(PAGE))
    when = f"{timezone.localtime(now):%d.%m.%Y %H:%M}"
    assert "Arbeidsprosessen er i gang" in told
    assert f"Skrive ukebrevene {when} {when} Det gikk bra." in told
    failed = "Det gikk galt. Loggen sier hvor. OperationalError"
    assert f"Slette det som er lagret lenge nok {when} {when} {failed}" in told


def test_a_worker_that_has_stopped_is_told_of(operator: User, text_of: TextOf) -> None:
    long_ago = timezone.now() - timedelta(minutes=2)
    WorkerHeartbeat.objects.create(worker="w", started=long_ago, seen=long_ago)
    assert "Arbeidsprosessen er ikke i gang. Den var sist i gang" in text_of(browser_of(operator).get(PAGE))


def test_a_letter_that_was_given_up_is_shown_without_its_address_and_sent_again(
    world: World, operator: User, text_of: TextOf
) -> None:
    now = timezone.now()
    ended = {"state": "given_up", "next_try": None, "closed": now, "last_error": "SMTPRecipientsRefused 550"}
    letter = invited(world, tries=27, **ended)
    browser = browser_of(operator)
    told = text_of(browser.get(PAGE))
    why = "E-posttjeneren godtar ikke mottakeren. SMTPRecipientsRefused 550"
    assert f"27 Gitt opp {why} Send på nytt: invitasjon" in told
    assert "1 brev er gitt opp." in told
    assert "siv@" not in told
    answer = browser.post(f"/drift/brev/{letter.pk}/send/")
    assert (answer.status_code, answer.headers["Location"]) == (302, "/drift/")
    letter.refresh_from_db()
    assert (letter.state, letter.tries, letter.last_error) == ("waiting", 0, "")
    assert "Brevet er på vei." in text_of(browser.get(PAGE))


def test_a_letter_that_a_worker_sends_just_now_is_left_to_it(world: World, operator: User) -> None:
    letter = invited(world, held_by="w", tries=3)
    browser = browser_of(operator)
    assert f"/drift/brev/{letter.pk}/send/" not in browser.get(PAGE).content.decode()
    browser.post(f"/drift/brev/{letter.pk}/send/")
    letter.refresh_from_db()
    assert (letter.held_by, letter.tries) == ("w", 3)


def test_work_that_waits_runs_or_failed_is_shown(operator: User, text_of: TextOf) -> None:
    now = timezone.now()
    held = {"held_by": "w", "held_until": now + timedelta(minutes=1)}
    waits: dict[str, Any] = {}
    for row, more in enumerate((waits, held | {"state": "running"}, {"state": "done"})):
        WorkItem.objects.create(kind="report", row=row, asked=now, due=now, tries=row, **more)
    ended = {"state": "failed", "tries": 6, "last_error": "WorkerDied"}
    WorkItem.objects.create(kind="report_template", row=7, asked=now, due=now, **ended)
    told = text_of(browser_of(operator).get(PAGE))
    when = f"{timezone.localtime(now):%d.%m.%Y %H:%M}"
    assert "Venter: 1. Blir gjort: 1. Mislyktes: 1." in told
    assert f"Word-mal 7 Kunne ikke gjøres {when} 6 WorkerDied" in told
    assert f"Rapport 0 Venter {when} 0" in told
    assert f"Rapport 1 Blir gjort {when} 1" in told
    assert "Rapport 2" not in told


def test_the_page_is_for_those_who_run_the_site_and_says_why(
    world: World, operator: User, settings: Settings
) -> None:
    other = browser_of(hire("boss@gol.example", world.gol, RoleKind.TOP_MANAGEMENT))
    lent = browser_of(hire("lent@al.example", world.council, RoleKind.EDITOR, document="24/1"))
    for browser in (other, lent):
        answer = browser.get(PAGE)
        assert answer.status_code == 403
        assert "i organisasjonen som driver nettstedet" in answer.content.decode()
    settings.OPERATOR = ""
    answer = browser_of(operator).get(PAGE)
    assert answer.status_code == 403
    said = answer.content.decode()
    assert "Denne siden er for dem som driver nettstedet. Ingen er oppgitt som det ennå." in said
    assert "LOFTET_" not in said


def test_those_who_run_the_site_are_led_there_from_their_own_page(world: World, operator: User) -> None:
    other = hire("boss@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    assert '"/drift/"' in browser_of(operator).get("/min-side/").content.decode()
    assert '"/drift/"' not in browser_of(other).get("/min-side/").content.decode()


def test_a_hundred_letters_take_as_many_questions_as_one(
    operator: User, django_assert_max_num_queries: Callable[..., object]
) -> None:
    now = timezone.now()
    OutboxLetter.objects.bulk_create(
        OutboxLetter(kind="invitation", row=n, message_id=f"<{n}@x>", queued=now, next_try=now)
        for n in range(150)
    )
    browser = browser_of(operator)
    browser.get(PAGE)
    with django_assert_max_num_queries(22):  # type: ignore[attr-defined]
        page = browser.get(PAGE).content.decode()
    assert "150 brev venter på å bli sendt." in page
    assert page.count('<th scope="row">invitasjon</th>') == 100


@pytest.mark.usual_moment
def test_rules_of_procurement_that_must_be_checked_are_listed(operator: User, text_of: TextOf) -> None:
    told = text_of(browser_of(operator).get(PAGE))
    assert "rader i innkjøpsreglene må sjekkes" in told
    assert "lower_scope 01.07.2026 26.11.2026 Lovvedtak 5. februar 2026" in told
    assert "national 06.04.2018" not in told
