"""A database that another writes to stops no reader and loses no text; pressing twice makes one thing.

On SQLite in a file, as a site has it, in a process of its own; on PostgreSQL in the database of the tests.
"""

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from shutil import copy
from threading import Barrier

import psycopg
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from psycopg.conninfo import make_conninfo
from pytest_django import Settings

from loftet.core.models import FormSubmission
from loftet.core.submissions import forget_submissions, new_word
from loftet.decisions.models import Matter
from loftet.people.actions.retention import forget
from tests.abuse.busy import LOCK_SECONDS, NEW, SENT, TIMES
from tests.abuse.scene import Scene, play

pytestmark = [pytest.mark.both_databases, pytest.mark.xdist_group("scene")]  # one process makes the file
WORD = {"submission": new_word("new_matter")}
ON_POSTGRES = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite in memory has one connection")


@pytest.fixture(scope="module")
def told(
    project: Path, migrated_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, object]]:
    """Return what came of it in a database that is a file."""
    file = copy(migrated_file, tmp_path_factory.mktemp("busy") / "db.sqlite3")
    done = subprocess.run(
        [sys.executable, "-m", "tests.abuse.busy", str(file)],
        cwd=project,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, dict[str, object]] = json.loads(done.stdout.splitlines()[-1])
    return found


def made_titles() -> list[str]:
    return sorted(Matter.objects.filter(title=SENT["title"]).values_list("title", flat=True))


# --- a database that is locked --------------------------------------------------------------------


def has_all_that_was_sent(page: str) -> bool:
    """Check that the page of a fault holds the form as it was sent, and can be sent again."""
    return (
        re.search(r'<textarea[^>]*name="facts"[^>]*>\nDet eg har skrive.\nOg &lt;b&gt;meir&lt;/b&gt;.<', page)
        is not None
        and 'name="language" value="nn"' in page
        and f'<form method="post" class="report" action="{NEW}">' in page
        and re.search(r'name="csrfmiddlewaretoken" value="\w{64}"', page) is not None
    )


@pytest.mark.nightly
def test_who_writes_to_a_locked_file_gets_their_text_back(told: dict[str, dict[str, object]]) -> None:
    locked = told["locked"]
    assert (locked["status"], locked["retry"], locked["again"]) == (503, "5", 302)
    assert has_all_that_was_sent(str(locked["page"]))
    assert "Nothing can be kept just now" in str(locked["page"])
    assert LOCK_SECONDS * 0.9 < float(str(locked["seconds"])) < LOCK_SECONDS + 3


@pytest.mark.nightly
def test_who_reads_does_not_wait_for_a_locked_file(told: dict[str, dict[str, object]]) -> None:
    assert float(str(told["locked"]["longest_read"])) < 2


@pytest.mark.nightly
def test_who_is_signed_in_reads_though_their_session_cannot_be_saved(
    told: dict[str, dict[str, object]],
) -> None:
    assert told["locked"]["marked"] == 200


@pytest.fixture
def impatient(transactional_db: None) -> Iterator[None]:
    """Set a short time for PostgreSQL to wait for a lock."""
    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '300ms'")
    yield
    connection.close()


