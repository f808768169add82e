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
        page.partition('<table class="ds-table figures long every-table">')[2]
        .partition("<tbody>")[2]
        .partition("</tbody>")[0]
    )
    read = [re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", row)).strip() for row in body.split("</tr>")]
    return [row for row in read if row]


def test_the_finding_what_is_measured_and_the_gaps_are_said(small_site: Path, read: Read) -> None:
    said = read("/indikatorer/leakage/?lang=nb").replace("\N{NO-BREAK SPACE}", " ")
    assert "6. Lekkasje Norge – Lekkasje: 25 %." in said
    assert (
        "Vann som lekker ut. Halvparten av de 3 kommunene med tall ligger mellom 10 og 25 %. "
        "Tallet for landet er 25 %. Måltallet er høyst 20 %."
    ) in said
    assert "Det vi ikke vet 2 kommuner mangler tall. Et hull er ikke et nulltall." in said
    assert "Kilde SSB Tabell 11787 Lisens CC BY 4.0 Målestokk Et måltall: 20 %." in said
    assert "Metode Utviklingen er endringen fra det første til det siste året med tall." in said


def test_the_page_is_about_the_place_that_is_chosen_first(
    small_site: Path, client: Client, read: Read
) -> None:
    said = read("/indikatorer/leakage/?lang=nb&sted=gol&sted=hemsedal").replace("\N{NO-BREAK SPACE}", " ")
    assert "Gol – Lekkasje: 30 %." in said
    assert "Gol ligger høyere enn landet" in said
    assert "Ål har ikke noe tall her: skjult av hensyn til personvernet." in read(
        "/indikatorer/leakage/?lang=nb&sted=al"
    )
    assert "Buskerud – Lekkasje: 31" in read("/indikatorer/leakage/?lang=nb&sted=buskerud-fylke")
    edition = (small_site / "editions" / "published").read_text().strip()
    page = client.get("/indikatorer/leakage/?sted=gol").content.decode()
    assert f'href="/indikatorer/leakage/?sted=gol&amp;utgave={edition}" rel="nofollow"' in page


def test_how_sure_the_figure_is_and_where_it_is_heading_is_folded_below(demo_site: Path, read: Read) -> None:
    said = read("/indikatorer/water_leakage/?lang=nn&sted=al")
    assert (
        "Blant liknande kommunar: " in said.partition("Kor sikkert talet for Ål er, og kvar det er på veg")[2]
    )


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ("finnes-ikke", "Denne utgaven har ingen tall for «finnes-ikke»."),
        (
            "hallingdal",
            "Hallingdal er en region og har ingen egne tall. Hva har kommunene i Hallingdal til felles?",
        ),
    ],
)
def test_a_choice_that_gives_no_figure_is_told_of(
    small_site: Path, read: Read, chosen: str, said: str
) -> None:
    told = read(f"/indikatorer/leakage/?lang=nb&sted={chosen}")
    assert said in told
    assert "Norge – Lekkasje" in told


@pytest.mark.parametrize("chosen", ["NO", "norge"])
def test_the_country_is_there_without_being_chosen(small_site: Path, read: Read, chosen: str) -> None:
    assert "Denne utgaven" not in read(f"/indikatorer/leakage/?lang=nb&sted={chosen}")


# --- every municipality -----------------------------------------------------------------------------


def test_every_municipality_stands_by_name_and_folded(small_site: Path, client: Client) -> None:
    assert [row.split(" ")[:3:2] for row in rows(client, "/indikatorer/leakage/?lang=nb")] == [
        ["Gol", "2024"],
        ["Hemsedal", "2023"],
        ["Oslo", "Mangler"],
        ["Skien", "2024"],
        ["Ål", "Skjult"],
    ]
    page = client.get("/indikatorer/leakage/?lang=nb").content.decode()
    assert '<details class="every" id="all">' in page


def test_the_list_is_filtered_by_county_or_name_through_the_address(small_site: Path, client: Client) -> None:
    def named(text: str) -> list[str]:
        found = rows(client, f"/indikatorer/leakage/?q={text}")
        return [row.split(" ")[0] for row in found]

    assert named("BUSKE") == ["Gol", "Hemsedal", "Ål"]
    assert named("al") == named("Ål") == ["Ål"]
    assert named("busk gol") == ["Gol"]
    assert named("3324") == ["Gol"]
    assert named("") == ["Gol", "Hemsedal", "Oslo", "Skien", "Ål"]


