"""Notices of Doffin: whose are kept, how the calendar shows them, and how a run goes on."""

import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.utils import timezone

from loftet.agreements.actions import record_agreement
from loftet.announcements import reading
from loftet.announcements.models import Announcement, Kind, ReadDays
from loftet.announcements.queries import planned_alike
from loftet.cli import main
from loftet.invalid_input import InvalidInput
from loftet.people.models import Organisation
from loftet.people.permissions import Actor
from loftet.places.models import Place
from loftet.sources.doffin.client import Slice
from loftet.sources.doffin.notice import Buyer, Notice
from loftet.sources.doffin.notice import Kind as ReadKind
from loftet.sources.doffin.terms import NoTerms, Terms
from loftet.sources.stand_in.doffin import read_notices
from loftet.sources.stand_in.server import open_server
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World

pytestmark = pytest.mark.usefixtures("english")
TODAY = timezone.localdate()
GOL, OTHERS = (Buyer("", "GOL  KOMMUNE"),), (Buyer("310999022", "Nabodal kommune"),)
PIPES = ("45232150",)


def notice(number: int, kind: ReadKind | None, buyers: tuple[Buyer, ...], **more: Any) -> Notice:
    told: dict[str, Any] = {"title": f"Kunngjøring {number}", "issued": TODAY, "cpv": PIPES} | more
    return Notice(f"2026-{number}", kind, buyers=buyers, **told)


class Told:
    """What Doffin would tell: slices, and the terms of each notice."""

    def __init__(self, *slices: Slice | InvalidInput, terms: dict[str, Terms] | None = None) -> None:
        self.told, self.own, self.opened = slices, terms or {}, list[str]()
        self.missing = set[str]()

    def slices(self, _first: date, _last: date, _cpv: str = "") -> Any:
        for one in self.told:
            if isinstance(one, InvalidInput):
                raise one
            yield one

    def terms(self, one: Notice) -> Terms:
        self.opened.append(one.id)
        if one.id in self.missing:
            raise NoTerms.because("404")
        return self.own.get(one.id, Terms())


def of_today(*notices: Notice) -> Slice:
    return Slice(TODAY, TODAY, notices)


def read(told: Any, codes: tuple[str, ...] = ("4523",)) -> reading.Told:
    return reading.read_announcements(told, TODAY, TODAY, codes, timezone.now)


def kept() -> list[tuple[str, str]]:
    return list(Announcement.objects.order_by("pk").values_list("doffin", "kind"))


# --- what is kept -----------------------------------------------------------------------------------


def test_agreements_and_competitions_of_organisations_here_are_kept_and_plans_of_others_for_the_same(
    world: World,
) -> None:
    ends = TODAY + timedelta(days=400)
    told = Told(
        of_today(
            notice(1, ReadKind.RESULT, GOL, winners=("Demorør AS",)),
            notice(2, ReadKind.RESULT, GOL),  # bought once
            notice(3, ReadKind.COMPETITION, GOL, deadline=ends),
            notice(4, None, GOL),
            notice(5, ReadKind.PLANNED, OTHERS),
            notice(6, ReadKind.PLANNED, OTHERS, cpv=("48000000",)),
            notice(7, ReadKind.COMPETITION, OTHERS),
            notice(8, ReadKind.PLANNED, GOL, cpv=("48000000",)),
        ),
        terms={"2026-1": Terms(True, ends)},
    )
    counted = read(told)
    assert kept() == [
        ("2026-1", Kind.AGREEMENT),
        ("2026-3", Kind.COMPETITION),
        ("2026-5", Kind.PLANNED),
        ("2026-8", Kind.PLANNED),
    ]
    assert (counted.notices, counted.kept) == (8, 4)
    assert told.opened == ["2026-1", "2026-2", "2026-3"]  # others' notices are never opened
    first = Announcement.objects.get(doffin="2026-1")
    assert (first.organisation, first.ends_on, first.supplier) == (world.gol, ends, "Demorør AS")


def test_a_notice_that_is_read_again_is_the_newest_one(world: World) -> None:
    day = TODAY + timedelta(days=20)
    read(Told(of_today(notice(3, ReadKind.COMPETITION, GOL, deadline=day))))
    read(Told(of_today(notice(3, ReadKind.COMPETITION, GOL, deadline=day, cancelled=True))))
    (row,) = Announcement.objects.all()
    assert (row.cancelled, row.organisation) == (True, world.gol)


