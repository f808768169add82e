"""Gol and Ål with people who order, approve and read reports, and a data folder of a test's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils import timezone, translation
from pytest_django import Settings

from loftet.background.work import do_all
from loftet.decisions.models import Treatment
from loftet.people.models import Organisation, RoleKind, User
from loftet.people.permissions import Actor
from loftet.places.models import Place
from loftet.reports.actions import approve_report, order_report
from loftet.reports.example import decision_of
from loftet.reports.models import PlaceReport
from loftet.status.edition import current
from tests.people.partnership import World, acting_as, hire, small_partnership
from tests.status.conftest import small_root  # noqa: F401 - a fixture
from tests.test_access_matrix import few_places  # noqa: F401 - a fixture

CASE_PAPER = {"kind": "saksframlegg", "language": "nn"}


@dataclass(frozen=True, slots=True)
class People:
    """Who asks: four in Gol, one by delegation, one in Ål, one in the council, one of a firm."""

    director: User
    planner: User
    politician: User
    lent: User
    neighbour: User
    council: User
    firm: User

    def named(self) -> Iterator[tuple[str, Actor]]:
        """Return each by name."""
        for name in self.__slots__:
            yield name, acting_as(getattr(self, name))


@pytest.fixture
def world(
    few_places: None,  # noqa: F811
    settings: Settings,
    small_root: Path,  # noqa: F811
    tmp_path: Path,
) -> World:
    """Return the partnership, with the small study in a folder that is the test's own."""
    (tmp_path / "editions").symlink_to(small_root / "editions")
    settings.DATA = tmp_path
    return small_partnership()


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Say in English what actions and rules say."""
    with translation.override("en"):
        yield


@pytest.fixture
def people(world: World) -> People:
    return People(
        director=hire("kari@gol.example", world.gol, RoleKind.TOP_MANAGEMENT),
        planner=hire("odd@gol.example", world.gol, RoleKind.PLANNER),
        politician=hire("marit@gol.example", world.gol, RoleKind.POLITICIAN),
        lent=hire("solveig@lent.example", world.gol, RoleKind.TOP_MANAGEMENT, document="24/1"),
        neighbour=hire("lars@al.example", world.al, RoleKind.TOP_MANAGEMENT),
        council=hire("solveig@hallingdal.example", world.council, RoleKind.FACILITATOR),
        firm=hire("sigrid@varme.example", world.firm, RoleKind.TOP_MANAGEMENT),
    )


def place_of(organisation: Organisation) -> Place:
    """Return the place of an organisation that has one."""
    assert organisation.place is not None
    return organisation.place


def edition_id() -> str:
    """Return the edition that is published."""
    edition = current().edition
    assert edition is not None
    return edition.id


def order(organisation: Organisation, by: User, **more: str) -> PlaceReport:
    """Order a case paper, or another report."""
    return order_report(place_of(organisation), CASE_PAPER | more, edition_id(), actor=acting_as(by))


@pytest.fixture
def ordered(world: World, people: People) -> PlaceReport:
    """Return a report of Gol that is ordered."""
    return order(world.gol, people.planner)


@pytest.fixture
def made(ordered: PlaceReport, monkeypatch: pytest.MonkeyPatch) -> PlaceReport:
    """Return the report when its files are made, as quickly as a test needs them."""
    quick(monkeypatch)
    work()
    ordered.refresh_from_db()
    return ordered


@pytest.fixture
def approved(made: PlaceReport, people: People) -> PlaceReport:
    """Return the report when everybody may read it."""
    return approve_report(made, actor=acting_as(people.director))


@pytest.fixture
def decision(world: World, people: People) -> Treatment:
    """Return a public decision of Gol."""
    return decision_of(world.gol, acting_as(people.director))


def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let files be written that say which report they are of."""
    monkeypatch.setattr("loftet.reports.jobs.write_word", lambda report, template: b"word")
    monkeypatch.setattr("loftet.reports.jobs.write_pdf", lambda report: f"{report.language}".encode())


def work() -> int:
    """Do what the worker is asked for; return how many pieces it was."""
    return do_all(timezone.now())


def files(root: Path) -> list[str]:
    """Return the names of all files of reports, hidden ones too."""
    return sorted(one.name for one in (root / "media" / "reports").iterdir())
