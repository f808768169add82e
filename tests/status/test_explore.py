"""The page of exploring: findings that the figures bear, nobody ranked, errors that name their place."""

import csv
import re
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook

from loftet.editions.pointer import published
from loftet.methods.rank_ranges import RankRange
from loftet.programme.models import Participation
from loftet.status.explore import sentences
from loftet.status.explore.choices import Kind
from loftet.status.explore.comparatives import Phrase, less, more, read_phrases
from tests.parameters import by_night
from tests.status.test_visibility import gol_takes_part

__all__ = ["gol_takes_part"]

Read = Callable[[str], str]
HALLINGDAL = ("Flå", "Gol", "Hemsedal", "Hol", "Nesbyen", "Ål")
CERTAIN = "upper_secondary_completed"  # its figures have intervals
WITHOUT = "greenhouse_gases"  # these have none


def heading(client: Client, query: str, language: str = "nb") -> str:
    page = client.get(f"/utforsk/?{query}&lang={language}").content.decode()
    return re.sub(r"<[^>]*>", "", page.partition("<h1")[2].partition(">")[2].partition("</h1>")[0]).strip()


# --- the finding ----------------------------------------------------------------------------------


def test_the_finding_is_computed_from_the_figures(demo_site: Path, client: Client) -> None:
    said = heading(client, f"opp={WITHOUT}&sted=hallingdal")
    assert said.startswith("Jo flere innbyggere, desto lavere klimagassutslipp per innbygger.")
    assert said.endswith("skiller seg mest ut i Hallingdal.")
    nynorsk = heading(client, f"opp={WITHOUT}&sted=hallingdal", "nn")
    assert nynorsk.startswith("Jo fleire innbyggjarar, desto lågare klimagassutslepp per innbyggjar.")


def test_where_nothing_is_certain_the_heading_says_so_and_no_line_is_drawn(
    demo_site: Path, client: Client
) -> None:
    address = "opp=bullying&bort=electric_cars&sted=gol"
    page = client.get(f"/utforsk/?{address}&lang=nb").content.decode()
    assert heading(client, address).startswith("Ingen sikker sammenheng:")
    assert "stroke-dasharray" not in page.partition("<figure")[2].partition("</figure>")[0]
    assert "Avstand til midten" in page


def test_a_figure_beside_itself_is_no_finding(demo_site: Path, client: Client) -> None:
    assert heading(client, "opp=bullying&bort=bullying").startswith("Samme tall på begge aksene")


def test_the_list_stands_by_name_and_says_that_it_is_no_ranking(
    demo_site: Path, client: Client, read: Read
) -> None:
    page = client.get("/utforsk/?sted=hallingdal&lang=nb").content.decode()
    own = page.partition("explore-own")[2].partition("</table>")[0]
    assert tuple(re.findall(r"kommuner/[^>]*>([^<]*)</a>", own)) == HALLINGDAL
    assert "Dette er ingen rangering." in read("/utforsk/?sted=hallingdal&lang=nb")


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("place", ["hallingdal", *by_night("", "gol", "nordland", "demodalen")])
def test_every_way_to_show_has_a_heading_for_every_kind_of_place(
    demo_site: Path, client: Client, kind: Kind, place: str
) -> None:
    for indicator in (WITHOUT, CERTAIN, "women_council", "local_food", "wild_reindeer"):
        said = heading(client, f"vis={kind}&opp={indicator}&bort=electric_cars&sted={place}")
        assert said.endswith((".", "%", "tonn", "klasse 1–3")) or "mellom" in said, said
        assert "None" not in said


def test_another_axis_is_another_finding(demo_site: Path, client: Client) -> None:
    said = {heading(client, f"opp={WITHOUT}&bort={across}") for across in ("innbyggere", "higher_education")}
    assert len(said) == 2


# --- nobody is ranked -----------------------------------------------------------------------------


def test_order_is_never_the_first_view(demo_site: Path, read: Read) -> None:
    assert "Plassene de ligger mellom" not in read("/utforsk/?lang=nb")


def test_figures_whose_uncertainty_is_unknown_put_nobody_in_order(
    demo_site: Path, client: Client, read: Read
) -> None:
    address = f"/utforsk/?vis=rekkefolge&opp={WITHOUT}&lang=nb"
    assert "Vi vet ikke hvor usikre tallene er" in heading(client, f"vis=rekkefolge&opp={WITHOUT}")
    assert "I beste fall" not in read(address)
    rows = list(csv.DictReader(StringIO(client.get(address.replace("/?", ".csv?")).content.decode())))
    assert rows == []