@ON_POSTGRES
def test_who_writes_to_a_locked_row_gets_their_text_back(
    impatient: None, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path
    scene = play()
    browser = scene.browser("editor")
    browser.raise_request_exception = False
    address = scene.address("/saker/{draft}/skriv/")
    at = connection.settings_dict
    where = make_conninfo(
        host=at["HOST"], port=at["PORT"] or None, user=at["USER"], password=at["PASSWORD"] or None
    )
    with psycopg.connect(where, dbname=str(at["NAME"])) as other:
        other.execute("SELECT 1 FROM decisions_matter WHERE id = %s FOR UPDATE", [scene.things["draft"]])
        answer = browser.post(address, {**SENT, "version": "1"})
        other.rollback()
    assert answer.status_code == 503
    assert has_all_that_was_sent(answer.content.decode().replace(address, NEW))


# --- a form that is sent twice --------------------------------------------------------------------


@pytest.mark.nightly
def test_of_four_who_press_at_once_in_a_file_one_makes_something(told: dict[str, dict[str, object]]) -> None:
    twice = told["twice"]
    assert isinstance(twice["made"], list)
    (made,) = twice["made"]
    assert twice["answers"] == [[302, made]]


@ON_POSTGRES
@pytest.mark.django_db(transaction=True)
def test_of_four_who_press_at_once_one_makes_something(settings: Settings, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    scene, gate = play(), Barrier(TIMES)
    browsers = [scene.browser("editor") for _each in range(TIMES)]

    def send(number: int) -> tuple[int, str]:
        gate.wait()
        try:
            answer = browsers[number].post(NEW, {**SENT, **WORD})
            return answer.status_code, answer.headers["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(TIMES) as pool:
        answers = set(pool.map(send, range(TIMES)))
    made = Matter.objects.get(title=SENT["title"])
    assert answers == {(302, f"/saker/{made.pk}/")}


def test_a_form_that_is_sent_twice_makes_one_thing_and_leads_there(scene: Scene) -> None:
    browser = scene.browser("editor")
    page = browser.get(NEW).content.decode()
    word = page.partition('name="submission" value="')[2].partition('"')[0]
    answers = [browser.post(NEW, {**SENT, "submission": word}) for _each in range(2)]
    made = Matter.objects.get(title=SENT["title"])
    assert {(one.status_code, one.headers["Location"]) for one in answers} == {(302, f"/saker/{made.pk}/")}


def test_a_form_from_elsewhere_writes_nothing_before_it_is_refused(scene: Scene) -> None:
    strict = Client(enforce_csrf_checks=True)
    with CaptureQueriesContext(connection) as asked:
        assert strict.post("/logg-inn/", {"email": "a@b.no", **WORD}).status_code == 403
    assert [one["sql"] for one in asked if "core_formsubmission" in one["sql"]] == []


@pytest.mark.parametrize(
    "other",
    [{"submission": new_word("new_matter")}, {"facts": "Noko anna."}, {"submission": "no word"}],
    ids=["another page", "another text", "no word"],
)
def test_what_is_not_the_same_form_makes_another_thing(scene: Scene, other: dict[str, str]) -> None:
    browser = scene.browser("editor")
    browser.post(NEW, {**SENT, **WORD})
    browser.post(NEW, {**SENT, **WORD, **other})
    assert made_titles() == ["Mi sak", "Mi sak"]


@pytest.mark.parametrize(
    "word",
    ["", "one-word-of-the-page", new_word("sign_in"), f"{WORD['submission']}x"],
    ids=["none", "made up", "for another view", "changed"],
)
def test_a_word_that_was_not_made_for_the_view_opens_no_transaction(scene: Scene, word: str) -> None:
    for _each in range(2):
        scene.browser("editor").post(NEW, {**SENT, "submission": word})
    assert made_titles() == ["Mi sak", "Mi sak"]
    assert FormSubmission.objects.count() == 0


def test_the_word_of_one_person_is_not_that_of_another(scene: Scene) -> None:
    for who in ("editor", "director"):
        scene.browser(who).post(NEW, {**SENT, **WORD})
    assert made_titles() == ["Mi sak", "Mi sak"]


def test_a_form_that_was_refused_can_be_sent_again(scene: Scene) -> None:
    browser, empty = scene.browser("editor"), {**SENT, "title": "", **WORD}
    assert [browser.post(NEW, empty).status_code for _each in range(2)] == [422, 422]
    assert browser.post(NEW, {**SENT, **WORD}).status_code == 302


def test_a_form_that_failed_leaves_nothing_and_can_be_sent_again(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = scene.browser("editor")
    browser.raise_request_exception = False
    with monkeypatch.context() as patched:
        # what fails when the matter is written already
        patched.setattr("loftet.core.pages.forms.redirect", lambda *_where: 1 / 0)
        answer = browser.post(NEW, {**SENT, **WORD})
    assert (answer.status_code, made_titles()) == (500, [])
    assert has_all_that_was_sent(answer.content.decode())
    assert browser.post(NEW, {**SENT, **WORD}).status_code == 302


def test_what_was_sent_is_forgotten_after_a_day(scene: Scene) -> None:
    scene.browser("editor").post(NEW, {**SENT, **WORD})
    sent = FormSubmission.objects.get().created
    assert forget_submissions(sent + timedelta(hours=23)) == 0
    forget(sent + timedelta(hours=24))  # as the hourly job does
    assert FormSubmission.objects.count() == 0


# --- what the page of a fault says ----------------------------------------------------------------


def failing(monkeypatch: pytest.MonkeyPatch, view: str) -> Client:
    """Return a browser of a site in which a function fails."""
    monkeypatch.setattr(view, lambda *_arguments, **_named: 1 / 0)
    return Client(raise_request_exception=False)


def test_a_secret_is_never_shown_again(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    browser = failing(monkeypatch, "loftet.people.views.sign_in.AddressForm")
    answer = browser.post("/logg-inn/?lang=en", {"code": "123456"})
    page = answer.content.decode()
    assert (answer.status_code, "123456" in page, "code" in page) == (500, False, False)
    assert "What you sent was not kept. Go back to find it again" in page


def test_a_page_that_fails_says_nothing_of_a_text_that_was_lost(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = failing(monkeypatch, "loftet.people.views.sign_in.AddressForm").get("/logg-inn/?lang=en")
    page = answer.content.decode()
    assert (answer.status_code, "The fault is ours. Try again in a little while." in page) == (500, True)
    assert not re.search("lost|kept", page)
    assert answer.headers["X-Request-ID"] in page
