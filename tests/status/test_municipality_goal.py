"""One goal in a municipality, as a reader without JavaScript meets it."""

import csv
import gzip
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from loftet.status.composition import ORDER

Read = Callable[[str], str]
SIX = "/kommuner/gol/baerekraftsmal/6/"
HEAVIEST = 60_000  # packed
SPACE = "\N{NO-BREAK SPACE}"


def published(root: Path) -> str:
    return (root / "editions" / "published").read_text().strip()


def part(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0].strip()


@pytest.mark.parametrize(
    ("goal", "answer"),
    [
        (
            "6",
            "For få tall er sterke eller svake til å si hvordan Gol står på dette målet: 0 sterke, 1 svakt. "
            "Ordet følger merkene.",
        ),
        ("1", "Gol på dette målet: For lite data."),
        ("14", "Ingen av indikatorene for dette bærekraftsmålet gjelder i Gol."),
        ("2", "Denne utgaven har ingen tall om dette bærekraftsmålet."),
    ],
)
def test_the_first_sentence_is_the_answer(small_site: Path, read: Read, goal: str, answer: str) -> None:
    assert f" i Gol {answer}" in read(f"/kommuner/gol/baerekraftsmal/{goal}/?lang=nb")


def test_a_row_says_all_there_is_of_a_figure(small_site: Path, read: Read) -> None:
    said = read(f"{SIX}?lang=nb&sted=skien&sted=al")
    assert part(said, "Fjern Ål", "Delmålene") == (
        f"Lekkasje 30 % (2024) Langt fra målet ✓ I rute 2020–2024 Landet 25 Måltall 20{SPACE}% "
        "← svakere bedre → Landet 25 Skien 0 "
        "Ål: Skjult av hensyn til personvernet Midterste halvdel 10–25 "
        "Mer om dette tallet: Lekkasje Vann som lekker ut. "
        f"30{SPACE}% i 2024, mot 25{SPACE}% i landet. Måltallet er høyst 20{SPACE}%. "
        "Det er for få atskilte år til å si hvor tallet er på vei. "
        f"For å nå måltallet på 20{SPACE}% i 2030 må det ned med 1,7 prosentpoeng i året. "
        "Dette kan kommunen påvirke: mye. "
        f"Best av de 2 i Hallingdal med tall: Hemsedal, 20{SPACE}% i 2023. Se Hemsedal "
        "År for år, % 2020 2024 40 30 SSB, tabell «11787» (CC BY 4.0) Meld feil i tallet"
    )


def test_rows_stand_in_the_order_of_their_marks(demo_site: Path, client: Client) -> None:
    page = client.get("/kommuner/gol/baerekraftsmal/4/").content.decode()
    marks = re.findall(r'<span class="tag"><span class="mark (\w+)">', page)
    assert marks == sorted(marks, key=ORDER.__getitem__)
    assert len(marks) > 8


def test_the_role_and_the_quality_stand_in_words(demo_site: Path, read: Read) -> None:
    said = read(f"{SIX}?lang=nn")
    assert "Dette kan kommunen påverke: mykje, mest som tenesteytar." in said
    assert "· Offentleg og fast" in said


def test_the_spark_line_has_its_target_and_the_strip_its_band(small_site: Path, client: Client) -> None:
    row = part(client.get(SIX).content.decode(), '<ol class="figure-rows">', "</ol>")
    assert row.count('class="spark-target"') == 1
    assert row.count('class="fill-band"') == 1
    compared = part(
        client.get("/kommuner/gol/baerekraftsmal/8/").content.decode(), '<ol class="figure-rows">', "</ol>"
    )
    assert compared.count('class="spark-last"') == 1
    assert compared.count('class="spark-target"') == 0


def test_a_gap_is_a_word_with_its_year_and_never_a_zero(small_site: Path, read: Read) -> None:
    said = read("/kommuner/al/baerekraftsmal/6/?lang=nb")
    assert "Lekkasje: Skjult av hensyn til personvernet Landet 25 (2024) Midterste halvdel 10–25" in said
    assert part(said, "Det vi ikke vet Disse", "Naboene") == (
        "tallene er ikke på plass. Et hull er ikke et nulltall, og det sier ingenting om hvordan det "
        "går i kommunen. Lekkasje:: Skjult av hensyn til personvernet"
    )
    assert "År for år, % 2024: SSB" in said


