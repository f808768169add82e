"""Fixtures for all tests: the demo, the places, the real data beside the project, the browser."""

import gc
import html
import os
import re
import shutil
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import hypothesis
import pytest
from _pytest.doctest import DoctestModule
from django.conf import settings
from django.db import connection
from django.http import HttpResponse, HttpResponseBase
from django.utils import translation
from playwright.sync_api import Browser, expect, sync_playwright
from pytest_django import DjangoDbBlocker, Settings

from loftet.editions.folder import build_edition, publish
from loftet.geography.gazetteer import Gazetteer, load_gazetteer
from loftet.site import context
from loftet.sources.demo import SHOWN_SEED, build_demo_study
from loftet.sources.demo_places import read_demo_places, with_demo_places
from tests.built_once import built_once
from tests.emptied_tables import empty_only_filled
from tests.gate.junit import LIMIT, TRIED_AGAIN
from tests.kept_places import KeptPlaces
from tests.menu_number import count_for, count_where_it_is_asked
from tests.moment import MOMENT, USUAL_MOMENT, at_the_moment, uses_processes
from tests.template_database import CHECKOUT, copy_from_template, sqlite_template
from tests.undone_rows import clear_now_and_then

PROJECT = Path(__file__).parent.parent
CHROMIUM_ARGUMENTS = [
    "--accept-lang=nb-NO",  # as browsers come in Norway
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
BROWSER_WAITS = 120_000  # milliseconds for a page or an element: stops what hangs, judges nothing
LONGEST_NAME = 80  # characters of a parameter in the name of a test
REQUIRED = frozenset(filter(None, os.environ.get("LOFTET_REQUIRE", "").split(",")))


def absent(tool: str, reason: str) -> None:
    """Skip a test whose tool is absent; fail it where the run demands that tool."""
    if tool in REQUIRED:
        pytest.fail(f"{tool} is demanded by LOFTET_REQUIRE, but {reason}")
    pytest.skip(reason)


@pytest.fixture
def english() -> Iterator[None]:
    """Let texts be in English, as the source has them."""
    with translation.override("en"):
        yield


@pytest.fixture(scope="session")
def project() -> Path:
    """Return the folder of the checkout."""
    return PROJECT


@pytest.fixture(scope="session")
def catalogue() -> Path:
    """Return the catalogue of the checkout."""
    return PROJECT / "catalogue"


@pytest.fixture(scope="session")
def shared() -> Path:
    """Return the folder of real data beside the project; it is not on a user's machine."""
    folder = PROJECT.parent / "shared"
    if not (folder / "data").is_dir():
        pytest.skip("the real data beside the project (../shared) is not here")
    return folder


CHROMIUMS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def chromium() -> str:
    """Return the path of Chromium: its shell without windows where it is there, three times as fast."""
    path = next((found for name in CHROMIUMS if (found := shutil.which(name))), None)
    if path is None:
        absent("chromium", "Chromium is not installed")
    assert path is not None
    return path


def patient(make: Callable[..., Any]) -> Callable[..., Any]:
    """Return what makes contexts or pages of the browser that wait for two minutes, as on a busy machine."""

    def made(*args: Any, **options: Any) -> Any:
        one = make(*args, **options)
        one.set_default_timeout(BROWSER_WAITS)
        return one

    return made


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    """Return the one Chromium of all tests.

    Playwright runs an event loop until the end, in which Django refuses to use a database unless told to.
    """
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM_ARGUMENTS)
        for name in ("new_context", "new_page"):
            setattr(browser, name, patient(getattr(browser, name)))
        expect.set_options(timeout=BROWSER_WAITS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def gazetteer(catalogue: Path) -> Gazetteer:
    """Return the places of the catalogue."""
    return load_gazetteer(catalogue / "places")


@pytest.fixture(scope="session")
def demo_study(tmp_path_factory: pytest.TempPathFactory, catalogue: Path, gazetteer: Gazetteer) -> Path:
    """Return the study of the demo that is shown; it is not to be changed."""

    def build(folder: Path) -> None:
        build_demo_study(catalogue, folder / "study", SHOWN_SEED, gazetteer)

    return built_once(tmp_path_factory, "demo-study", build) / "study"


@pytest.fixture(scope="session")
def demo_root(tmp_path_factory: pytest.TempPathFactory, demo_study: Path) -> Path:
    """Return a data folder in which the demo is published; it is not to be changed.

    The processes of a run share it, as those of a site do: an edition is never changed, and a drawing is kept
    for all of them.
    """

    def build(folder: Path) -> None:
        publish(folder / "data", build_edition(demo_study, folder / "data", date(2026, 11, 24)))

    return built_once(tmp_path_factory, "demo", build) / "data"


@pytest.fixture(scope="session")
def kept_places(gazetteer: Gazetteer) -> KeptPlaces:
    """Return the catalogue's places, to be copied by each test that wants them."""
    return KeptPlaces("kept", gazetteer)


@pytest.fixture
def django_assert_max_num_queries(
    django_assert_max_num_queries: Any, record_property: Callable[[str, object], None]
) -> Callable[..., Any]:
    """Return Django's limit of queries, and note how near a test came to it."""

    @contextmanager
    def within(most: int, **options: Any) -> Iterator[Any]:
        with django_assert_max_num_queries(most, **options) as captured:
            yield captured
        record_property(LIMIT, f"{len(captured)} of {most} queries")

    return within


@pytest.fixture
def assert_at_most(record_property: Callable[[str, object], None]) -> Callable[[int, int, str], None]:
    """Return what checks a number of things against its limit, and notes how near it came."""

    def within(number: int, most: int, things: str) -> None:
        record_property(LIMIT, f"{number} of {most} {things}")
        assert number <= most, things

    return within


@pytest.fixture(scope="session")
def kept_demo_places(gazetteer: Gazetteer, catalogue: Path) -> KeptPlaces:
    """Return the demo's places: the catalogue's, and those that it makes up."""
    return KeptPlaces("kept_demo", with_demo_places(gazetteer, read_demo_places(catalogue)))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_blocker: DjangoDbBlocker,
    kept_places: KeptPlaces,
    kept_demo_places: KeptPlaces,
) -> None:
    """Set up the test database as a copy of a template, in which all places are kept."""

    def keep_places() -> None:
        kept_places.keep()
        kept_demo_places.keep()

    with django_db_blocker.unblock():
        copy_from_template(keep_places)