def test_a_balance_has_no_order(demo_site: Path, client: Client) -> None:
    assert "Verken høyt eller lavt er best" in heading(client, "vis=rekkefolge&opp=women_council")


def test_ranges_of_an_order_stand_by_name(demo_site: Path, client: Client) -> None:
    page = client.get(f"/utforsk.csv?vis=rekkefolge&opp={CERTAIN}").content.decode()
    rows = list(csv.DictReader(StringIO(page)))
    assert len(rows) > 200
    assert all(int(row["rank_low"]) <= int(row["rank_high"]) for row in rows)
    assert [row["place_name"] for row in rows][:2] == ["Alstahaug", "Alta"]


@pytest.mark.parametrize(
    ("reach", "said"),
    [
        (RankRange(3, 48, 357), "Mellom 3 og 48: sikkert blant de 48 beste"),
        (RankRange(300, 357, 357), "Mellom 300 og 357: sikkert blant de 58 svakeste"),
        (RankRange(28, 328, 357), "Mellom 28 og 328: kan ligge på begge sider av midten"),
        (RankRange(1, 357, 357), "Fra 1 til 357: Tallet er for usikkert"),
    ],
)
def test_a_range_in_words(reach: RankRange, said: str) -> None:
    with translation.override("nb"):
        assert sentences.range_said(reach.best, reach.worst, reach.of) == said


# --- a status that is hidden ----------------------------------------------------------------------


def test_a_municipality_without_status_is_in_no_order_and_has_no_word_of_a_goal(
    gol_takes_part: Participation, client: Client
) -> None:
    order = client.get(f"/utforsk.csv?vis=rekkefolge&opp={CERTAIN}&sted=hallingdal").content.decode()
    assert {row["place_name"] for row in csv.DictReader(StringIO(order))} <= {"Gol"}
    goals = client.get("/utforsk.csv?vis=baerekraftsmal&sted=hallingdal&lang=nb").content.decode()
    rows = list(csv.DictReader(StringIO(goals)))
    others = [row for row in rows if row["place_name"] != "Gol"]
    assert {row["strong"] for row in others} == {""}
    assert {row["word"] for row in others} == {"Ingen status: Kommunen har ikke sagt at den deltar"} or all(
        "status" in row["word"] for row in others
    )
    assert any(row["strong"] for row in rows if row["place_name"] == "Gol")


def test_the_page_of_an_order_names_nobody_without_status(
    gol_takes_part: Participation, client: Client
) -> None:
    page = client.get(f"/utforsk/?vis=rekkefolge&opp={CERTAIN}&sted=al&lang=nb").content.decode()
    assert "Ål" not in heading(client, f"vis=rekkefolge&opp={CERTAIN}&sted=al")
    assert "sikkert blant" not in page.partition("explore-ranges")[2].partition("</table>")[0]


# --- bad input ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("vis=kake", "Det finnes ingen visning «kake» (vis=)."),
        (
            "opp=electric_car",
            "Det finnes ikke noe tall «electric_car» (opp=) som kan tegnes her. Mente du «electric_cars»?",
        ),
        ("bort=climate_plan", "Det finnes ikke noe tall «climate_plan» (bort=)"),
        ("sted=atlantis", "heter «atlantis» (sted=)"),
    ],
)
def test_what_cannot_be_followed_is_named_and_the_page_still_shows_something(
    demo_site: Path, client: Client, read: Read, query: str, said: str
) -> None:
    assert said in read(f"/utforsk/?{query}&lang=nb")
    refused = client.get(f"/utforsk.csv?{query}&lang=nb")
    assert refused.status_code == 404
    assert said.split(" som ")[0] in refused.content.decode()


def test_only_dots_are_pictures(demo_site: Path, client: Client) -> None:
    assert client.get("/utforsk.png?vis=tabell").status_code == 404


def test_an_old_name_of_a_place_leads_to_it(demo_site: Path, client: Client) -> None:
    assert "Ål" in heading(client, "sted=3328") or "Ål" in client.get("/utforsk/?sted=3328").content.decode()


