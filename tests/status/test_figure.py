"""The chart of an indicator for other pages: alone, with its source, and the only page that may be framed."""

import html
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from django.http import HttpResponse
from django.test import Client

Read = Callable[[str], str]
SVG = "{http://www.w3.org/2000/svg}"


def edition_of(root: Path) -> str:
    return (root / "editions" / "published").read_text().strip()


def snippet(client: Client, address: str) -> str:
    """Return the HTML that a page offers to copy."""
    response = client.get(address)
    assert isinstance(response, HttpResponse)
    found = re.search(r'<textarea[^>]*id="embed"[^>]*>(.*?)</textarea>', response.content.decode(), re.DOTALL)
    assert found is not None
    return html.unescape(found[1])


def test_the_framed_page_says_finding_source_and_where_the_rest_is(small_site: Path, read: Read) -> None:
    edition = edition_of(small_site)
    said = read("/indikatorer/leakage/figur/?sted=gol&lang=nb").replace("\N{NO-BREAK SPACE}", " ")
    assert said.startswith("Gol – Lekkasje: 30 %. Lekkasje. Prosent, 2020–2024 ")
    assert said.endswith(
        f"Kilde: SSB, tabell 11787 · CC BY 4.0 · Løftet, utgave {edition} Se alt om «Lekkasje» på Løftet"
    )


def test_only_the_framed_page_may_be_framed(small_site: Path, client: Client) -> None:
    def policy(address: str) -> tuple[str | None, str]:
        response = client.get(address)
        assert response.status_code == 200, address
        (ancestors,) = re.findall(r"frame-ancestors ([^;]*)", response["Content-Security-Policy"])
        return response.headers.get("X-Frame-Options"), ancestors

    assert policy("/indikatorer/leakage/figur/") == (None, "*")
    for address in ("/", "/indikatorer/leakage/", "/indikatorer/leakage.svg", "/indikatorer/leakage.json"):
        assert policy(address) == ("DENY", "'none'"), address


def test_the_snippet_follows_the_newest_figures_unless_the_page_keeps_to_an_edition(
    small_site: Path, client: Client
) -> None:
    edition = edition_of(small_site)
    assert snippet(client, "/indikatorer/leakage/?lang=nn&sted=gol&sted=al") == (
        '<iframe src="http://testserver/indikatorer/leakage/figur/?sted=gol&amp;sted=al&amp;lang=nn"'
        ' title="Gol – Lekkasje: 30\N{NO-BREAK SPACE}%." width="100%" height="600" loading="lazy"'
        ' frameborder="0" style="height:auto;aspect-ratio:3/2;min-height:600px"></iframe>'
    )
    kept = snippet(client, f"/indikatorer/leakage/?lang=nn&utgave={edition}")
    assert f"/figur/?utgave={edition}&amp;lang=nn" in kept


def test_a_name_cannot_break_out_of_the_snippet(published_as: Callable[..., str], client: Client) -> None:
    published_as(("indicators.csv", "Lekkasje,Lekkasje,Leakage", '"""><script>",x,y'))
    given = snippet(client, "/indikatorer/leakage/?lang=nb")
    assert ' title="Norge – &quot;&gt;&lt;script&gt;: 25' in given
    assert given.count("<") == 2


def test_the_map_is_taken_elsewhere_as_the_line_chart_is(
    small_site: Path, client: Client, read: Read
) -> None:
    said = read("/indikatorer/leakage/figur/kart/?lang=nb")
    assert said.startswith(
        "2 av 3 kommuner er nær målet Lekkasje, % Nær målet 2 Langt fra målet 1 Mangler 1 "
    )
    response = client.get("/indikatorer/leakage.kart.svg?lang=nb")
    assert isinstance(response, HttpResponse)
    assert response["Content-Disposition"].startswith('inline; filename="leakage-kart-')
    picture = ET.fromstring(response.content)
    words = " ".join(str(one.text) for one in picture.iter(f"{SVG}text"))
    assert words == (
        "2 av 3 kommuner er nær målet Lekkasje, % "
        f"Kilde: SSB, tabell 11787 · CC BY 4.0 · Løftet, utgave {edition_of(small_site)} "
        "http://testserver/indikatorer/leakage/ "
        "Nær målet: 2 Langt fra målet: 1 Mangler: 1 Skjult av hensyn til personvernet: 1"
    )
    squares = [str(one.text).replace("\N{NO-BREAK SPACE}", " ") for one in picture.iter(f"{SVG}title")][1:]
    assert sorted(squares) == [
        "Gol: 30 %, Langt fra målet",
        "Hemsedal: 20 %, Nær målet",
        "Oslo: Mangler",
        "Skien: 0 %, Nær målet",
        "Ål: Skjult av hensyn til personvernet",
    ]