@pytest.fixture(scope="session")
def migrated_file(django_db_modify_db_settings: None) -> Path:
    """Return the file of a migrated SQLite database without rows, for processes to copy."""
    if connection.vendor != "sqlite":
        pytest.skip("the template is not a file")
    return sqlite_template()


@pytest.fixture
def serve(kept_places: KeptPlaces, db: None, settings: Settings) -> Callable[[Path], None]:
    """Return a function that serves a data folder, with the catalogue's places loaded."""

    def from_folder(root: Path) -> None:
        settings.DATA = root
        kept_places.copy()

    return from_folder


@pytest.fixture
def demo_site(kept_demo_places: KeptPlaces, db: None, settings: Settings, demo_root: Path) -> Path:
    """Serve the demo, with the places that it makes up."""
    settings.DATA = demo_root
    kept_demo_places.copy()
    return demo_root


@pytest.fixture(scope="session")
def text_of() -> Callable[[HttpResponseBase], str]:
    """Return what a reader of a page's main part reads, in one line."""

    def text(response: HttpResponseBase) -> str:
        assert isinstance(response, HttpResponse)
        page = response.content.decode()
        main = page.partition("<main")[2].partition("</main>")[0] or page
        words = html.unescape(re.sub(r"<[^>]*>", " ", f"<main{main}"))
        return re.sub(r"\s+([.,:;»)])", r"\1", re.sub(r"[ \n]+", " ", words)).strip()

    return text


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path: Path) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Look for examples in docstrings of the sources alone: tests would be searched for seconds."""
    return [one for one in (yield) if not isinstance(one, DoctestModule)]


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """Collect tests without looking for garbage, and look for it seldom afterwards, among what is new.

    All that is imported stays until the end. Python would go through it again and again, a twentieth of the
    time of the tests.
    """
    gc.disable()
    try:
        with at_the_moment():
            return (yield)
    finally:
        gc.freeze()
        gc.set_threshold(50_000, 20, 10)
        gc.enable()


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name a long text in a test by its length: processes send each other the names, and some hold 10 MB.

    A packed file is long, too; it holds the time, so that each process would name the test differently.
    """
    return f"{argname} of {len(val)}" if isinstance(val, str | bytes) and len(val) > LONGEST_NAME else None


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run a test with its fixtures at the moment of all tests, unless somebody else reads a clock, too."""
    count_for(item)
    if item.get_closest_marker("browser") or uses_processes(item.path):
        return (yield)
    with at_the_moment(USUAL_MOMENT if item.get_closest_marker("usual_moment") else MOMENT):
        return (yield)


def pytest_runtest_logfinish() -> None:
    """Clear away what tests have undone, when one has ended."""
    clear_now_and_then()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use a database, by themselves or through a fixture; run the long ones first.

    A test that commits is about locks and races, unless a browser needs its rows: it runs on both databases.
    What uses a browser, processes, threads or the clock may fail by chance: the gate tries that once more.
    """
    setattr(context, "count_waiting", count_where_it_is_asked)  # noqa: B010 - for all tests
    items.sort(key=lambda item: item.get_closest_marker("long") is None)
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        mark = item.get_closest_marker("django_db")
        if mark or fixtures & {"db", "transactional_db"}:
            item.add_marker("database")
        commits = "transactional_db" in fixtures or (mark and mark.kwargs.get("transaction"))
        if commits and not item.get_closest_marker("browser"):
            item.add_marker("both_databases")
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker("properties")
        if item.get_closest_marker("browser") or commits or uses_processes(item.path):
            item.user_properties.append((TRIED_AGAIN, "yes"))


def pytest_configure() -> None:
    """Set what only a running site has, and judge no example by the clock of a busy machine.

    A secret, a certificate, the names of hashed static files.
    """
    hypothesis.settings.register_profile("untimed", deadline=None)
    hypothesis.settings.load_profile("untimed")
    empty_only_filled()
    os.environ["LOFTET_ENV_FILE"] = ""  # the settings of a site in this checkout are not the tests'
    settings.SECRET_KEY = "for the tests alone"
    settings.REGISTER_IS_MADE_UP = True
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = f"test_{CHECKOUT}"
    settings.SECURE_SSL_REDIRECT = False
    settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME = "sessionid", "csrftoken"  # as without HTTPS
    settings.EMAIL_FILE_PATH = PROJECT / "build" / "letters-of-no-site"
    settings.KEEP_PAGES = 0  # a test must see what it has just changed
    settings.WHITENOISE_AUTOREFRESH = True  # else each client of a test lists all static files again
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