def test_a_site_without_figures_says_so(
    db: None, serve: Callable[[Path], None], tmp_path: Path, read: Read
) -> None:
    serve(tmp_path)
    assert "ikke publisert noen tall" in read("/utforsk/?lang=nb")


# --- files ----------------------------------------------------------------------------------------


def test_csv_and_workbook_hold_what_is_shown(demo_site: Path, client: Client) -> None:
    query = f"vis=tabell&opp={WITHOUT}&sted=hallingdal&lang=nb"
    rows = list(csv.DictReader(StringIO(client.get(f"/utforsk.csv?{query}").content.decode())))
    assert list(rows[0]) == ["place", "place_name", WITHOUT, "inhabitants", "distance", "edition"]
    assert len(rows) == 357
    book = load_workbook(BytesIO(client.get(f"/utforsk.xlsx?{query}").content))
    figures, about = book.worksheets
    assert figures.max_row == 358
    assert figures["B1"].value == "Kommune"
    assert "Oppdiktede tall" in figures.title
    assert any("utforsk" in str(row[1].value) for row in about.rows)


def test_the_picture_says_its_finding_and_that_figures_are_made_up(demo_site: Path, client: Client) -> None:
    svg = client.get(f"/utforsk.svg?opp={WITHOUT}&sted=hallingdal&lang=nb").content.decode()
    assert "Jo flere innbyggere" in svg
    assert "Oppdiktede tall" in svg
    assert 'width="1920"' in svg


def test_the_address_of_a_view_carries_the_choice(demo_site: Path, client: Client) -> None:
    page = client.get("/utforsk/?opp=bullying&bort=electric_cars&sted=gol").content.decode()
    assert "vis=fordeling&amp;opp=bullying&amp;bort=electric_cars&amp;sted=gol" in page


# --- words ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_every_phrase_has_words_and_a_degree(catalogue: Path, language: str) -> None:
    phrases = read_phrases(catalogue / "comparatives.csv", language)
    assert {one.degree for one in phrases.values()} == {"many", "much", "high", "large"}
    assert [key for key, one in phrases.items() if not one.words] == []


def test_more_and_less_of_each_degree() -> None:
    with translation.override("nb"):
        said = [(more(Phrase(one, "x")), less(Phrase(one, "x"))) for one in ("many", "much", "high", "large")]
    assert said == [
        ("flere x", "færre x"),
        ("mer x", "mindre x"),
        ("høyere x", "lavere x"),
        ("større x", "mindre x"),
    ]


def test_the_phrases_are_those_of_the_catalogue(catalogue: Path) -> None:
    table = (catalogue / "indicators.csv").read_text(encoding="utf-8")
    known = {row["indicator"] for row in csv.DictReader(StringIO(table))}
    assert set(read_phrases(catalogue / "comparatives.csv", "nb")) <= known


# --- the edition ----------------------------------------------------------------------------------


def test_a_page_asks_few_questions_of_the_edition(demo_site: Path, client: Client, asked: list[str]) -> None:
    client.get("/utforsk/?opp=bullying&bort=electric_cars&sted=nordland")
    asked.clear()
    client.get("/utforsk/?opp=bullying&bort=lonely_youth&sted=vestland")
    assert len(asked) <= 3


def test_links_of_an_old_edition_name_it_once(demo_site: Path, client: Client) -> None:
    edition = str(published(demo_site))
    page = client.get(f"/utforsk/?utgave={edition}").content.decode()
    addresses = re.findall(r'(?:href|>)="?([^"<>]*utforsk[^"<>]*)', page)
    assert addresses
    assert [one for one in addresses if one.count("utgave=") > 1] == []


def test_what_is_read_of_a_view_is_about_that_view(demo_site: Path, read: Read) -> None:
    assert "regnes ikke med" in read("/utforsk/?vis=smaa-figurer&lang=nb")
    assert "Vi tegner bare en linje" not in read("/utforsk/?vis=rekkefolge&lang=nb")
    assert "Ordet følger" in read("/utforsk/?vis=baerekraftsmal&lang=nb")


def test_an_error_is_reported_about_the_page_for_a_region_too(demo_site: Path, client: Client) -> None:
    page = client.get("/utforsk/?lang=nb").content.decode()
    links = set(re.findall(r'href="(/meld-feil/[^"]*)"', page))
    assert links == {"/meld-feil/?adresse=%2Futforsk%2F"}
    assert client.get(links.pop()).status_code == 200
