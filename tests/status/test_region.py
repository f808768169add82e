"""The page of a region: its municipalities side by side, counted and never averaged."""

import gzip
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, Settings

from loftet.editions.rows import Edition, Yardstick
from loftet.editions.store import EditionStore
from loftet.places.models import Membership, Place, PlaceCode
from loftet.status.edition import store
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.region import sentences
from loftet.status.region.queries import RegionPage, region_page
from loftet.status.sentences.words import going
from loftet.status.shared_challenges.common import common_keys
from loftet.status.shared_challenges.sentences import named
from tests.status.leakage import LEAKAGE

Read = Callable[[str], str]
GOL = PlaceInEdition("gol", "Gol", "3324", "municipality")
HEMSEDAL = PlaceInEdition("hemsedal", "Hemsedal", "3326", "municipality")
AL = PlaceInEdition("al", "Ål", "3328", "municipality")
HALLINGDAL = "/regioner/hallingdal/"


@pytest.fixture
def page(small_site: Path, small_store: EditionStore) -> RegionPage:
    edition = small_store.published()
    assert isinstance(edition, Edition)
    with translation.override("nb"):
        return region_page(small_store, edition, "Hallingdal", (GOL, HEMSEDAL, AL))


@pytest.fixture
def of_demo(demo_site: Path) -> RegionPage:
    demo_read = store()
    edition = demo_read.published()
    assert isinstance(edition, Edition)
    codes = {"fla": "3320", "gol": "3324", "hemsedal": "3326", "hol": "3330", "nesbyen": "3322", "al": "3328"}
    members = [PlaceInEdition(slug, slug.title(), code, "municipality") for slug, code in codes.items()]
    with translation.override("nb"):
        return region_page(demo_read, edition, "Hallingdal", members)


# --- in words -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "lists", "said"),
    [
        (6, (["gjeld"], ["gjeld", "vann"], []), "Alle seks står svakt på gjeld. Det er neppe tilfeldig."),
        (2, (["a", "b", "c", "d"], [], []), "Begge står svakt på a, b og c. Det er neppe tilfeldig."),
        (46, ([], ["vann"], ["x"]), "De fleste av de 46 står svakt på vann. Det er neppe tilfeldig."),
        (3, ([], [], ["vann"]), "De fleste av de tre står svakt på vann. Det kan være tilfeldig."),
        (3, ([], [], []), "Det er ingen tall der de fleste av de tre står svakt."),
        (1, ([], [], []), "Her er én kommune i denne utgaven. Da er det ingenting å sammenligne."),
    ],
)
def test_the_answer_says_how_sure_it_is(members: int, lists: tuple[list[str], ...], said: str) -> None:
    with translation.override("nb"):
        assert sentences.lead(members, *lists) == said


def test_the_true_number_of_those_that_get_better_is_said() -> None:
    with translation.override("nn"):
        assert [going(*counts) for counts in ((2, 0, 6), (0, 3, 6), (1, 1, 4), (0, 0, 0))] == [
            "To av seks blir betre.",
            "Ingen blir betre, tre går feil veg.",
            "Éin av fire blir betre, éin går feil veg.",
            "Utviklinga er ikkje kjend.",
        ]


def test_a_target_is_named_and_a_comparison_speaks_of_others() -> None:
    compared = replace(LEAKAGE, yardstick=Yardstick.COMPARISON)
    with translation.override("nb"):
        assert (
            sentences.many_are_weak(LEAKAGE, 3, 3)
            == "Alle tre er langt fra måltallet, 20\N{NO-BREAK SPACE}%."
        )
        assert sentences.many_are_weak(compared, 2, 3) == "To av tre står svakere enn midten i landet."


def test_goals_in_the_heading_are_kept_apart() -> None:
    with translation.override("nb"):
        assert sentences.goals_heading(6, ["Industri, innovasjon", "Livet på land"], []) == (
            "På «industri, innovasjon» og livet på land har alle seks flest svake tall"
        )
        assert sentences.goals_heading(6, [], []) == (
            "På ingen av bærekraftsmålene har de fleste av de seks flest svake tall"
        )


