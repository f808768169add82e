"""Up to eight places side by side, chosen without JavaScript by search, region or map."""

import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries

from loftet.editions.peer_rows import Basis, Peer
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.indicators.queries.chosen import PlaceInEdition
from loftet.indicators.queries.comparison import ComparisonPage, comparison_page
from loftet.indicators.sentences.comparison import Beside, Verdict, beside, differences
from loftet.methods.comparison import Measured

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


@pytest.mark.parametrize(
    ("scores", "said"),
    [
        (
            [("Gol", Measured(70, 66, 74)), ("Hol", Measured(50, 45, 55)), ("Ål", Measured(64, 60, 68))],
            "Gol ligger høyere enn Hol. Ingen sikker forskjell mellom Gol og Ål.",
        ),
        (
            [("Gol", Measured(70, 66, 74)), ("Hol", Measured(50, 45, 55)), ("Ål", Measured(60, 58, 62))],
            "Gol ligger høyere enn Ål og Hol.",
        ),
        ([("Gol", Measured(70, 60, 80)), ("Hol", Measured(50, 40, 60))], "Ingen sikker forskjell."),
        (
            [("Gol", Measured(50)), ("Hol", Measured(70, 66, 74))],
            "Hol ligger høyest og Gol lavest, med 20 poeng imellom.",
        ),
        ([("Gol", Measured(50)), ("Hol", Measured(54.9))], "Liten forskjell: under 5 poeng."),
        ([("Gol", Measured(50)), ("Hol", Measured(None))], "Bare Gol har nok data."),
        ([("Gol", Measured(None))], "Ingen av stedene har nok data."),
    ],
)
def test_places_are_told_apart_only_where_their_intervals_do_not_touch(
    scores: list[tuple[str, Measured]], said: str
) -> None:
    with translation.override("nb"):
        assert beside(scores).sentence == said


def test_the_answer_counts_what_is_certain_and_leaves_unsaid_what_holds_for_nothing() -> None:
    goals = [
        ("1. Fattigdom", Beside(Verdict.CERTAIN, "", 20, "Gol", "Hol")),
        ("2. Sult", Beside(Verdict.CERTAIN, "", 30, "Hol", "Gol")),
        ("3. Helse", Beside(Verdict.NO_CERTAIN, "", 40, "Hol", "Gol")),
        ("4. Utdanning", Beside(Verdict.TOO_FEW, "")),
    ]
    with translation.override("nn"):
        assert differences(goals) == [
            "På 2 av dei 17 berekraftsmåla er det sikker skilnad mellom stadene.",
            "På 1 er det ingen sikker skilnad.",
            "For 1 er det for lite data til å samanlikne.",
            "Skilnaden er størst på 2. Sult: Hol ligg høgast, Gol lågast.",
        ]
        assert differences(goals[3:]) == [
            "For 1 av dei 17 berekraftsmåla er det for lite data til å samanlikne."
        ]


# --- counted --------------------------------------------------------------------------------------


def test_the_answer_tells_of_distances_where_no_doubt_is_known(page: ComparisonPage) -> None:
    assert page.sure is False
    assert page.answer == (
        "På 4 av de 17 bærekraftsmålene ligger stedene minst 5 poeng av 100 fra hverandre.",
        "For 13 er det for lite data til å sammenligne.",
        "Forskjellen er størst på 12. Ansvarlig forbruk og produksjon: Ål ligger høyest, Hemsedal lavest.",
    )


def test_each_place_has_its_status_and_its_dot_on_the_same_scale(page: ComparisonPage) -> None:
    leakage = page.goals[5]
    assert (leakage.name, leakage.finding, leakage.indicators) == (
        "Rent vann og gode sanitærforhold",
        "Hemsedal ligger høyest og Gol lavest, med 20 poeng imellom.",
        1,
    )
    # From 60 per cent (0 points) to 10 (100): 30 is 60 points, 20 is 80.
    assert [(one.sign.key, one.scale and one.scale.dot, one.label) for one in leakage.places] == [
        ("orange", 60.0, "60 av 100"),
        ("green", 80.0, "80 av 100"),
        ("grey", None, ""),
    ]


def test_the_goal_with_the_largest_difference_stands_open_at_first(page: ComparisonPage) -> None:
    assert [goal.key for goal in page.goals if goal.opened] == ["12"]
    assert [(group.key, [line.indicator.key for line in group.lines]) for group in page.groups] == [
        ("12", ["waste"])
    ]
    line = page.groups[0].lines[0]
    assert [(cell.text, cell.sign.key) for cell in line.cells] == [
        ("400", "yellow"),
        ("500", "red"),
        ("300", "green"),
    ]
    assert line.country is not None
    assert (line.country.text, line.country.year, line.level) == ("420", 2023, None)


