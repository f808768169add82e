"""Up to eight places side by side, chosen without JavaScript by search, region or map."""

import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from loftet.charts.strip import Better
from loftet.editions.peer_rows import Basis, Peer
from loftet.editions.rows import Edition, Reading, ValueStatus
from loftet.editions.store import EditionStore
from loftet.status.comparison.queries import ComparisonPage, comparison_page, read_places
from loftet.status.comparison.sentences import GoalBeside, PlaceWord, answer, figures_beside
from loftet.status.queries.chosen import PlaceInEdition

Read = Callable[[str], str]
GOL = PlaceInEdition("gol", "Gol", "3324", "municipality")
HEMSEDAL = PlaceInEdition("hemsedal", "Hemsedal", "3326", "municipality")
AL = PlaceInEdition("al", "Ål", "3328", "municipality")
EIGHT = ["gol", "al", "hol", "hemsedal", "fla", "nesbyen", "oslo", "bergen"]


@pytest.fixture
def page(small_site: Path, small_store: EditionStore) -> ComparisonPage:
    edition = small_store.published()
    assert isinstance(edition, Edition)
    with translation.override("nb"):
        return comparison_page(small_store, edition, (GOL, HEMSEDAL, AL))


def address(*slugs: str, **more: str) -> str:
    query = [*(f"sted={slug}" for slug in slugs), *(f"{name}={quote(word)}" for name, word in more.items())]
    return "/sammenlign/?" + "&".join(query)


# --- in words -------------------------------------------------------------------------------------


def reading(value: float | None, low: float | None = None, high: float | None = None) -> Reading:
    status = ValueStatus.REPORTED
    return Reading("", "", 2024, value, status, None, None, None, low, high, None, None)


@pytest.mark.parametrize(
    ("readings", "said"),
    [
        ([("Gol", reading(30)), ("Hol", reading(20)), ("Ål", reading(25))], "Gol høyest, Hol lavest."),
        ([("Gol", reading(30, 28, 32)), ("Hol", reading(20, 18, 22))], "Gol høyest, Hol lavest."),
        (
            [("Gol", reading(30, 28, 32)), ("Hol", reading(20, 18, 22)), ("Ål", reading(29, 27, 31))],
            "Gol høyest, Hol lavest. Ingen sikker forskjell mellom Ål og Gol.",
        ),
        ([("Gol", reading(30, 20, 40)), ("Hol", reading(25, 15, 35))], "Ingen sikker forskjell."),
        ([("Gol", reading(30)), ("Hol", reading(30.2))], "Likt overalt: 30 %."),
        ([("Gol", reading(30)), ("Hol", reading(None))], ""),
    ],
)
def test_figures_are_told_apart_only_where_their_intervals_do_not_touch(
    page: ComparisonPage, readings: list[tuple[str, Reading]], said: str
) -> None:
    leakage = replace(page.lines[0].indicator, unit="%", decimals=0)
    with translation.override("nb"):
        assert figures_beside(leakage, readings).replace("\N{NO-BREAK SPACE}", " ") == said


def test_answers_are_said_with_who_gives_them(page: ComparisonPage) -> None:
    plan = replace(page.lines[0].indicator, unit="ja/nei")
    given = [("Gol", reading(1)), ("Hol", reading(0)), ("Ål", reading(1))]
    with translation.override("nn"):
        assert figures_beside(plan, given) == "Ja: Gol og Ål. Nei: Hol."


def test_the_answer_counts_goals_whose_words_differ_and_names_where_the_most() -> None:
    def goal(title: str, *words: tuple[str, str, float]) -> GoalBeside:
        return GoalBeside(title, tuple(PlaceWord(name, word, (rank, 0.0)) for name, word, rank in words))

    goals = [
        goal("1. Fattigdom", ("Gol", "mixed", 0.6), ("Hol", "mostly_weak", 0.1)),
        goal("2. Svolt", ("Hol", "mostly_strong", 0.9), ("Gol", "mostly_weak", 0.1)),
        goal("3. Helse", ("Hol", "mixed", 0.6), ("Gol", "mixed", 0.4)),
        goal("4. Utdanning", ("Hol", "mixed", 0.6)),
    ]
    with translation.override("nn"):
        assert answer(goals) == (
            "Dei står ulikt på 2 av 3 berekraftsmål. "
            "Størst er skilnaden på «2. Svolt»: mest sterkt for Hol, mest svakt for Gol."
        )
        assert answer(goals[3:]) == ""