# --- who is best nearby ---------------------------------------------------------------------------


def nearby_of(read: Read, place: str, goal: str) -> str:
    said = read(f"/kommuner/{place}/baerekraftsmal/{goal}/?lang=nb")
    return part(said, "Dette kan kommunen påvirke: delvis. ", " År for år") or said


def test_the_best_nearby_is_of_the_region_and_named_with_its_value(small_site: Path, read: Read) -> None:
    # Hallingdal: Gol 14, Hemsedal 9, Ål 10; Oslo has 8 but is no neighbour.
    assert nearby_of(read, "gol", "8") == (
        f"Best av de 3 i Hallingdal med tall: Hemsedal, 9,0{SPACE}% i 2024. Se Hemsedal"
    )
    assert nearby_of(read, "hemsedal", "8") == (
        f"Ingen av de 3 i Hallingdal med tall har et bedre. Nærmest: Ål, 10,0{SPACE}% i 2024. Se Ål"
    )


def test_a_difference_that_is_not_certain_is_no_rank(published_as: Callable[..., str], read: Read) -> None:
    published_as(("observations.csv", "3324,neet,2024,14,,,", "3324,neet,2024,14,,8,20"))
    assert nearby_of(read, "gol", "8") == (
        "Ingen sikker forskjell fra det beste av de 3 i Hallingdal med tall: "
        f"Hemsedal, 9,0{SPACE}% i 2024. Se Hemsedal"
    )


def test_those_who_share_the_best_figure_are_named_together(
    published_as: Callable[..., str], read: Read
) -> None:
    published_as(("observations.csv", "3328,neet,2024,10,,,", "3328,neet,2024,9,,,"))
    assert nearby_of(read, "gol", "8") == (
        f"Best av de 3 i Hallingdal med tall: Hemsedal og Ål, 9,0{SPACE}% i 2024. Se Hemsedal Se Ål"
    )


def test_a_background_figure_has_no_best(published_as: Callable[..., str], read: Read) -> None:
    published_as(("indicators.csv", "Unge utenfor,8,1,-1,", "Unge utenfor,8,0,-1,"))
    assert nearby_of(read, "gol", "8") == f"I Hallingdal ligger tallene mellom 9,0 og 14,0{SPACE}%."


def test_a_place_without_a_region_has_its_county_for_neighbours(demo_site: Path, read: Read) -> None:
    assert "Naboene er kommunene i Telemark." in read("/kommuner/skien/baerekraftsmal/6/?lang=nb")
    assert "Naboene er" not in read("/kommuner/oslo/baerekraftsmal/6/?lang=nb")


# --- addresses ------------------------------------------------------------------------------------


def test_a_chosen_place_is_carried_to_the_next_goal_and_home(small_site: Path, client: Client) -> None:
    edition = published(small_site)
    page = client.get(f"{SIX}?lang=nb&sted=al&sted=skien&utgave={edition}").content.decode()
    query = f"?sted=al&amp;sted=skien&amp;utgave={edition}"
    assert f'rel="prev" href="/kommuner/gol/baerekraftsmal/5/{query}"' in page
    assert f'rel="next" href="/kommuner/gol/baerekraftsmal/7/{query}"' in page
    assert f'href="/kommuner/gol/{query}"' in page


@pytest.mark.parametrize(("goal", "ways"), [("1", ["next"]), ("9", ["prev", "next"]), ("17", ["prev"])])
def test_the_first_and_the_last_goal_have_one_neighbour(
    small_site: Path, client: Client, goal: str, ways: list[str]
) -> None:
    page = client.get(f"/kommuner/gol/baerekraftsmal/{goal}/").content.decode()
    assert re.findall(r'rel="(prev|next)"', page) == ways


