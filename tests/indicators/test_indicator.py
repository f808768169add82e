"""The page of an indicator: finding, every municipality, filter, sources."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

Read = Callable[[str], str]
HREF = re.compile(r'<th scope="row"><a href="([^"]*)">([^<]*)<')


def rows(client: Client, address: str) -> list[str]:
    """Return the long table's rows as they are read."""
    page = client.get(address).content.decode()
    body = (
        page.partition('<table class="ds-table figures long">')[2]
        .partition("<tbody>")[2]
        .partition("</tbody>")[0]
    )
    read = [re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", row)).strip() for row in body.split("</tr>")]
    return [row for row in read if row]


def test_the_answer_the_finding_and_the_gaps_are_said(small_site: Path, read: Read) -> None:
    said = read("/indikatorer/leakage/?lang=nb").replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "Lekkasje Halvparten av kommunene ligger mellom 10 og 25 %. Tallet for landet er 25 %. "
        "Måltallet er høyst 20 %."
    ) in said
    assert "Hull og tvil 2 kommuner mangler tall. Et hull er ikke et nulltall." in said
    assert "Kilde SSB Tabell 11787 Lisens CC BY 4.0 Målestokk Et måltall på 20 %." in said
    assert "Metode Utviklingen er endringen fra det første til det siste året med tall." in said


def test_the_place_that_is_chosen_is_answered_for_first_and_the_country_after_it(
    small_site: Path, client: Client, read: Read
) -> None:
    said = read("/indikatorer/leakage/?lang=nb&sted=gol&sted=hemsedal").replace("\N{NO-BREAK SPACE}", " ")
    assert "Gol: Lekkasje Gol: 30 % i 2024 – langt igjen. Halvparten av kommunene ligger" in said
    assert "Gol: Lekkasje – i rute, høyere enn i landet" in said
    hidden = read("/indikatorer/leakage/?lang=nb&sted=al")
    assert (
        "Ål: Lekkasje Ål har ikke noe tall (skjult av hensyn til personvernet). "
        "Buskerud: 31\N{NO-BREAK SPACE}% i 2024"
    ) in hidden
    county = read("/indikatorer/leakage/?lang=nb&sted=buskerud-fylke")
    assert "Buskerud: Lekkasje Buskerud: 31\N{NO-BREAK SPACE}% i 2024" in county
    edition = (small_site / "editions" / "published").read_text().strip()
    page = client.get("/indikatorer/leakage/?sted=gol").content.decode()
    assert f'href="/indikatorer/leakage/?sted=gol&amp;utgave={edition}" rel="nofollow"' in page


def test_the_answer_of_a_place_tells_where_it_stands_among_its_peers(demo_site: Path, read: Read) -> None:
    said = read("/indikatorer/water_leakage/?lang=nn&sted=al")
    answer = said.partition("Ål: Lekkasje frå vassleidningar Ål:")[2].partition("Halvparten av kommunane")[0]
    assert ". Blant liknande kommunar: " in answer


def answer_of(client: Client, chosen: str) -> str:
    """Return what stands before the indicator is explained, as it is read."""
    page = client.get(f"/indikatorer/leakage/?lang=nb&{chosen}").content.decode()
    top = page.partition("<h1>")[2].partition("<p>Vann som lekker ut.</p>")[0]
    return " ".join(re.sub("<[^>]*>", " ", top).replace("\N{NO-BREAK SPACE}", " ").split())


COUNTRY_ALONE = (
    "Lekkasje Halvparten av kommunene ligger mellom 10 og 25 %. Tallet for landet er 25 %. "
    "Måltallet er høyst 20 %."
)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("sted=NO", ""),
        ("sted=norge", ""),
        ("sted=finnes-ikke", " Denne utgaven har ingen tall for «finnes-ikke»."),
        (
            "sted=hallingdal",
            " Hallingdal er en region og har ingen egne tall. Hva har kommunene i Hallingdal til felles?",
        ),
    ],
)
def test_a_choice_that_gives_no_answer_is_told_of_beneath_the_answer_alone(
    small_site: Path, client: Client, chosen: str, said: str
) -> None:
    assert answer_of(client, chosen) == COUNTRY_ALONE + said
    page = client.get(f"/indikatorer/leakage/?lang=nb&{chosen}").content.decode()
    assert page.count("finnes-ikke».") == said.count("finnes-ikke».")
    assert ('href="/regioner/hallingdal/"' in page) == ("region" in said)