# --- the theme ------------------------------------------------------------------------------------


def test_the_theme_of_the_address_stands_open(small_site: Path, small_store: EditionStore) -> None:
    edition = small_store.published()
    assert isinstance(edition, Edition)
    page = comparison_page(small_store, edition, (GOL, HEMSEDAL, AL), "12")
    assert page.theme is not None
    assert (page.theme.key, [line.indicator.key for line in page.lines]) == ("12", ["waste"])
    line = page.lines[0]
    assert [cell.text for cell in line.cells] == ["400", "500", "300"]
    assert line.country is not None
    assert (line.country.text, line.country.year) == ("420", 2023)


def test_every_place_is_a_dot_of_its_own_colour_on_one_strip(
    small_site: Path, small_store: EditionStore
) -> None:
    edition = small_store.published()
    assert isinstance(edition, Edition)
    strip = comparison_page(small_store, edition, (GOL, HEMSEDAL, AL), "12").lines[0].strip
    assert strip is not None
    assert sorted(dot.css_class for dot in strip.dots) == ["fill-p1", "fill-p2", "fill-p3"]
    # Less waste is better, and better is to the right.
    assert [name.text for name in sorted(strip.names, key=lambda one: one.dot)] == [
        "Hemsedal 500",
        "Gol 400",
        "Ål 300",
    ]