@pytest.mark.parametrize("ending", ["/", ".csv"])
def test_an_old_name_moves_with_the_rest_of_the_address(
    small_site: Path, client: Client, ending: str
) -> None:
    response = client.get(f"/kommuner/3041/baerekraftsmal/6{ending}?sted=al&utgave=x")
    assert (response.status_code, response["Location"]) == (
        301,
        f"/kommuner/gol/baerekraftsmal/6{ending}?sted=al&utgave=x",
    )


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (
            "/kommuner/gol/baerekraftsmal/18/",
            "Det finst ikkje noko berekraftsmål «18»: dei har nummer frå 1 til 17.",
        ),
        (
            "/kommuner/3041/baerekraftsmal/x/",
            "Det finst ikkje noko berekraftsmål «x»: dei har nummer frå 1 til 17.",
        ),
        ("/kommuner/atlantis/baerekraftsmal/6/", "Det finst ingen kommune «atlantis»."),
        ("/kommuner/bergen/baerekraftsmal/6.csv", "Denne utgåva har ingen tal for Bergen."),
    ],
)
def test_what_is_not_there_is_named(small_site: Path, client: Client, address: str, reason: str) -> None:
    response = client.get(f"{address}?lang=nn")
    assert response.status_code == 404
    assert f"<p>{reason}</p>" in response.content.decode()


def test_an_ambiguous_name_leads_to_the_goal_in_each(small_site: Path, client: Client) -> None:
    response = client.get("/kommuner/heroy/baerekraftsmal/6/?lang=nb")
    assert response.status_code == 300
    assert re.findall(
        r'href="(/kommuner/[^"]*)"',
        response.content.decode().partition('class="hits"')[2].partition("</ul>")[0],
    ) == [
        "/kommuner/heroy-more-og-romsdal/baerekraftsmal/6/",
        "/kommuner/heroy-nordland/baerekraftsmal/6/",
    ]


def test_a_municipality_without_figures_says_so(small_site: Path, read: Read) -> None:
    said = read("/kommuner/bergen/baerekraftsmal/6/?lang=nb")
    assert f"Det er ingen tall for Bergen i utgave {published(small_site)}." in said


def test_the_figures_are_downloaded_place_by_place(small_site: Path, client: Client) -> None:
    page = client.get(f"{SIX}?lang=nb&sted=skien").content.decode()
    assert re.findall(r'download\s+href="([^"]*)"', page) == ["/kommuner/gol/baerekraftsmal/6.csv?sted=skien"]
    response = client.get("/kommuner/gol/baerekraftsmal/6.csv?lang=nb&sted=skien")
    rows = csv.DictReader(StringIO(response.content.decode()))
    assert [(row["place_name"], row["indicator"], row["value"]) for row in rows] == [
        ("Gol", "leakage", "30.0"),
        ("Skien", "leakage", "0.0"),
    ]
    assert f'filename="gol-6-{published(small_site)}.csv"' in response["Content-Disposition"]


# --- what a page costs ----------------------------------------------------------------------------


def test_questions_do_not_grow_with_neighbours_or_with_what_is_compared(
    demo_site: Path,
    client: Client,
    asked: list[str],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get(SIX)  # what belongs to the whole edition is read once
    counts = []
    for address in (
        SIX,
        f"{SIX}?sted=oslo&sted=hemsedal&sted=al&sted=skien",
        "/kommuner/bodo/baerekraftsmal/3/",
    ):
        asked.clear()
        with django_assert_max_num_queries(11):
            client.get(address)
        counts.append(len(asked))
    assert counts == [9, 9, 10]  # the figures of Bodø's county are read once


@pytest.mark.parametrize("goal", ["3", "4", "11"])
def test_the_largest_goals_beside_eight_places_are_light(demo_site: Path, client: Client, goal: str) -> None:
    query = "&".join(
        f"sted={slug}" for slug in ("oslo", "hemsedal", "al", "skien", "bergen", "hol", "nesbyen", "bodo")
    )
    page = client.get(f"/kommuner/gol/baerekraftsmal/{goal}/?{query}").content
    assert page.count(b'<li class="figure-row"') >= 10
    assert len(gzip.compress(page)) <= HEAVIEST