def test_figures_whose_intervals_touch_are_said_to_be_level(
    published_as: Callable[..., str], read: Read
) -> None:
    neet = "0301,neet,2024,8,,,\n"
    published_as(("observations.csv", neet, f"0301,vaccine,2024,95,,92,98\n{neet}"))
    said = read(address("gol", "oslo", maal="3", lang="nb"))
    assert "Vaksine % (2024) ≈ Ingen sikker forskjell 96 Nær målet 95 Nær målet" in said


def test_gaps_are_counted_for_each_place_and_kind(page: ComparisonPage) -> None:
    assert {one.place.slug: {gap.sign.key: gap.count for gap in one.gaps} for one in page.gaps} == {
        "gol": {"missing": 1, "suppressed": 1, "not_possible": 1, "not_applicable": 1},
        "hemsedal": {"missing": 6, "not_applicable": 1},
        "al": {"missing": 6, "suppressed": 1, "not_applicable": 1},
    }


# --- choosing -------------------------------------------------------------------------------------


def test_nothing_chosen_yet_says_what_would_stand_here_and_how_to_choose(
    small_site: Path, client: Client, read: Read
) -> None:
    said = read("/sammenlign/?lang=nb")
    assert "Velg opptil åtte steder. Da står de side om side her" in said
    assert "Finn en kommune, et fylke eller en region" in said
    page = client.get("/sammenlign/").content.decode()
    squares = re.findall(r'<a href="([^"]*)"><title>([^<]*)', page)
    assert sorted(squares, key=lambda one: one[1]) == [
        ("/sammenlign/?sted=gol", "Gol"),
        ("/sammenlign/?sted=hemsedal", "Hemsedal"),
        ("/sammenlign/?sted=oslo", "Oslo"),
        ("/sammenlign/?sted=skien", "Skien"),
        ("/sammenlign/?sted=al", "Ål"),
    ]


def test_one_place_asks_for_one_more(small_site: Path, read: Read) -> None:
    said = read(address("gol", lang="nb"))
    assert "Sammenlign Gol med andre Velg ett sted til, så står de to side om side her." in said
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
    assert "Ingenting heter «hemsadal». Mente du en av disse? Legg til Hemsedal" in nearly
    assert "Bergen ingen tall i denne utgaven" in read("/sammenlign/?lang=nb&finn=bergen")
    assert "Gol er valgt" in read(address("gol", finn="gol", lang="nb"))


def test_while_one_types_only_the_hits_are_answered(small_site: Path, client: Client) -> None:
    response = client.get("/sammenlign/?finn=hemse", headers={"HX-Request": "true"})
    assert "HX-Request" in response["Vary"]
    assert response.content.decode().strip().startswith('<ul class="hits">')
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
    assert "Sammenlign Gol, Ål, Hol, Hemsedal, Flå, Nesbyen, Oslo og Bergen side om side" in said
    assert "Åtte steder er det meste som kan vises. Utelatt: Kautokeino, Alta." in said
    assert "Denne utgaven har ingen tall for «atlantis»." in said
    full = client.get(address(*EIGHT)).content.decode()
    assert "tile-map" not in full
    assert 'name="finn"' not in full


def test_a_county_is_compared_like_a_municipality(small_site: Path, read: Read) -> None:
    said = read(address("gol", "buskerud-fylke", maal="6", lang="nb"))
    assert "Gol og Buskerud side om side" in said
    assert "30 Langt igjen 31 Langt igjen 25" in said


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
    table = page.partition('class="ds-table figures beside-table"')[2].partition("</table>")[0]
    assert re.findall(r'/indikatorer/(\w+)/\?sted=gol&amp;sted=hemsedal"', table) == ["broadband", "bus"]
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
    main = page.partition("<main")[2]
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
    assert len(asked) <= 3


def test_eight_places_are_light_whatever_is_asked_for(demo_site: Path, client: Client) -> None:
    more = [{}, {"q": "a"}, *({"maal": str(goal)} for goal in range(1, 18))]
    sizes = [len(client.get(address(*EIGHT, **one, lang="nn")).content) for one in more]
    assert max(sizes) <= 150_000
    assert min(sizes) > 50_000