# --- counted --------------------------------------------------------------------------------------


def test_gaps_are_counted_by_kind_and_never_as_zero(page: RegionPage) -> None:
    assert {gap.sign.key: gap.count for gap in page.gaps} == {
        "missing": 13,
        "suppressed": 2,
        "not_possible": 1,
        "not_applicable": 3,
    }
    assert page.cells == 33


def test_what_is_clear_stands_before_what_is_counted(of_demo: RegionPage) -> None:
    order = [item.is_clear for item in of_demo.shared]
    assert order == sorted(order, reverse=True)
    assert len({item.key for item in of_demo.shared}) == len(order)


def test_a_municipality_knows_the_list_of_its_region(of_demo: RegionPage) -> None:
    edition = store().published()
    assert isinstance(edition, Edition)
    codes = ("3320", "3322", "3324", "3326", "3328", "3330")
    members = [PlaceInEdition(code, code, code, "municipality") for code in codes]
    assert common_keys(store(), edition, members) == tuple(item.key for item in of_demo.shared)


def test_each_shared_challenge_has_a_strip_that_names_the_members(of_demo: RegionPage) -> None:
    drawn = [item.strips for item in of_demo.shared if item.strips]
    assert drawn
    for strips in drawn:
        assert all(name in strips.wide for name in ("Fla", "Gol", "Hol"))
        assert strips.wide.count("strip-faint") > 0
        assert "<use href=" in strips.narrow


def test_a_figure_is_headed_by_the_member_that_differs_most_surely(
    demo_site: Path, client: Client, of_demo: RegionPage
) -> None:
    edition = store().published()
    assert isinstance(edition, Edition)
    codes = {"3320": "fla", "3324": "gol", "3326": "hemsedal", "3330": "hol", "3322": "nesbyen", "3328": "al"}
    rows = {row.indicator.key: row for row in store().indicator_rows(edition, "3320", "nb", [*codes][1:])}
    firsts: set[str] = set()
    for item in of_demo.shared:
        if item.strips is None:
            continue
        row = rows[item.key]
        assert row.scores is not None
        middle = row.scores.middle
        surely: dict[str, float] = {}
        for one in (row.own, *row.compared):
            if one.score is not None:
                low = one.score if one.score_low is None else one.score_low
                high = one.score if one.score_high is None else one.score_high
                surely[codes[one.place]] = max(middle - high, low - middle)
        first = item.strips.clearest[0]
        assert surely[first] == max(surely.values()), item.key
        assert sorted(item.strips.clearest) == sorted(codes.values())
        firsts.add(first)
    assert firsts != {"fla"}  # the first of the alphabet
    listed = client.get(f"{HALLINGDAL}?lang=nb").content.decode()
    address = re.findall(r'href="(/indikatorer/[^"]*sted=[^"]*)"', listed)[0].replace("&amp;", "&")
    slug = re.findall(r"sted=([a-z]+)", address)[0]
    heading = client.get(address + "&lang=nb").content.decode().partition("<h1")[2].partition("</h1>")[0]
    assert {"al": "Ål", "fla": "Flå"}.get(slug, slug.title()) in heading.replace("\N{SOFT HYPHEN}", "")


def test_every_goal_has_a_strip_and_every_member_its_counts(of_demo: RegionPage) -> None:
    assert [one.goal.key for one in of_demo.goals.strips] == [str(number) for number in range(1, 18)]
    heat = of_demo.goals.heat
    assert heat.members_across
    assert [len(cells) for _goal, cells in heat.by_goal] == [6] * 17
    assert {len(cells) for _member, cells in heat.by_member} == {17}