def test_an_organisation_with_a_number_is_known_by_that_alone(world: World) -> None:
    Organisation.objects.filter(pk=world.gol.pk).update(number="940426293")
    other = (Buyer("999999999", "Gol kommune"),)
    read(Told(of_today(notice(1, ReadKind.COMPETITION, other))))
    assert kept() == []
    read(Told(of_today(notice(1, ReadKind.COMPETITION, (Buyer("940426293", "Gol kommune, teknisk"),)))))
    assert kept() == [("2026-1", Kind.COMPETITION)]


def test_a_name_that_several_municipalities_have_is_not_enough(world: World) -> None:
    Place.objects.create(slug="gol-2", kind="municipality", name="Gol", sort_key="gol")
    read(Told(of_today(notice(1, ReadKind.COMPETITION, GOL))))
    assert (kept(), reading.known_buyers().unsure) == ([], ("Gol kommune",))


def test_plans_of_others_that_are_old_are_removed_and_own_agreements_stay(world: World) -> None:
    old = TODAY - reading.STAYS - timedelta(days=1)
    told = Told(
        of_today(
            notice(1, ReadKind.PLANNED, OTHERS, issued=old), notice(2, ReadKind.RESULT, GOL, issued=old)
        ),
        terms={"2026-2": Terms(True, None)},
    )
    read(told)
    assert kept() == [("2026-2", Kind.AGREEMENT)]


# --- a run goes on ----------------------------------------------------------------------------------


def test_a_run_that_fails_keeps_its_slices_and_the_next_one_begins_after_them(world: World) -> None:
    first = TODAY - timedelta(days=30)
    whole = Slice(first, first + timedelta(days=9), (notice(1, ReadKind.COMPETITION, GOL),))
    with pytest.raises(InvalidInput, match="closed"):
        read(Told(whole, InvalidInput.because("closed")))
    assert (kept(), ReadDays.objects.count()) == ([("2026-1", Kind.COMPETITION)], 1)
    assert reading.first_day(TODAY) == whole.last + timedelta(days=1) - reading.AGAIN
    assert reading.first_day(TODAY, "4523") == TODAY - reading.FIRST  # another question


def test_a_notice_that_cannot_be_opened_is_named_and_the_others_are_read(world: World) -> None:
    told = Told(of_today(*(notice(number, ReadKind.COMPETITION, GOL) for number in (1, 2))))
    told.missing = {"2026-1"}
    counted = read(told)
    assert kept() == [("2026-2", Kind.COMPETITION)]
    assert counted.unreadable == {"2026-1"}
    assert ReadDays.objects.count() == 1


