"""A published edition that is missing or damaged: the newest whole one is shown, and every page says so."""

import logging
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from loftet.editions.pointer import publish
from loftet.site import page_cache
from loftet.status.edition import current

FIRST, SECOND, THIRD = date(2026, 11, 24), date(2026, 12, 24), date(2027, 1, 24)
SAID = "The published figures are damaged and cannot be shown."
PAGES = (
    reverse("front"),
    reverse("municipalities"),
    reverse("municipality", args=["gol"]),
    reverse("municipality_figures", args=["gol"]),
    reverse("municipality_goal", args=["gol", "6"]),
    reverse("goals"),
    reverse("goal", args=["6"]),
    reverse("indicators"),
    reverse("indicator", args=["leakage"]),
    reverse("comparison") + "?sted=gol&sted=al",
    reverse("coverage"),
    reverse("whats_new"),
    reverse("method"),
    reverse("about"),
    reverse("sign_in"),
)
Damage = Callable[[Path, str], None]


def half_a_table(root: Path, edition: str) -> None:
    file = root / "editions" / edition / "observations.parquet"
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def one_byte(root: Path, edition: str) -> None:
    file = root / "editions" / edition / "indicator_scores.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 3] ^= 1
    file.write_bytes(content)


def broken_stamp(root: Path, edition: str) -> None:
    (root / "editions" / edition / "about.toml").write_text("title = ", encoding="utf-8")


def missing_table(root: Path, edition: str) -> None:
    (root / "editions" / edition / "index.parquet").unlink()


def broken_record(root: Path, edition: str) -> None:
    (root / "editions" / edition / "study.json").write_text("{", encoding="utf-8")


def pointer_to_nothing(root: Path, edition: str) -> None:
    (root / "editions" / "published").write_text("2027-01-01-00000000\n", encoding="utf-8")


def garbage_pointer(root: Path, edition: str) -> None:
    (root / "editions" / "published").write_bytes(bytes(range(256)) * 4000)


def pointer_that_is_a_folder(root: Path, edition: str) -> None:
    (root / "editions" / "published").unlink()
    (root / "editions" / "published").mkdir()


DAMAGES: tuple[Damage, ...] = (
    *(half_a_table, one_byte, broken_stamp, missing_table, broken_record),
    *(pointer_to_nothing, garbage_pointer, pointer_that_is_a_folder),
)


@pytest.fixture
def two(published_as: Callable[..., str], settings: Settings) -> tuple[str, str]:
    """Serve the second of two editions."""
    return published_as(), published_as(day=SECOND)


def english(client: Client, address: str) -> tuple[int, str]:
    answer = client.get(f"{address}{'&' if '?' in address else '?'}lang=en")
    return answer.status_code, answer.content.decode()


@pytest.mark.parametrize(
    ("damage", "pages"),
    [
        (DAMAGES[0], PAGES),
        *((damage, PAGES[2:9:3]) for damage in DAMAGES[1:]),
        *(pytest.param(damage, PAGES, marks=pytest.mark.nightly) for damage in DAMAGES[1:]),
    ],
)
def test_each_page_is_read_from_the_newest_whole_edition_and_says_so(
    two: tuple[str, str], settings: Settings, client: Client, damage: Damage, pages: Sequence[str]
) -> None:
    first, second = two
    assert SAID not in english(client, PAGES[2])[1]
    damage(settings.DATA, second)
    left = first if damage in DAMAGES[:5] else second
    for address in pages:
        status, page = english(client, address)
        assert status == 200, address
        assert f"{SAID} This page is read from edition {left} instead." in page, address
        assert "See the published figures" not in page
    assert client.get(reverse("municipality_csv", args=["gol"])).status_code == 200
    assert client.get(reverse("robots")).status_code == 200


def test_a_page_says_it_in_both_official_forms(
    two: tuple[str, str], settings: Settings, client: Client
) -> None:
    pointer_to_nothing(settings.DATA, two[1])
    for language, said in (
        ("nb", "De publiserte tallene er skadet og kan ikke vises. Denne siden bygger på"),
        ("nn", "Dei publiserte tala er skadde og kan ikkje visast. Denne sida byggjer på"),
    ):
        assert said in client.get(f"/kommuner/?lang={language}").content.decode()


def test_what_is_repaired_is_shown_without_a_restart(
    two: tuple[str, str], settings: Settings, client: Client
) -> None:
    file = settings.DATA / "editions" / two[1] / "observations.parquet"
    whole = file.read_bytes()
    half_a_table(settings.DATA, two[1])
    assert SAID in english(client, "/kommuner/gol/")[1]
    file.write_bytes(whole)
    assert SAID not in english(client, "/kommuner/gol/")[1]


def test_where_no_edition_is_whole_pages_have_no_figures(
    published_as: Callable[..., str], settings: Settings, client: Client
) -> None:
    edition = published_as()
    half_a_table(settings.DATA, edition)
    for address in ("/", "/kommuner/", "/kommuner/gol/", "/om/"):
        status, page = english(client, address)
        assert status == 200, address
        assert f"{SAID[:-1]}, and there are no others." in page
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


def test_an_edition_that_nobody_published_is_not_preferred(
    published_as: Callable[..., str], settings: Settings
) -> None:
    first, second, third = published_as(), published_as(day=SECOND), published_as(day=THIRD)
    publish(settings.DATA, second)
    half_a_table(settings.DATA, second)
    assert current().key == f"{first} instead of {second}"
    half_a_table(settings.DATA, first)
    assert current().key == f"{third} instead of {second}"


def test_it_is_logged_once(
    two: tuple[str, str], settings: Settings, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    one_byte(settings.DATA, two[1])
    with caplog.at_level(logging.ERROR, "loftet.editions.opened"):
        for _ in range(3):
            client.get("/kommuner/")
    file = settings.DATA / "editions" / two[1] / "indicator_scores.parquet"
    assert [record.getMessage() for record in caplog.records if record.name == "loftet.editions.opened"] == [
        f"the published edition cannot be used, {two[0]} is shown instead: "
        f"{file}: the file is not the one that was built"
    ]


def test_a_damaged_edition_that_is_asked_for_by_name_is_an_error_with_its_reason(
    two: tuple[str, str], settings: Settings, client: Client
) -> None:
    half_a_table(settings.DATA, two[0])
    status, page = english(client, f"/kommuner/gol/?utgave={two[0]}")
    assert status == 404
    assert f"Edition «{two[0]}» is damaged: its files are not those that were built." in page
    assert english(client, f"/kommuner/gol/?utgave={two[1]}")[0] == 200


def test_what_is_new_is_told_since_an_earlier_edition_that_is_whole(
    two: tuple[str, str], published_as: Callable[..., str], settings: Settings, client: Client
) -> None:
    published_as(day=THIRD)
    half_a_table(settings.DATA, two[1])
    status, page = english(client, "/nytt/")
    assert (status, two[0] in page) == (200, True)


def test_a_kept_page_is_that_of_the_edition_that_is_shown(
    two: tuple[str, str], settings: Settings, client: Client
) -> None:
    settings.KEEP_PAGES = 60
    page_cache.PAGES.clear()
    whole = english(client, "/kommuner/gol/")[1]
    one_byte(settings.DATA, two[1])
    damaged = english(client, "/kommuner/gol/")[1]
    assert (SAID in whole, SAID in damaged) == (False, True)
    publish(settings.DATA, two[0])
    assert SAID not in english(client, "/kommuner/gol/")[1]
    page_cache.PAGES.clear()
