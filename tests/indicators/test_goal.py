"""The page of a goal across the municipalities, as a reader without JavaScript meets it."""

import csv
import re
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

Read = Callable[[str], str]
SIX, EIGHT = "/baerekraftsmal/6/", "/baerekraftsmal/8/"
HEAVIEST = 150_000


def published(root: Path) -> str:
    return (root / "editions" / "published").read_text().strip()


def part(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0].strip()


def table_rows(text: str) -> list[str]:
    body = text.partition("<tbody>")[2].partition("</tbody>")[0]
    return [re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", row)).strip() for row in body.split("<tr>")[1:]]


@pytest.mark.parametrize(
    ("goal", "answer"),
    [
        (
            "6",
            "6. Rent vann og gode sanitærforhold 3 kommuner kan holdes mot et måltall: 2 nær målet og "
            "1 langt unna. For 2 kommuner har vi for lite data.",
        ),
        (
            "8",
            "8. Anstendig arbeid og økonomisk vekst 5 kommuner kan bare sammenlignes med de andre: "
            "2 bedre enn de fleste, 2 nær midten og 1 svakere enn de fleste.",
        ),
        (
            "14",
            "14. Livet i havet 2 kommuner kan bare sammenlignes med de andre: 1 bedre enn de fleste og "
            "1 svakere enn de fleste. Bærekraftsmålet gjelder ikke for 3 kommuner.",
        ),
        ("2", "2. Utrydde sult Denne utgaven har ingen tall om dette bærekraftsmålet."),
    ],
)
def test_the_answer_counts_by_target_and_by_comparison_in_two_clauses(
    small_site: Path, read: Read, goal: str, answer: str
) -> None:
    assert answer in read(f"/baerekraftsmal/{goal}/?lang=nb")


def test_what_stands_out_are_the_indicators_by_which_most_are_close_or_far(
    published_as: Callable[..., str], read: Read
) -> None:
    more = "".join(f"{place},leakage,2024,34,,,\n" for place in ("0301", "3328"))
    published_as(("observations.csv", "3328,leakage,2024,,suppressed,,\n", more))
    said = part(read(f"{SIX}?lang=nb"), "Her er de fleste nær målet", "Det indikatorene sier")
    assert said == (
        "Ikke på noen av indikatorene er de fleste kommunene nær et måltall. "
        "Her er de fleste langt unna Lekkasje: 3 av 5 kommuner er langt unna målet. "
        "Dette kan kommunen påvirke: mye "
        "Dette endrer seg i landet Ingen indikator har en sikker utvikling i landet."
    )


def test_where_there_is_no_target_nothing_is_said_of_how_far_it_is(small_site: Path, read: Read) -> None:
    said = read(f"{EIGHT}?lang=nn")
    assert "Kor langt det er til målet Det kan vi ikkje seie: ingen indikator" in said
    assert "Her er dei fleste" not in said


def test_an_indicator_says_what_it_finds_across_the_country(small_site: Path, read: Read) -> None:
    assert part(read(f"{SIX}?lang=nb"), "Det indikatorene sier", "Hver rute") == (
        "Lekkasje 2 av 3 kommuner er nær målet. "
        "Halvparten av kommunene ligger mellom 10 og 25\N{NO-BREAK SPACE}%. "
        "Tallet for landet er 25\N{NO-BREAK SPACE}%. Måltallet er høyst 20\N{NO-BREAK SPACE}%. "
        "Dette kan kommunen påvirke: mye 2 av 3 kommuner er nær målet"
    )


def test_the_map_says_its_finding_and_each_square_leads_to_the_goal_there(
    small_site: Path, client: Client
) -> None:
    edition = published(small_site)
    text = client.get(f"{SIX}?lang=nb&utgave={edition}").content.decode()
    assert '<h2 id="map">2 av 3 kommuner er nær målet</h2>' in text
    assert re.findall(r'<a href="([^"]*)"><title>([^<]*)</title>', text) == [
        (f"/kommuner/{slug}/baerekraftsmal/6/?utgave={edition}", label)
        for slug, label in (
            ("oslo", "Oslo: For lite data"),
            ("skien", "Skien: Nær målet"),
            ("hemsedal", "Hemsedal: Nær målet"),
            ("gol", "Gol: Langt igjen"),
            ("al", "Ål: For lite data"),
        )
    ]
    legend = part(text, '<ul class="tile-legend">', "</ul>")
    assert re.sub(r"\s+", " ", re.sub("<[^>]*>", " ", legend)).strip() == (
        "Nær målet 2 Langt igjen 1 For lite data 2"
    )


def test_municipalities_stand_in_the_order_of_numbers_and_never_ranked(
    small_site: Path, client: Client
) -> None:
    assert table_rows(client.get(f"{SIX}?lang=nb").content.decode()) == [
        "Oslo – For lite data",
        "Gol ◑ Langt igjen 60",
        "Hemsedal ● Nær målet 80",
        "Ål – For lite data",
        "Skien ● Nær målet 100",
    ]


def test_a_goal_that_does_not_apply_is_not_grey(small_site: Path, client: Client) -> None:
    assert table_rows(client.get("/baerekraftsmal/14/?lang=nb").content.decode()) == [
        "Oslo ● Bedre enn de fleste 100",
        "Gol × Gjelder ikke her",
        "Hemsedal × Gjelder ikke her",
        "Ål × Gjelder ikke her",
        "Skien ○ Svakere enn de fleste 0",
    ]


def test_the_table_and_its_file_are_filtered_by_municipality_or_county(
    small_site: Path, client: Client
) -> None:
    text = client.get(f"{SIX}?lang=nb&q=buskerud").content.decode()
    assert table_rows(text) == ["Gol ◑ Langt igjen 60", "Hemsedal ● Nær målet 80", "Ål – For lite data"]
    assert "3 av 5 kommuner passer til «buskerud»." in text
    assert re.findall(r'href="([^"]*)" download', text) == ["/baerekraftsmal/6.csv?q=buskerud"]
    rows = csv.DictReader(StringIO(client.get("/baerekraftsmal/6.csv?q=buskerud").content.decode()))
    assert [row["place_name"] for row in rows] == ["Buskerud", "Gol", "Hemsedal", "Ål"]
    nobody = client.get(f"{SIX}?lang=nb&q=atlantis").content.decode()
    assert "Ingen kommune og ikke noe fylke heter «atlantis»." in nobody
    assert nobody.count("<title>") == 1 + 5  # the map shows every municipality, whatever the words


def test_a_goal_is_downloaded_byte_for_byte(small_site: Path, client: Client) -> None:
    about, end = "14,Livet i havet,2024", f"{published(small_site)},Prøvetall\r\n"
    assert client.get("/baerekraftsmal/14.csv?lang=nb").content.decode() == (
        "place,place_name,goal,goal_name,year,score,score_low,score_high,colour,yardstick,coverage,"
        "edition,edition_title\r\n"
        f"0301,Oslo,{about},100.0,,,green,comparison,1.0,{end}"
        f"33,Buskerud,{about},,,,,,,{end}"
        f"3324,Gol,{about},,,,,,,{end}"
        f"3326,Hemsedal,{about},,,,,,,{end}"
        f"3328,Ål,{about},,,,,,,{end}"
        f"4003,Skien,{about},0.0,,,red,comparison,1.0,{end}"
        f"NO,Norge,{about},,,,,,,{end}"
    )


def test_targets_stand_with_the_indicators_that_tell_of_them(demo_site: Path, client: Client) -> None:
    text = client.get("/baerekraftsmal/13/?lang=nb").content.decode()
    listed = part(text, '<ul class="targets">', "</ul>").split("<li>")[1:]
    of = {re.findall(r'"number">([^<]*)<', one)[0]: re.findall(r'href="#([^"]*)"', one) for one in listed}
    assert list(of) == ["13.1", "13.2", "13.3", "13.a", "13.b"]
    assert "climate_plan" in of["13.2"]
    assert of["13.a"] == []


def test_a_gap_is_counted_for_each_indicator(small_site: Path, read: Read) -> None:
    assert part(read(f"{SIX}?lang=nb"), "Hull og tvil", "Hvor tallene") == (
        "2 kommuner har for lite data til å få en status. Et hull er ikke et nulltall. "
        "Lekkasje: 2 kommuner uten tall"
    )


@pytest.mark.parametrize("goal", ["0", "18", "06", "13.1", "klima"])
def test_a_number_that_is_no_goal_is_named(small_site: Path, client: Client, goal: str) -> None:
    for address in (f"/baerekraftsmal/{goal}/", f"/baerekraftsmal/{goal}.csv"):
        response = client.get(f"{address}?lang=nb")
        assert response.status_code == 404
        assert f"Det finnes ikke noe bærekraftsmål «{goal}»" in response.content.decode()


def test_before_the_first_edition_the_goal_says_what_it_is_about(
    serve: Callable[[Path], None], tmp_path: Path, client: Client, read: Read
) -> None:
    serve(tmp_path)
    assert "Her er det ikke publisert noen tall ennå. Trygt drikkevann" in read(f"{SIX}?lang=nb")
    assert client.get("/baerekraftsmal/6.csv").status_code == 404


# --- what a page costs ----------------------------------------------------------------------------


def test_a_page_asks_few_questions(
    demo_site: Path,
    client: Client,
    asked: list[str],
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    client.get(EIGHT)  # what belongs to the whole edition is read once
    asked.clear()
    with django_assert_max_num_queries(1):
        client.get(EIGHT)
    assert len(asked) == 2  # the country's figures are among what is read once


@pytest.mark.parametrize("goal", ["3", "11", "13"])
def test_a_page_without_its_map_is_light(demo_site: Path, client: Client, goal: str) -> None:
    page = client.get(f"/baerekraftsmal/{goal}/").content
    drawn = page.partition(b'<svg class="tile-map"')[2].partition(b"</svg>")[0]
    assert page.count(b'<svg class="dots"') > 300
    assert len(page) - len(drawn) <= HEAVIEST