def test_the_picture_says_its_finding_and_its_source(small_site: Path, client: Client) -> None:
    response = client.get("/indikatorer/leakage.svg?sted=gol&lang=nb")
    assert isinstance(response, HttpResponse)
    assert response["Content-Type"] == "image/svg+xml"
    picture = ET.fromstring(response.content)
    texts = [one.text for one in picture.findall(f"{SVG}text")]
    assert [str(text).replace("\N{NO-BREAK SPACE}", " ") for text in texts] == [
        "Gol – Lekkasje: 30 %.",
        "Lekkasje, Prosent, 2020–2024",
        f"Kilde: SSB, tabell 11787 · CC BY 4.0 · Løftet, utgave {edition_of(small_site)}",
        "http://testserver/indikatorer/leakage/",
    ]
    assert picture.find(f"{SVG}title") is not None
    assert not [
        one for one in picture.iter() if one.tag.removeprefix(SVG) in ("script", "style", "a", "image")
    ]


def test_the_picture_of_made_up_figures_says_so_above_all(demo_site: Path, client: Client) -> None:
    response = client.get("/indikatorer/water_leakage.svg?sted=al&lang=nn")
    assert isinstance(response, HttpResponse)
    first = ET.fromstring(response.content).find(f"{SVG}text")
    assert first is not None
    assert first.text == "Oppdikta tal: ingenting her er eit verkeleg tal om ein verkeleg kommune."


def test_the_same_picture_is_a_png_made_once(demo_site: Path, client: Client) -> None:
    address = "/indikatorer/greenhouse_gases.png?sted=gol&lang=nn"
    first, second = client.get(address), client.get(address)
    assert isinstance(first, HttpResponse)
    assert isinstance(second, HttpResponse)
    assert first["Content-Type"] == "image/png"
    assert first.content == second.content
    assert (int.from_bytes(first.content[16:20]), int.from_bytes(first.content[20:24])) == (1920, 1080)
    assert [one.suffix for one in (demo_site / "charts").rglob("greenhouse_gases-*")] == [".png"]


@pytest.mark.parametrize(("asked", "scheme"), [("", "light"), ("&tema=morkt", "dark"), ("&tema=x", "light")])
def test_a_framed_figure_is_light_unless_it_is_asked_for(
    small_site: Path, client: Client, asked: str, scheme: str
) -> None:
    page = client.get(f"/indikatorer/leakage/figur/?lang=nb{asked}").content.decode()
    assert f'data-color-scheme="{scheme}"' in page


def test_where_there_is_nothing_to_draw_it_is_said(small_site: Path, client: Client, read: Read) -> None:
    assert "Det er ingen tall å tegne." in read("/indikatorer/poverty/figur/?lang=nb")
    assert client.get("/indikatorer/poverty.svg").status_code == 404
    assert client.get("/indikatorer/poverty.png").status_code == 404


@pytest.mark.parametrize("address", ["/indikatorer/leakage/", "/kommuner/gol/", "/"])
def test_every_page_has_a_permanent_link(small_site: Path, client: Client, address: str) -> None:
    response = client.get(f"{address}?lang=nb")
    assert isinstance(response, HttpResponse)
    link = f'href="{address}?lang=nb&amp;utgave={edition_of(small_site)}" rel="nofollow">Fast lenke'
    assert link in response.content.decode()