def test_a_goal_that_does_not_apply_has_its_sign_and_no_counts(page: RegionPage) -> None:
    sea = {goal.key: cells for goal, cells in page.goals.heat.by_goal}["14"]
    assert [cell.cell.text for cell in sea] == ["×", "×", "×"]


def test_the_map_shows_the_members_with_their_names(page: RegionPage) -> None:
    assert page.map is not None
    assert sorted(one.text for one in page.map.names) == ["Gol", "Hemsedal", "Ål"]


# --- the page -------------------------------------------------------------------------------------


def test_a_count_has_its_word_for_who_listens(demo_site: Path, client: Client) -> None:
    page = client.get(f"{HALLINGDAL}?lang=nn").content.decode()
    cells = re.findall(r'<td class="heat heat-(\w+)">([^<]*)<b> ([^<]*)</b>', page)
    assert len(cells) == 17 * 6
    assert {(kind, word) for kind, _text, word in cells} <= {
        ("strong", "Mest sterkt"),
        ("mixed", "Blanda"),
        ("weak", "Mest svakt"),
        ("few", "For få måltal"),
    }


def test_many_members_stand_below_each_other(demo_site: Path, client: Client) -> None:
    page = client.get("/regioner/innlandet-fylke/?lang=nb").content.decode()
    table = page.partition('<table class="heat-table heat-many">')[2].partition("</table>")[0]
    assert table.count("<tr>") == 1 + 46


def test_who_is_judged_is_said_before_what_they_share(
    demo_site: Path, settings: Settings, read: Read
) -> None:
    settings.STATUS_FOR = "participants"
    said = read(f"{HALLINGDAL}?lang=nn")
    assert "til felles? Ingen av kommunane i Hallingdal er med enno, så ingen har status her." in said
    assert "Felles utfordringar, dei sikraste først" not in said


def test_those_with_a_status_are_counted_by_themselves(
    demo_site: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, read: Read
) -> None:
    settings.STATUS_FOR = "participants"
    of_others = PlaceCode.objects.filter(place__slug__in=("hol", "nesbyen", "fla"))
    hidden = frozenset(of_others.values_list("code", flat=True))
    monkeypatch.setattr(EditionStore, "hidden_in", lambda _store, _edition: hidden)
    said = read(f"{HALLINGDAL}?lang=nn")
    assert "til felles? 3 av dei 6 kommunane i Hallingdal er med og har status." in said


def test_names_with_a_comma_are_kept_apart() -> None:
    with translation.override("nn"):
        assert named(["Skadar etter uvêr, flaum og skred", "Lekkasje"]) == (
            "«Skadar etter uvêr, flaum og skred» og «Lekkasje»"
        )
        assert named(["Barn i låginntekt", "CO2", "Lekkasje", "Vern", "Buss"]) == (
            "barn i låginntekt, CO2, lekkasje, vern og éin til"
        )


def test_an_indicator_that_no_member_has_a_figure_on_is_not_counted(small_site: Path, read: Read) -> None:
    assert (
        "Opptellingen bygger på 7 av 11 indikatorer: de som noen av kommunene har tall for, "
        "og som teller med."
    ) in read(f"{HALLINGDAL}?lang=nb")


def test_where_too_few_can_be_compared_what_is_counted_may_be_chance(small_site: Path, read: Read) -> None:
    said = read(f"{HALLINGDAL}?lang=nb")
    assert "De fleste av de tre står svakt på «Breibånd». Det kan være tilfeldig." in said
    assert "Opptelling Breibånd To av tre står svakere enn midten i landet." in said
    assert "Tydelig felles Breibånd" not in said


def test_members_that_the_edition_does_not_hold_are_named(small_site: Path, read: Read) -> None:
    assert "Ikke med i denne utgaven: Flå, Hol, Nesbyen." in read(f"{HALLINGDAL}?lang=nb")


def test_a_countys_own_figures_are_in_its_file_and_the_countrys_are_not(
    small_site: Path, client: Client
) -> None:
    rows = client.get("/regioner/buskerud-fylke.csv?q=lekkasje").content.decode().splitlines()[1:]
    assert [row.split(",")[0] for row in rows] == ["3324", "3326", "3328", "33"]