def test_a_filter_that_finds_nothing_says_what_to_do(small_site: Path, read: Read) -> None:
    said = read("/indikatorer/leakage/?lang=nb&q=%3Cb%3Exyz")
    assert "Ingen kommune og ikke noe fylke heter «<b>xyz». Prøv med en del av navnet." in said


def test_a_filter_is_kept_by_the_forms_and_followed_by_the_file(small_site: Path, client: Client) -> None:
    edition = (small_site / "editions" / "published").read_text().strip()
    page = client.get(f"/indikatorer/leakage/?q=buskerud&sted=gol&utgave={edition}").content.decode()
    assert f'href="/indikatorer/leakage.csv?utgave={edition}&amp;q=buskerud" download' in page
    search = page.partition('class="add-search">')[2].partition("</form>")[0]
    assert re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', search) == [
        ("q", "buskerud"),
        ("sted", "gol"),
        ("utgave", edition),
    ]


# --- the places around ------------------------------------------------------------------------------


def groups(page: str) -> dict[str, list[str]]:
    """Return the names under each heading of the table of the places around."""
    table = page.partition('class="near-table')[2].partition("</table>")[0]
    found: dict[str, list[str]] = {}
    for body in table.split("<tbody")[1:]:
        title = re.search(r'scope="rowgroup"[^>]*>([^<·]*)', body)
        names = re.findall(r'<th scope="row">(?:<a[^>]*>)?([^<]*)', body)
        found[title[1].strip() if title else ""] = [name.strip() for name in names]
    return found


def test_the_own_place_its_neighbours_similar_ones_and_the_county_stand_open(
    demo_site: Path, client: Client
) -> None:
    found = groups(client.get("/indikatorer/greenhouse_gases/?lang=nn&sted=gol&sted=hol").content.decode())
    assert list(found) == ["", "Valt", "Naboar", "Liknande kommunar", "Buskerud"]
    assert (found[""], found["Valt"]) == (["Gol"], ["Hol"])
    assert found["Naboar"] == ["Hemsedal", "Nesbyen", "Nord-Aurdal", "Sør-Aurdal", "Ål"]
    assert len(found["Liknande kommunar"]) == 5
    every = [name for names in found.values() for name in names]
    assert len(every) == len(set(every)) == 20


def test_a_page_about_the_country_shows_the_counties(demo_site: Path, client: Client) -> None:
    found = groups(client.get("/indikatorer/greenhouse_gases/?lang=nn").content.decode())
    assert found[""] == ["Landet"]
    assert len(found["Fylke"]) == 15


def test_the_table_is_sorted_as_the_address_says(demo_site: Path, client: Client) -> None:
    page = client.get("/indikatorer/greenhouse_gases/?lang=nn&sted=gol&sorter=verdi").content.decode()
    table = page.partition('class="near-table')[2].partition("Naboar")[2].partition("</tbody>")[0]
    values = [float(one.replace(",", ".")) for one in re.findall(r'<td class="figure">([\d,]+)', table)]
    assert values == sorted(values)
    assert 'sorter=endring#near"' in page


def test_each_row_leads_to_a_report_of_an_error(demo_site: Path, client: Client) -> None:
    page = client.get("/indikatorer/greenhouse_gases/?lang=nn&sted=gol").content.decode()
    assert '/meld-feil/?indikator=greenhouse_gases&amp;sted=hemsedal"' in page
    assert '/meld-feil/?indikator=greenhouse_gases&amp;sted=gol"' in page


# --- the chart --------------------------------------------------------------------------------------


def test_the_chart_stands_beside_its_table(small_site: Path, client: Client) -> None:
    page = client.get("/indikatorer/leakage/?lang=nn&sted=gol&sted=hemsedal").content.decode()
    figure = page.partition('<figure class="chart-box"')[2].partition("</figure>")[0]
    assert "<title" in figure
    assert "Landet" in figure
    head = re.findall(
        r'<th scope="col"[^>]*>([^<]*)<', page.partition("</figure>")[2].partition("</details>")[0]
    )
    assert head == ["År", "Gol", "Hemsedal", "Landet", "Kommunar"][: len(head)]
    assert head[:4] == ["År", "Gol", "Hemsedal", "Landet"]


def chips(client: Client, address: str) -> dict[str, str]:
    """Return what can be removed from the chart, and the address that does it."""
    page = client.get(address).content.decode()
    found = re.findall(r'id="chip-([\w-]+)" href="([^"]*)"', page)
    return {key: where.replace("&amp;", "&") for key, where in found}