def test_background_figures_are_last_on_a_neutral_axis_and_open_no_theme(
    small_site: Path, small_store: EditionStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = small_store.published()
    assert isinstance(edition, Edition)
    rows = read_places(small_store, edition, (GOL, HEMSEDAL, AL))
    chosen = comparison_page(small_store, edition, (GOL, HEMSEDAL, AL)).theme
    assert chosen is not None
    [first, *_rest] = [row for row in rows if row.indicator.goal == chosen.key]
    unjudged = replace(first, indicator=replace(first.indicator, weight=0.0))
    others = [row for row in rows if row.indicator.goal != chosen.key]
    monkeypatch.setattr("loftet.status.comparison.queries.read_places", lambda *_args: (unjudged, *others))
    page = comparison_page(small_store, edition, (GOL, HEMSEDAL, AL))
    assert page.theme is not None
    assert page.theme.key != chosen.key
    asked = comparison_page(small_store, edition, (GOL, HEMSEDAL, AL), chosen.key)
    assert [line.better for line in asked.lines] == [Better.NEITHER]
    monkeypatch.setattr("loftet.status.comparison.queries.read_places", lambda *_args: (unjudged, first))
    both = comparison_page(small_store, edition, (GOL, HEMSEDAL, AL), chosen.key)
    assert [bool(line.indicator.weight) for line in both.lines] == [True, False]


def test_each_goal_has_a_cell_for_each_place(page: ComparisonPage) -> None:
    assert len(page.goals) == 17
    assert {len(line.cells) for line in page.goals} == {3}


def test_figures_whose_intervals_touch_are_said_to_be_level(
    published_as: Callable[..., str], read: Read
) -> None:
    neet = "0301,neet,2024,8,,,\n"
    published_as(("observations.csv", neet, f"0301,vaccine,2024,95,,92,98\n{neet}"))
    said = read(address("gol", "oslo", maal="3", lang="nb"))
    assert "Vaksine %, 2024 Ingen sikker forskjell." in said


def test_gaps_are_counted_for_each_place_and_kind(page: ComparisonPage) -> None:
    assert {one.place.slug: {gap.sign.key: gap.count for gap in one.gaps} for one in page.gaps} == {
        "gol": {"missing": 1, "suppressed": 1, "not_possible": 1, "not_applicable": 1},
        "hemsedal": {"missing": 6, "not_applicable": 1},
        "al": {"missing": 6, "suppressed": 1, "not_applicable": 1},
    }


# --- choosing -------------------------------------------------------------------------------------


def test_nothing_chosen_yet_says_what_would_stand_here_and_how_to_choose(
    small_site: Path, read: Read
) -> None:
    said = read("/sammenlign/?lang=nb")
    assert "Velg opptil åtte steder. Så står de side om side her" in said
    assert "Kommune, fylke eller region" in said


def test_one_place_asks_for_one_more(small_site: Path, read: Read) -> None:
    said = read(address("gol", lang="nb"))
    assert "Sammenlign Gol med andre Legg til ett sted til, så står de to side om side her." in said
    assert "Bare Gol har nok data." not in said


@pytest.mark.parametrize("typed", ["Ål", "ål", "aal", "AL", "3328"])
def test_a_search_forgives_how_letters_are_typed_and_adds_by_a_link(
    small_site: Path, client: Client, typed: str
) -> None:
    page = client.get(address("gol", finn=typed, maal="6")).content.decode()
    hits = page.partition('id="hits"')[2].partition("</div>")[0]
    assert 'href="/sammenlign/?sted=gol&amp;sted=al&amp;maal=6"' in hits


def test_a_search_says_why_nothing_can_be_added(small_site: Path, client: Client, read: Read) -> None:
    assert "Ingen kommune, fylke eller region heter «atlantis»." in read("/sammenlign/?lang=nb&finn=atlantis")
    nearly = read("/sammenlign/?lang=nb&finn=hemsadal")
    assert "Ingenting heter «hemsadal». Mente du en av disse? Hemsedal" in nearly
    assert "Bergen: ingen tall i denne utgaven" in read("/sammenlign/?lang=nb&finn=bergen")
    assert "Gol: er valgt" in read(address("gol", finn="gol", lang="nb"))


def test_while_one_types_only_the_hits_are_answered(small_site: Path, client: Client) -> None:
    response = client.get("/sammenlign/?finn=hemse", headers={"HX-Request": "true", "HX-Target": "hits"})
    assert "HX-Request" in response["Vary"]
    assert response.content.decode().strip().startswith('<ul class="chips">')
    assert "/sammenlign/?sted=hemsedal" in response.content.decode()


@pytest.mark.parametrize("word", ["hallingdal", "Hallingdal"])
def test_a_region_adds_all_its_members_and_the_address_holds_them(
    small_site: Path, client: Client, word: str
) -> None:
    response = client.get(f"/sammenlign/?sted=skien&region={word}&q=lekk")
    assert (response.status_code, response["Location"]) == (
        302,
        "/sammenlign/?sted=skien&sted=gol&sted=hemsedal&sted=al&q=lekk",
    )


def test_a_region_without_figures_is_said_like_an_unknown_word(small_site: Path, read: Read) -> None:
    said = read("/sammenlign/?lang=nb&sted=gol&sted=atlantis&region=agder-fylke")
    assert "Denne utgaven har ingen tall for «atlantis»." in said
    assert "Denne utgaven har ingen tall for «agder-fylke»." in said


def test_the_same_place_twice_stands_once_and_the_ninth_is_said_to_be_left_out(
    demo_site: Path, client: Client, read: Read
) -> None:
    said = read(address("gol", "gol", *EIGHT, "atlantis", "kautokeino", "alta", lang="nb"))
    assert "Gol, Ål, Hol, Hemsedal, Flå, Nesbyen, Oslo og Bergen side om side" in said
    assert "Åtte steder er det meste som kan vises. Utelatt: Kautokeino, Alta." in said
    assert "Denne utgaven har ingen tall for «atlantis»." in said
    full = client.get(address(*EIGHT)).content.decode()
    assert 'name="finn"' not in full


def test_a_county_is_compared_like_a_municipality(small_site: Path, read: Read) -> None:
    said = read(address("gol", "buskerud-fylke", maal="6", lang="nb"))
    assert "Gol og Buskerud side om side" in said
    assert "Buskerud høyest, Gol lavest." in said


def test_an_edition_that_knows_peers_offers_those_of_the_first_place(
    small_site: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def peers(self: EditionStore, edition: Edition, place: str) -> tuple[Peer, ...]:
        known = {"3324": ("3326", "4003", "9999")}
        return tuple(
            Peer(place, rank, peer, None, "", None, None, Basis.GROUP)
            for rank, peer in enumerate(known.get(place, ()), 1)
        )

    monkeypatch.setattr(EditionStore, "peers", peers)
    page = client.get(address("gol", "hemsedal", lang="nb")).content.decode()
    assert (
        '<a class="ds-link" href="/sammenlign/?sted=gol&amp;sted=hemsedal&amp;sted=skien" rel="nofollow">'
        "Legg til kommunene som ligner mest på Gol: Skien</a>"
    ) in page


# --- the page -------------------------------------------------------------------------------------


def test_words_choose_the_indicators_of_table_and_file(small_site: Path, client: Client, read: Read) -> None:
    page = client.get(address("gol", "hemsedal", q="b", lang="nb")).content.decode()
    shown = page.partition('<ul class="beside-rows">')[2].partition('<details class="chart-table"')[0]
    assert re.findall(r'<h3><a href="/indikatorer/(\w+)/\?sted=gol&amp;sted=hemsedal"', shown) == [
        "broadband",
        "bus",
    ]
    file = re.findall(r'href="(/sammenlign.csv[^"]*)" download', page)
    assert file == ["/sammenlign.csv?sted=gol&amp;sted=hemsedal&amp;q=b"]
    rows = client.get(file[0].replace("&amp;", "&")).content.decode().splitlines()[1:]
    assert [row.split(",")[:3:2] for row in rows] == [
        ["3324", "broadband"],
        ["3326", "broadband"],
        ["3324", "bus"],
        ["3326", "bus"],
    ]
    assert "Ingen indikator har ordene «zzz»." in read(address("gol", q="zzz", lang="nb"))


def test_a_file_without_places_says_what_is_asked_for(small_site: Path, client: Client) -> None:
    response = client.get("/sammenlign.csv?sted=atlantis&lang=nn")
    assert response.status_code == 404
    assert "Vel stadene du vil samanlikne" in response.content.decode()


def test_the_edition_is_carried_on_by_every_link_and_form(small_site: Path, client: Client) -> None:
    edition = (small_site / "editions" / "published").read_text().strip()
    page = client.get(address("gol", finn="hemsedal", utgave=edition)).content.decode()
    main = page.partition("<main")[2].partition("</main>")[0]
    links = [link for link in re.findall(r'href="(/[^"]*)"', main) if not link.startswith("/static")]
    assert links
    assert [link for link in links if f"utgave={edition}" not in link] == []
    assert main.count(f'name="utgave" value="{edition}"') == main.count("<form")


def test_before_the_first_edition_the_page_says_what_to_do(
    serve: Callable[[Path], None], tmp_path: Path, read: Read
) -> None:
    serve(tmp_path)
    assert "Her er det ikke publisert noen tall ennå." in read("/sammenlign/?lang=nb&sted=gol")


# --- what the page costs --------------------------------------------------------------------------


@pytest.mark.parametrize("slugs", [EIGHT[:2], EIGHT])
def test_the_queries_do_not_grow_with_the_places(
    demo_site: Path,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    asked: list[str],
    slugs: list[str],
) -> None:
    client.get(address(*slugs))  # what belongs to the whole edition is read once
    asked.clear()
    with django_assert_max_num_queries(6):  # one asks which form of Norwegian the places have chosen
        assert client.get(address(*slugs)).status_code == 200
    assert len(asked) <= 4


@pytest.mark.nightly
def test_eight_places_are_light_whatever_is_asked_for(demo_site: Path, client: Client) -> None:
    more = [{}, {"q": "a"}, *({"maal": str(goal)} for goal in range(1, 18))]
    pages = [client.get(address(*EIGHT, **one, lang="nn")).content for one in more]
    assert max(len(gzip.compress(page)) for page in pages) <= 60_000