@pytest.mark.parametrize(
    ("word", "slug"),
    [("33", "buskerud-fylke"), ("Buskerud", "buskerud-fylke"), ("Viken", "viken"), ("30", "viken-fylke")],
)
def test_codes_and_names_lead_to_the_one_address(
    small_site: Path, client: Client, word: str, slug: str
) -> None:
    response = client.get(f"/regioner/{word}/?sted=gol")
    assert (response.status_code, response["Location"]) == (301, f"/regioner/{slug}/?sted=gol")


def test_a_name_that_a_region_and_a_county_bear_is_the_readers_choice(
    small_site: Path, client: Client
) -> None:
    region = Place.objects.create(slug="telemark-region", kind="region", name="Telemark", sort_key="telemark")
    region.words.create(word="telemark")
    region.codes.create(code="telemark-region", valid_from=date(2020, 1, 1))
    response = client.get("/regioner/telemark/?lang=nb")
    assert response.status_code == 300
    assert re.findall(r'href="(/regioner/[^"]+/)"', response.content.decode()) == [
        "/regioner/telemark-fylke/",
        "/regioner/telemark-region/",
    ]


def test_what_is_no_region_is_said(small_site: Path, client: Client) -> None:
    for address in ("/regioner/gol/", "/regioner/atlantis.csv"):
        response = client.get(f"{address}?lang=nn")
        assert response.status_code == 404
        assert "Det finst ingen region og ikkje noko fylke" in response.content.decode()


def test_a_region_without_figures_shows_its_members_or_says_that_it_has_ended(
    small_site: Path, client: Client, read: Read
) -> None:
    assert "Det er ingen tall for kommunene i Agder" in read("/regioner/agder-fylke/?lang=nb")
    assert "Arendal" in read("/regioner/agder-fylke/?lang=nb")
    assert "Viken hadde ingen kommuner 1. januar 2024" in read("/regioner/viken-fylke/?lang=nb")
    assert client.get("/regioner/agder-fylke.csv").status_code == 404


def test_one_member_is_compared_with_nobody(small_site: Path, read: Read) -> None:
    said = read("/regioner/oslo-fylke/?lang=nb")
    assert "Her er én kommune i denne utgaven. Da er det ingenting å sammenligne." in said
    for told in ("Felles utfordringer", "Sammenlign disse kommunene"):
        assert told not in said


def test_members_that_people_add_stand_beside_those_of_the_catalogue(small_site: Path, read: Read) -> None:
    skien, hallingdal = (Place.objects.get(slug=slug) for slug in ("skien", "hallingdal"))
    Membership.objects.create(region=hallingdal, member=skien, valid_from=date(2020, 1, 1))
    assert "De fire side om side" in read(f"{HALLINGDAL}?lang=nb")


# --- what the page costs --------------------------------------------------------------------------


@pytest.mark.parametrize("address", [HALLINGDAL, "/regioner/viken/", "/regioner/buskerud-fylke/"])
def test_the_queries_do_not_grow_with_the_members(
    demo_site: Path,
    client: Client,
    django_assert_max_num_queries: DjangoAssertNumQueries,
    asked: list[str],
    address: str,
) -> None:
    client.get(address)  # what belongs to the whole edition is read once
    asked.clear()
    with django_assert_max_num_queries(8):  # three ask which form of Norwegian the members have chosen
        assert client.get(address).status_code == 200
    assert len(asked) in (2, 4)  # the others, where there is a shared challenge, count persons and trends


def test_the_page_of_a_large_region_is_light(demo_site: Path, client: Client) -> None:
    for address in (HALLINGDAL, "/regioner/viken/", "/regioner/innlandet-fylke/"):
        assert len(gzip.compress(client.get(f"{address}?lang=nn").content)) <= 60_000