@pytest.mark.usefixtures("transactional_db")
def test_the_command_reads_what_the_stand_in_tells(
    catalogue: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("httpx")
    Place.objects.create(slug="granasen", kind="municipality", name="Granåsen", sort_key="granasen")
    place = Place.objects.get(slug="granasen")
    Organisation.objects.create(slug="granasen", name="Granåsen kommune", kind="municipality", place=place)
    from loftet.sources.pxweb.pace import CallPace
    from loftet.sources.stand_in.history import CodeHistory
    from loftet.sources.stand_in.office import StandIns

    monkeypatch.setattr(CallPace, "wait", lambda _self: None)  # tests/sources holds its pace
    stand_ins = StandIns(CodeHistory({}, ()), {}, {}, notices=read_notices(catalogue, TODAY))
    with open_server(stand_ins, 0) as server:
        import threading

        threading.Thread(target=server.serve_forever, daemon=True).start()
        monkeypatch.setenv("LOFTET_SOURCES", f"http://127.0.0.1:{server.server_port}/")
        assert main(["fetch", "doffin", "--from", str(TODAY - timedelta(days=430))]) == 0
        server.shutdown()
    assert kept() == [(f"{(TODAY - timedelta(days=420)).year}-900102", Kind.AGREEMENT)]
    assert "10 notices read, 1 kept" in capsys.readouterr().out


# --- what is shown ----------------------------------------------------------------------------------


def row(number: int, kind: Kind, organisation: Organisation | None, **more: Any) -> Announcement:
    told = {
        "title": f"Kunngjøring {number}",
        "buyer": "Nabodal",
        "codes": " 45232150",
        "issued": TODAY,
    } | more
    return Announcement.objects.create(
        doffin=f"2026-{number}", kind=kind, organisation=organisation, read=timezone.now(), **told
    )


@pytest.fixture
def shown(world: World) -> None:
    day = TODAY + timedelta(days=50)
    row(1, Kind.AGREEMENT, world.gol, ends_on=day, supplier="Demorør AS", is_framework=True)
    row(2, Kind.COMPETITION, world.al, deadline=TODAY + timedelta(days=9))
    row(3, Kind.PLANNED, None)
    row(4, Kind.AGREEMENT, world.gol, ends_on=TODAY - timedelta(days=1))
    row(5, Kind.COMPETITION, world.al, deadline=TODAY - timedelta(days=1))
    row(6, Kind.COMPETITION, world.al, deadline=day, cancelled=True)
    row(7, Kind.PLANNED, None, issued=TODAY - timedelta(days=366))


def listed(page: str) -> set[str]:
    return set(re.findall(r"Kunngjøring \d", page))


@pytest.mark.usefixtures("shown")
def test_everybody_reads_what_stands_and_finds_it_by_kind_words_and_code() -> None:
    browser = Client()

    def at(query: str) -> set[str]:
        return listed(browser.get(f"/behov/avtaler/doffin/{query}").content.decode())

    assert at("") == {"Kunngjøring 1", "Kunngjøring 2", "Kunngjøring 3"}
    assert at("?slag=planned") == at("?q=nabodal&slag=planned") == {"Kunngjøring 3"}
    assert (at("?cpv=4523") == at(""), at("?cpv=52")) == (True, set())
    assert listed(browser.get("/behov/avtaler/").content.decode()) == {"Kunngjøring 1", "Kunngjøring 2"}


@pytest.mark.usefixtures("shown")
def test_the_whole_list_is_taken_home() -> None:
    answer = Client().get("/behov/avtaler/doffin/?format=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    assert [one[1].value for one in list(sheet.rows)[1:]] == [
        "Kunngjøring 3",
        "Kunngjøring 2",
        "Kunngjøring 1",
    ]


@pytest.mark.usefixtures("shown")
def test_who_writes_puts_an_agreement_into_the_calendar_and_it_is_there_once(
    world: World, people: People, writer: Actor
) -> None:
    browser, link = browser_of(people.writer), "/organisasjoner/gol/avtaler/ny/?kunngjoring=2026-1"
    assert link in browser.get("/behov/avtaler/doffin/").content.decode()
    assert link not in browser_of(people.neighbour).get("/behov/avtaler/doffin/").content.decode()
    form = browser.get(link).context["form"]
    assert {
        name: form.get_initial_for_field(form.fields[name], name) for name in ("title", "supplier", "source")
    } == {
        "title": "Kunngjøring 1",
        "supplier": "Demorør AS",
        "source": "Doffin 2026-1",
    }
    written = {"title": "Røyr", "supplier": "Demorør AS", "source": "Doffin 2026-1", "ends_on": TODAY}
    record_agreement(world.gol, written, actor=writer)
    page = browser.get("/behov/avtaler/doffin/?lang=en").content.decode()
    assert (link in page, "In the calendar." in page) == (False, True)


@pytest.mark.usefixtures("shown")
def test_a_notice_of_another_organisation_fills_nothing_in(world: World, people: People) -> None:
    for key in ("2026-2", "2026-99", "x" * 300, ""):
        page = browser_of(people.writer).get("/organisasjoner/gol/avtaler/ny/", {"kunngjoring": key})
        assert page.context["form"].initial == {"version": 1}


@pytest.mark.usefixtures("shown")
def test_plans_of_others_are_found_by_what_is_bought() -> None:
    assert [one.doffin for one in planned_alike("45232", TODAY)] == ["2026-3"]
    assert planned_alike("452", TODAY) == ()
    assert planned_alike("48000000", TODAY) == []


def test_ten_thousand_notices_ask_few_questions(
    world: World, people: People, django_assert_max_num_queries: Any
) -> None:
    day, now = TODAY + timedelta(days=60), timezone.now()
    Announcement.objects.bulk_create(
        Announcement(
            doffin=f"2026-{one}",
            kind=Kind.AGREEMENT,
            title=f"Avtale {one}",
            organisation=world.gol,
            buyer="Gol kommune",
            issued=TODAY,
            ends_on=day + timedelta(days=one % 900),
            read=now,
        )
        for one in range(10_000)
    )
    browser = browser_of(people.neighbour)
    browser.get("/om/")  # counts what waits for the menu, once a minute
    with django_assert_max_num_queries(14):
        page = browser.get("/behov/avtaler/doffin/?side=3").content.decode()
    assert page.count("https://www.doffin.no/notices/") == 20
    with django_assert_max_num_queries(14):
        browser.get("/behov/avtaler/")