def test_each_place_the_country_and_the_band_can_be_removed(demo_site: Path, client: Client) -> None:
    found = chips(client, "/indikatorer/greenhouse_gases/?lang=nn&sted=gol&sted=hol")
    assert found == {
        "gol": "?lang=nn&sted=hol",
        "hol": "?lang=nn&sted=gol",
        "landet": "?lang=nn&sted=gol&sted=hol&uten=landet",
        "lignende": "?lang=nn&sted=gol&sted=hol&uten=lignende",
    }


def test_what_is_removed_is_gone_and_can_be_shown_again(demo_site: Path, client: Client) -> None:
    page = client.get(
        "/indikatorer/greenhouse_gases/?lang=nn&sted=gol&uten=landet&uten=lignende"
    ).content.decode()
    head = page.partition("data-values")[2].partition("</thead>")[0]
    assert re.findall(r'<th scope="col"[^>]*>([^<]*)<', head) == ["År", "Gol"]
    assert 'href="?lang=nn&amp;sted=gol&amp;uten=lignende"' in page


def test_the_years_of_the_address_are_shown(demo_site: Path, client: Client) -> None:
    page = client.get("/indikatorer/greenhouse_gases/?lang=nn&sted=gol&fra=2019&til=2022").content.decode()
    years = re.findall(
        r'<th\s+scope="row">(\d{4})<', page.partition("data-values")[2].partition("</table>")[0]
    )
    assert years == ["2022", "2021", "2020", "2019"]


@pytest.mark.parametrize("years", ["fra=2022&til=2019", "fra=x&til=%3C", "fra=99999"])
def test_years_that_make_no_sense_are_not_heard(demo_site: Path, client: Client, years: str) -> None:
    page = client.get(f"/indikatorer/greenhouse_gases/?lang=nn&sted=gol&{years}").content.decode()
    assert re.search(r'<th\s+scope="row">2016<', page)


def test_a_seventh_place_is_said_to_be_left_out(demo_site: Path, read: Read) -> None:
    slugs = ("gol", "al", "hol", "hemsedal", "fla", "nesbyen", "oslo")
    said = read("/indikatorer/greenhouse_gases/?lang=nn&" + "&".join(f"sted={slug}" for slug in slugs))
    assert "Figuren har plass til seks stader. Utelatne: Oslo." in said


def test_a_search_finds_places_to_add(demo_site: Path, client: Client) -> None:
    response = client.get(
        "/indikatorer/greenhouse_gases/?lang=nn&sted=gol&finn=hemse",
        headers={"HX-Request": "true", "HX-Target": "chart-hits"},
    )
    assert "HX-Target" in response["Vary"]
    assert 'href="?lang=nn&amp;sted=gol&amp;sted=hemsedal"' in response.content.decode()
    assert "<html" not in response.content.decode()


@pytest.mark.parametrize(
    ("written", "status", "leads_to"),
    [
        ("Hol", 302, "/indikatorer/greenhouse_gases/?lang=nn&sted=gol&sted=hol"),
        (" hOL ", 302, "/indikatorer/greenhouse_gases/?lang=nn&sted=gol&sted=hol"),
        ("ho", 200, ""),
        ("Gol", 200, ""),
        ("Atlantis", 200, ""),
    ],
)
def test_a_place_sent_by_its_whole_name_is_added(
    demo_site: Path, client: Client, written: str, status: int, leads_to: str
) -> None:
    response = client.get("/indikatorer/greenhouse_gases/", {"lang": "nn", "sted": "gol", "finn": written})
    assert (response.status_code, response.headers.get("Location", "")) == (status, leads_to)


def test_a_script_gets_the_chart_alone(demo_site: Path, client: Client) -> None:
    response = client.get(
        "/indikatorer/greenhouse_gases/?lang=nn&sted=gol",
        headers={"HX-Request": "true", "HX-Target": "figure"},
    )
    page = response.content.decode()
    assert page.lstrip().startswith('<div id="figure">')
    assert "near-table" not in page


def test_an_indicator_without_a_figure_draws_nothing(small_site: Path, client: Client) -> None:
    page = client.get("/indikatorer/poverty/?lang=nb").content.decode()
    assert '<figure class="chart-box"' not in page
    assert "Det er ingen tall å tegne. Velg en kommune for å se utviklingen." in page
    assert "Det er for få tall til å si hvor forskjellige kommunene er." in page


def test_the_queries_do_not_grow_with_what_is_chosen(
    small_site: Path, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    address = "/indikatorer/waste/?" + "&".join(f"sted={s}" for s in ("gol", "oslo", "al", "skien"))
    with django_assert_max_num_queries(12):  # of the form of Norwegian, projects, experiences one each
        client.get(address)
