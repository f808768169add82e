"""The pictures by which pages are shared: 1200 × 630, kept once, and no more of them than there are pages."""

import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from struct import unpack

import pytest
from django.test import Client
from pytest_django import Settings

from loftet.places.models import Place
from loftet.status.share import frame
from loftet.status.share.frame import PANEL, ShareWords, share_svg

PAGES = {
    "/": "/del.png",
    "/kommuner/gol/": "/kommuner/gol/del.png",
    "/kommuner/gol/storskjerm/": "/kommuner/gol/del.png",
    "/regioner/hallingdal/": "/regioner/hallingdal/del.png",
    "/indikatorer/water_leakage/": "/indikatorer/water_leakage/del.png",
    "/baerekraftsmal/13/": "/baerekraftsmal/13/del.png",
}


def meta(client: Client, address: str) -> dict[str, str]:
    page = client.get(address).content.decode()
    found = re.findall(r'<meta (?:property|name)="((?:og|twitter):[^"]+)" content="([^"]*)"', page)
    return {name: unescape(content) for name, content in found}


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n")
    width, height = unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize(("page", "picture"), PAGES.items())
def test_a_page_names_its_picture_in_its_language(
    demo_site: Path, client: Client, page: str, picture: str
) -> None:
    told = meta(client, f"{page}?lang=nn")
    assert told["og:image"] == f"http://testserver{picture}?lang=nn"
    assert told["twitter:card"] == "summary_large_image"
    assert told["og:title"]
    assert "\n" not in told["og:title"]
    assert told["og:locale"] == "nn_NO"
    answer = client.get(told["og:image"].removeprefix("http://testserver"))
    assert answer.headers["Content-Type"] == "image/png"
    assert size_of(answer.content) == (1200, 630)


def test_an_indicator_is_shared_with_the_place_that_it_is_about(demo_site: Path, client: Client) -> None:
    told = meta(client, "/indikatorer/water_leakage/?sted=gol&sted=al&lang=nb")
    assert told["og:image"] == "http://testserver/indikatorer/water_leakage/del.png?lang=nb&sted=gol"


def test_a_page_without_figures_of_its_own_has_no_picture(demo_site: Path, client: Client) -> None:
    told = meta(client, "/om/?lang=nb")
    assert "og:image" not in told
    assert told["twitter:card"] == "summary"


def test_a_picture_is_kept_as_a_file_once(
    published_as: Callable[..., str], client: Client, settings: Settings
) -> None:
    edition = published_as()
    first = client.get("/kommuner/gol/del.png?lang=nb").content
    files = list((settings.DATA / "share").rglob("*.png"))
    assert [file.parent.relative_to(settings.DATA / "share") for file in files] == [Path(edition) / "nb"]
    assert client.get("/kommuner/gol/del.png?lang=nb&utgave=" + edition).content == first
    assert list((settings.DATA / "share").rglob("*.png")) == files


def test_no_address_makes_more_files_than_there_are_pages(
    published_as: Callable[..., str],
    client: Client,
    settings: Settings,
) -> None:
    published_as()
    for query in ("", "?sted=gol", "?sted=al", "?sted=gol&sted=al", "?q=x", "?fra=2021"):
        client.get(f"/indikatorer/leakage/del.png{query}")
    assert len(list((settings.DATA / "share").rglob("*.png"))) == 1
    for address in ("/kommuner/atlantis/del.png", "/baerekraftsmal/18/del.png", "/indikatorer/nei/del.png"):
        assert client.get(address).status_code == 404
    assert len(list((settings.DATA / "share").rglob("*.png"))) == 1


def test_the_pictures_of_an_earlier_edition_are_removed(
    published_as: Callable[..., str],
    client: Client,
    settings: Settings,
) -> None:
    edition = published_as()
    (settings.DATA / "share" / "2020-01-01-old" / "nb").mkdir(parents=True)
    client.get("/del.png")
    assert [one.name for one in (settings.DATA / "share").iterdir()] == [edition]


@pytest.mark.usefixtures("demo_site")
def test_every_name_of_a_place_fits_in_its_question() -> None:
    for name in Place.objects.filter(kind="municipality").values_list("name", flat=True):
        _size, lines = frame._fitted(f"Hvordan står det til i {name}?")
        assert len(lines) <= 2
        assert not lines[-1].endswith("…"), name


def test_a_title_is_escaped_and_stands_on_the_green() -> None:
    drawn = share_svg(ShareWords("Hol & <Ål>", "a" * 300, "Oppdiktede tall"), "")
    assert "Hol &amp; &lt;Ål&gt;" in drawn
    assert max(float(y) for y in re.findall(r'<text x="56" y="([\d.]+)"', drawn)) < PANEL
    assert "var(" not in drawn