def test_the_contents_say_which_section_is_the_map(demo_site: Path, client: Client) -> None:
    page = client.get("/indikatorer/water_leakage/?lang=nn").content.decode()
    listed = page.partition('<nav class="contents"')[2].partition("</nav>")[0]
    assert re.findall('href="#map">(Kartet: [^<]*)<', listed)


def test_every_municipality_stands_in_the_order_of_codes(small_site: Path, client: Client) -> None:
    assert rows(client, "/indikatorer/leakage/?lang=nb") == [
        "Oslo .. Mangler",
        "Gol ◑ Langt igjen 30 2024 ✓ I rute",
        "Hemsedal ● Nær målet 20 2023 Ikke beregnet",
        "Ål : Skjult av hensyn til personvernet",
        "Skien ● Nær målet 0 2024 Ikke beregnet",
    ]


def test_the_list_is_filtered_by_county_or_name_through_the_address(small_site: Path, client: Client) -> None:
    def named(text: str) -> list[str]:
        found = rows(client, f"/indikatorer/leakage/?q={text}")
        return [row.split(" ")[0] for row in found]

    assert named("BUSKE") == ["Gol", "Hemsedal", "Ål"]
    assert named("al") == named("Ål") == ["Ål"]
    assert named("busk gol") == ["Gol"]
    assert named("3324") == ["Gol"]
    assert named("") == ["Oslo", "Gol", "Hemsedal", "Ål", "Skien"]


def test_a_filter_that_finds_nothing_says_what_to_do(small_site: Path, read: Read) -> None:
    said = read("/indikatorer/leakage/?lang=nb&q=%3Cb%3Exyz")
    assert "Ingen kommune og ikke noe fylke heter «<b>xyz». Prøv med en del av navnet." in said


def test_a_filter_is_kept_by_the_choice_and_followed_by_the_file(small_site: Path, client: Client) -> None:
    edition = (small_site / "editions" / "published").read_text().strip()
    page = client.get(f"/indikatorer/leakage/?q=buskerud&sted=gol&utgave={edition}").content.decode()
    assert f'href="/indikatorer/leakage.csv?utgave={edition}&amp;q=buskerud" download' in page
    choose = page.partition('<form class="choose" method="get" action="">')[2].partition("</form>")[0]
    assert re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', choose) == [
        ("sted", "gol"),
        ("utgave", edition),
        ("q", "buskerud"),
    ]
    assert HREF.findall(page)[0] == (f"/kommuner/gol/?utgave={edition}", "Gol")


def test_the_chart_stands_beside_its_table(small_site: Path, client: Client) -> None:
    page = client.get("/indikatorer/leakage/?lang=nn&sted=gol&sted=hemsedal").content.decode()
    figure = page.partition('<figure class="chart-box">')[2].partition("</figure>")[0]
    assert "Gol: Lekkasje – i rute, høgare enn i landet" in figure
    assert "Landet" in figure
    head = re.findall(
        r'<th scope="col"[^>]*>([^<]*)<', page.partition("</figure>")[2].partition("</details>")[0]
    )
    assert head == ["År", "Gol", "Landet", "Hemsedal"]


def test_an_indicator_without_a_figure_draws_nothing(small_site: Path, client: Client) -> None:
    page = client.get("/indikatorer/poverty/?lang=nb").content.decode()
    assert '<figure class="chart-box">' not in page
    assert "Det er ingen tall å tegne. Velg en kommune for å se utviklingen." in page
    assert "Det er for få tall til å si hvor forskjellige kommunene er." in page


def test_the_queries_do_not_grow_with_what_is_chosen(
    small_site: Path, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = "/indikatorer/waste/?" + "&".join(f"sted={s}" for s in ("gol", "oslo", "al", "skien"))
    with django_assert_max_num_queries(7):  # one asks which form of Norwegian the places have chosen
        client.get(address)
