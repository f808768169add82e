"""The page of a region: its municipalities side by side, counted and never averaged."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import DjangoAssertNumQueries, Settings

from loftet.editions.rows import Edition, Yardstick
from loftet.editions.store import EditionStore
from loftet.indicators.queries.chosen import PlaceInEdition
from loftet.indicators.queries.region import RegionPage, region_page
from loftet.indicators.sentences.challenges import named
from loftet.indicators.sentences.regions import Tally, in_common, same_status, they_differ
from loftet.places.models import Membership, Place, PlaceCode

Read = Callable[[str], str]
GOL = PlaceInEdition("gol", "Gol", "3324", "municipality")
HEMSEDAL = PlaceInEdition("hemsedal", "Hemsedal", "3326", "municipality")
AL = PlaceInEdition("al", "Ål", "3328", "municipality")
TOO_FEW = "har færre enn to kommuner som kan sammenlignes, så det er ingenting å ha felles."
BUSKERUD = PlaceInEdition("buskerud-fylke", "Buskerud", "33", "county")


@pytest.fixture
def page(small_site: Path, small_store: EditionStore) -> RegionPage:
    edition = small_store.published()
    assert isinstance(edition, Edition)
    with translation.override("nb"):
        return region_page(small_store, edition, "Hallingdal", (GOL, HEMSEDAL, AL))


def published(root: Path) -> str:
    return (root / "editions" / "published").read_text().strip()


# --- in words -------------------------------------------------------------------------------------


def tally(name: str, strong: int, weak: int, yardstick: Yardstick = Yardstick.TARGET) -> Tally:
    return Tally(name, yardstick, strong, weak)


def test_the_two_kinds_of_yardstick_have_a_clause_each() -> None:
    tallies = [
        tally("6. Vann", 1, 4),
        tally("13. Klima", 0, 6),
        tally("7. Energi", 2, 3),
        tally("8. Arbeid", 0, 4, Yardstick.COMPARISON),
        tally("5. Likestilling", 2, 2, Yardstick.COMPARISON),
    ]
    with translation.override("nb"):
        assert in_common("Hallingdal", 6, tallies) == [
            "Mer enn halvparten av de 6 kommunene i Hallingdal har langt igjen til måltallet på "
            "13. Klima (6 av 6) og 6. Vann (4 av 6).",
            "Mer enn halvparten av dem står svakere enn de fleste andre på 8. Arbeid (4 av 6).",
            "Mest ulike er de på 7. Energi: 2 nær måltallet, 3 langt unna.",
        ]


def test_a_clause_names_two_goals_and_counts_the_rest() -> None:
    tallies = [tally(f"{weak}. Mål", 0, weak, Yardstick.COMPARISON) for weak in (3, 5, 4, 3)]
    with translation.override("nn"):
        assert in_common("Viken", 5, tallies) == [
            "Meir enn halvparten av dei 5 kommunane i Viken står svakare enn dei fleste andre på "
            "5. Mål (5 av 5), 4. Mål (4 av 5) og 2 berekraftsmål til."
        ]


@pytest.mark.parametrize(
    ("members", "tallies", "said"),
    [
        (1, [tally("6. Vann", 0, 1)], "Oslo har én kommune i denne utgaven: det er ingenting å sammenligne."),
        (4, [tally("6. Vann", 0, 0)], "Ingen bærekraftsmål skiller seg ut blant kommunene i Oslo."),
        (
            4,
            [tally("6. Vann", 0, 2)],
            "Det er ingen bærekraftsmål der mer enn halvparten av de 4 kommunene i Oslo har langt igjen til "
            "måltallet eller står svakere enn de fleste andre.",
        ),
    ],
)
def test_what_the_numbers_do_not_support_is_not_said(members: int, tallies: list[Tally], said: str) -> None:
    with translation.override("nb"):
        assert in_common("Oslo", members, tallies) == [said]


def test_headings_and_names_are_said_as_they_are_counted() -> None:
    with translation.override("nb"):
        assert [same_status(goals, 6) for goals in (0, 4)] + [same_status(0, 1)] == [
            "Det er ingen bærekraftsmål der mer enn halvparten har samme status",
            "På 4 av de 17 bærekraftsmålene har mer enn halvparten samme status",
            "Status på hvert bærekraftsmål",
        ]
        assert they_differ(Yardstick.TARGET, ["Gol"], ["Hol", "Flå", "Ål", "Nesbyen"]) == (
            "Nær måltallet: Gol. Langt unna: 4 kommuner."
        )


# --- counted --------------------------------------------------------------------------------------


def test_the_answer_is_counted_from_the_members(page: RegionPage) -> None:
    assert page.answer == (
        "Det er ingen bærekraftsmål der mer enn halvparten av de 3 kommunene i Hallingdal har langt igjen "
        "til måltallet eller står svakere enn de fleste andre.",
        "Mest ulike er de på 6. Rent vann og gode sanitærforhold: 1 nær måltallet, 1 langt unna.",
    )


def test_each_member_has_its_own_status_on_each_goal(page: RegionPage) -> None:
    measured = [1, 3, 6, 7, 8, 9, 11, 12, 14]
    assert {row.place.slug: [row.signs[goal - 1].key for goal in measured] for row in page.members} == {
        "gol": ["grey", "green", "orange", "red", "red", "green", "yellow", "yellow", "not_applicable"],
        "hemsedal": ["grey", "grey", "green", "grey", "green", "red", "grey", "red", "not_applicable"],
        "al": ["grey", "grey", "grey", "grey", "yellow", "orange", "grey", "green", "not_applicable"],
    }


def test_where_they_differ_is_told_with_names(page: RegionPage) -> None:
    assert [(line.key, line.sentence) for line in page.highlights.differ] == [
        ("leakage", "Nær måltallet: Hemsedal. Langt unna: Gol."),
        ("neet", "Bedre enn de fleste andre: Hemsedal. Svakere enn de fleste: Gol."),
        ("broadband", "Bedre enn de fleste andre: Gol. Svakere enn de fleste: Hemsedal."),
        ("waste", "Bedre enn de fleste andre: Ål. Svakere enn de fleste: Hemsedal."),
    ]
    assert (page.highlights.strong, page.highlights.weak) == ((), ())


def test_what_most_share_is_counted_of_all_members_also_of_those_without_a_figure(
    published_as: Callable[..., str], read: Read
) -> None:
    published_as(("observations.csv", "3328,leakage,2024,,suppressed,,", "3328,leakage,2024,33,,,"))
    said = read("/regioner/hallingdal/?lang=nb")
    assert (
        "Mer enn halvparten av de 3 kommunene i Hallingdal har langt igjen til måltallet på "
        "6. Rent vann og gode sanitærforhold (2 av 3)."
    ) in said
    assert "Dette må de fleste løfte Lekkasje: 2 av 3 har langt igjen til måltallet." in said
    assert "Bærekraftsmål 6, Rent vann og gode sanitærforhold: tallene side om side" in said


def test_gaps_are_counted_by_kind_and_never_as_zero(page: RegionPage) -> None:
    assert {gap.sign.key: gap.count for gap in page.gaps} == {
        "missing": 13,
        "suppressed": 2,
        "not_possible": 1,
        "not_applicable": 3,
    }
    assert page.cells == 33


def test_the_figures_of_a_goal_stand_side_by_side_and_a_real_zero_is_shown(
    small_site: Path, small_store: EditionStore
) -> None:
    edition = small_store.published()
    assert edition is not None
    skien = PlaceInEdition("skien", "Skien", "4003", "municipality")
    with translation.override("nb"):
        shown = region_page(small_store, edition, "X", (GOL, HEMSEDAL, AL, skien), BUSKERUD, "6").figures
    assert [column.indicator.key for column in shown.columns] == ["leakage"]
    assert [
        (line.name, [(cell.text, cell.year, cell.sign.key) for cell in line.cells]) for line in shown.lines
    ] == [
        ("Gol", [("30", None, "orange")]),
        ("Hemsedal", [("20", 2023, "green")]),
        ("Ål", [("", None, "suppressed")]),
        ("Skien", [("0", None, "green")]),
        ("Buskerud", [("31", None, "orange")]),
        ("Landet", [("25", None, "yellow")]),
    ]


# --- the page -------------------------------------------------------------------------------------


def test_a_symbol_has_its_word_for_who_listens(small_site: Path, client: Client) -> None:
    page = client.get("/regioner/hallingdal/?lang=nn").content.decode()
    row = next(row for row in page.split("<tr") if '/kommuner/gol/">Gol</a>' in row)
    cells = re.findall(r'<td class="m-(\w+)" data-s="([^"]*)"><b>([^<]*)</b></td>', row)
    assert len(cells) == 17
    assert [cells[goal - 1] for goal in (1, 6, 7, 8, 14)] == [
        ("grey", "–", "For lite data"),
        ("orange", "◑", "Langt att"),
        ("red", "○", "Svært langt att"),
        ("red", "○", "Svakare enn dei fleste"),
        ("not_applicable", "×", "Gjeld ikkje her"),
    ]


def test_what_was_tested_is_said_first_and_what_is_counted_is_called_so(demo_site: Path, read: Read) -> None:
    said = read("/regioner/hallingdal/?lang=nn")
    first, _, counted = said.partition("Talt for kvart berekraftsmål, utan å prøve om det er tilfeldig: ")
    assert re.search(
        r"til felles\? I Hallingdal har dei 6 kommunane \d+ felles utfordring\w* som neppe er tilfeldig",
        first,
    )
    assert counted.startswith("Meir enn halvparten av dei 6 kommunane i Hallingdal")


def test_who_is_judged_is_said_before_what_they_share(
    demo_site: Path, settings: Settings, read: Read
) -> None:
    settings.STATUS_FOR = "participants"
    said = read("/regioner/hallingdal/?lang=nn")
    assert (
        "til felles? Ingen av kommunane i Hallingdal er med enno, så ingen har status her. "
        "Tala står nedanfor. Hallingdal har færre enn to kommunar som kan samanliknast"
    ) in said
    for told in ("utan å prøve", "utover det tilfelle kan gi", "Oppteljinga byggjer på"):
        assert told not in said


def test_those_with_a_status_are_counted_by_themselves(
    demo_site: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch, read: Read
) -> None:
    settings.STATUS_FOR = "participants"
    of_others = PlaceCode.objects.filter(place__slug__in=("hol", "nesbyen", "fla"))
    hidden = frozenset(of_others.values_list("code", flat=True))
    monkeypatch.setattr(EditionStore, "hidden_in", lambda _store, _edition: hidden)
    said = read("/regioner/hallingdal/?lang=nn")
    first, _, counted = said.partition("Talt for kvart berekraftsmål, utan å prøve om det er tilfeldig: ")
    assert "til felles? 3 av dei 6 kommunane i Hallingdal er med og har status. I Hallingdal " in first
    assert "dei 3 kommunane som kan samanliknast, " in first
    assert re.match(
        r"(Meir enn|Det er ingen berekraftsmål der meir enn) halvparten av dei 3 som er med, ", counted
    )
    assert "Oppteljinga byggjer på" in counted
    assert "dei 3 kommunane i Hallingdal" not in said


def test_names_with_a_comma_are_kept_apart() -> None:
    with translation.override("nn"):
        assert named(["Skadar etter uvêr, flaum og skred", "Lekkasje"]) == (
            "«Skadar etter uvêr, flaum og skred» og «Lekkasje»"
        )
        assert named(["Barn i låginntekt", "CO2", "Lekkasje", "Vern", "Buss"]) == (
            "barn i låginntekt, CO2, lekkasje, vern og 1 til"
        )


def test_an_indicator_that_no_member_has_a_figure_on_is_not_counted(small_site: Path, read: Read) -> None:
    assert (
        "Opptellingen bygger på 7 av 11 indikatorer: de som noen av kommunene har tall for, "
        "og som teller med."
    ) in read("/regioner/hallingdal/?lang=nb")


def test_where_too_few_can_be_compared_the_count_is_the_answer(small_site: Path, read: Read) -> None:
    said = read("/regioner/hallingdal/?lang=nb")
    assert (
        "til felles? Telt for hvert bærekraftsmål, uten å prøve om det er tilfeldig: "
        "Det er ingen bærekraftsmål der mer enn halvparten av de 3 kommunene i Hallingdal"
    ) in said
    assert f"Hallingdal {TOO_FEW}" in said


def test_members_that_the_edition_does_not_hold_are_named(small_site: Path, read: Read) -> None:
    assert "Ikke med i denne utgaven: Flå, Hol, Nesbyen." in read("/regioner/hallingdal/?lang=nb")


def test_a_county_has_a_row_of_its_own_figures_and_a_region_without_them_has_none(
    small_site: Path, client: Client
) -> None:
    def beside(address: str) -> list[str]:
        page = client.get(f"{address}?lang=nb&maal=6").content.decode()
        return re.findall(r'<tr class="own"><th scope="row">([^<]*)', page)

    assert beside("/regioner/buskerud-fylke/") == ["Buskerud", "Landet"]
    assert beside("/regioner/hallingdal/") == ["Landet"]


def test_words_choose_the_indicators_of_table_and_file(small_site: Path, client: Client) -> None:
    page = client.get("/regioner/hallingdal/?lang=nb&q=LEKK").content.decode()
    assert "Tallene for «LEKK» side om side" in page
    address = re.findall(r'href="(/regioner/hallingdal.csv[^"]*)" download', page)
    assert address == ["/regioner/hallingdal.csv?q=LEKK"]
    rows = client.get(address[0]).content.decode().splitlines()[1:]
    assert [row.split(",")[:3:2] + row.split(",")[7:8] for row in rows] == [
        ["3324", "leakage", "30.0"],
        ["3326", "leakage", "20.0"],
        ["3328", "leakage", ""],
    ]
    nothing = client.get("/regioner/hallingdal/?lang=nb&q=zzz").content.decode()
    assert "Ingen indikator har ordene «zzz»." in nothing


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
    response = client.get(f"/regioner/{word}/?maal=6")
    assert (response.status_code, response["Location"]) == (301, f"/regioner/{slug}/?maal=6")


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
    assert "til felles? Oslo har én kommune i denne utgaven: det er ingenting å sammenligne." in said
    assert f"Oslo {TOO_FEW}" in said
    for told in ("Telt for hvert", "Opptellingen bygger på"):
        assert told not in said
    assert "Sammenlign disse kommunene" not in said


def test_members_that_people_add_stand_beside_those_of_the_catalogue(small_site: Path, read: Read) -> None:
    skien, hallingdal = (Place.objects.get(slug=slug) for slug in ("skien", "hallingdal"))
    Membership.objects.create(region=hallingdal, member=skien, valid_from=date(2020, 1, 1))
    assert "av de 4 kommunene i Hallingdal" in read("/regioner/hallingdal/?lang=nb")


# --- what the page costs --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address", ["/regioner/hallingdal/", "/regioner/viken/", "/regioner/buskerud-fylke/"]
)
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
    assert len(asked) in (2, 3)  # the third counts persons, where there is a shared challenge


def test_a_page_of_fifty_members_is_light_whatever_is_asked_for(demo_site: Path, client: Client) -> None:
    queries = ["", "&q=a", *(f"&maal={goal}" for goal in range(1, 18))]
    sizes = {query: len(client.get(f"/regioner/viken/?lang=nn{query}").content) for query in queries}
    assert {query: size for query, size in sizes.items() if size > 150_000} == {}
    assert sizes["&maal=3"] > 100_000
