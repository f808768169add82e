"""Whole pages kept at hand: the same for everybody, never from two editions, never one reader's own."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from loftet.editions.folder import build_edition, publish
from loftet.places.models import Place

PAGE = "/kommuner/gol/"


def a_study(folder: Path, value: int) -> Path:
    """Write a study of one figure."""
    files = {
        "about.toml": 'title = "Prøve"\npublisher = "Løftet"\nlicence = "CC0-1.0"\ncodes_at = 2024-01-01\n',
        "method.toml": "",
        "places.csv": "place,name,group,ranked,tags\n3324,Gol,,1,\n3326,Hemsedal,,1,\n",
        "indicators.csv": (
            "indicator,name,goal,weight,direction,lower,red,green,upper,applies_to\n"
            "poverty,Fattigdom,1,1,-1,10,8,2,0,\n"
        ),
        "observations.csv": f"place,indicator,year,value\n3324,poverty,2024,{value}\n3326,poverty,2024,3\n",
    }
    folder.mkdir()
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


@pytest.fixture
def kept(settings: Settings) -> Iterator[None]:
    """Keep pages, as a running site does."""
    settings.KEEP_PAGES = 60
    caches["pages"].clear()
    yield
    caches["pages"].clear()


def test_a_page_is_made_once(
    demo_site: Path, kept: None, client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    first = client.get(PAGE)
    with django_assert_num_queries(0):
        again = client.get(PAGE)
    assert (again.status_code, again.content) == (200, first.content)
    assert again.headers["Content-Language"] == "nn"  # Gol's own form, though nobody asked the database


def test_what_the_browser_has_is_not_sent_again(demo_site: Path, kept: None, client: Client) -> None:
    mark = client.get(PAGE).headers["ETag"]
    answer = client.get(PAGE, headers={"If-None-Match": mark})
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", mark)


def test_each_language_each_query_and_each_part_is_a_page_of_its_own(
    demo_site: Path, kept: None, client: Client
) -> None:
    whole = client.get("/?q=gol")
    part = client.get("/?q=gol", headers={"HX-Request": "true"})
    other = client.get("/?q=hol")
    client.cookies["language"] = "en"
    english = client.get("/?q=gol")
    assert len({one.content for one in (whole, part, other, english)}) == 4


def test_an_indicator_of_a_place_is_a_page_of_its_own(demo_site: Path, kept: None, client: Client) -> None:
    plain = "/indikatorer/water_leakage/?lang=nn"
    titles: dict[str, set[str]] = {}
    for address in (plain, f"{plain}&sted=al", f"{plain}&sted=hol", plain):
        page = client.get(address).content.decode()
        titles.setdefault(address, set()).add(page.partition("<h1>")[2].partition("</h1>")[0])
    name = "Lekkasje frå vassleidningar"
    assert list(titles.values()) == [{name}, {f"Ål: {name}"}, {f"Hol: {name}"}]


def test_a_newly_published_edition_is_seen_at_once(
    serve: Callable[[Path], None], kept: None, client: Client, tmp_path: Path
) -> None:
    root = tmp_path / "data"
    ids = [build_edition(a_study(tmp_path / str(value), value), root, date(2026, 11, 24)) for value in (1, 2)]
    serve(root)
    shown = []
    for one in (ids[0], ids[1], ids[0]):
        publish(root, one)
        page = client.get(PAGE).content.decode()
        shown.append([other for other in ids if other in page])
    assert shown == [[ids[0]], [ids[1]], [ids[0]]]


def test_one_readers_page_is_not_kept(
    demo_site: Path, kept: None, client: Client, settings: Settings
) -> None:
    client.cookies[settings.SESSION_COOKIE_NAME] = "somebody"
    client.get(PAGE)
    client.cookies.clear()
    client.get(f"{PAGE}?lang=nb")  # sets a cookie
    client.get("/kommuner/atlantis/")
    Place.objects.filter(slug="gol").update(name="Et annet navn")
    assert "Et annet navn" in client.get(PAGE).content.decode()
    assert "Et annet navn" in client.get(f"{PAGE}?lang=nb").content.decode()


def test_a_form_is_kept_for_nobody_else(demo_site: Path, kept: None) -> None:
    address, first, second = "/meld-feil/?indikator=water_leakage&sted=gol", Client(), Client()
    first.get(address)  # now the browser has a token of its own
    assert "csrfmiddlewaretoken" in first.get(address).content.decode()
    answer = second.get(address)
    assert answer.cookies["csrftoken"].value != first.cookies["csrftoken"].value
