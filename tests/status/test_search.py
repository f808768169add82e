"""The search knows everyday words, in every language and both forms of Norwegian at once."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation

from loftet.invalid_input import InvalidInput
from loftet.status.edition import current
from loftet.status.search.index import SearchIndex, index_of, read_synonyms

LEAST_FOUND = 97
# What a hundred everyday words shall lead to first; a goal by its number, an indicator by its key.
EVERYDAY = {
    "mobbing": "bullying",
    "skole": "4",
    "skule": "4",
    "school": "4",
    "lærere": "pupils_per_teacher",
    "karakterer": "school_points",
    "lesing": "low_reading_year_5",
    "matte": "numeracy_year_8",
    "fråfall": "upper_secondary_completed",
    "videregående": "upper_secondary_completed",
    "barnehage": "kindergarten",
    "utdanning": "higher_education",
    "CO2": "greenhouse_gases",
    "utslipp": "greenhouse_gases",
    "utslepp": "greenhouse_gases",
    "klimagass": "greenhouse_gases",
    "klima": "13",
    "klimaplan": "climate_plan",
    "elbil": "electric_cars",
    "flom": "natural_damage",
    "skred": "natural_damage",
    "beredskap": "emergency_plan",
    "vann": "6",
    "vatn": "6",
    "water": "6",
    "drikkevatn": "safe_drinking_water",
    "lekkasje": "water_leakage",
    "vannlekkasje": "water_leakage",
    "kloakk": "sewage_requirements_met",
    "avløp": "sewage_requirements_met",
    "søppel": "household_waste",
    "avfall": "household_waste",
    "kildesortering": "material_recycling",
    "gjenvinning": "material_recycling",
    "strøm": "electricity_households",
    "straum": "electricity_households",
    "energi": "7",
    "vannkraft": "hydropower",
    "fattigdom": "1",
    "barnefattigdom": "low_income_children",
    "sosialhjelp": "young_social_assistance",
    "gjeld": "net_debt",
    "økonomi": "net_operating_result",
    "skatt": "free_income",
    "inntekt": "median_income",
    "ulikhet": "10",
    "likestilling": "5",
    "kvinner": "women_council",
    "pappaperm": "fathers_quota",
    "deltid": "part_time_women",
    "innvandrere": "employed_immigrants",
    "flyktningar": "refugees_settled",
    "eldre": "home_care_80",
    "sykehjem": "care_home_80",
    "sjukeheim": "care_home_80",
    "hjemmehjelp": "home_care_80",
    "helse": "3",
    "levealder": "life_expectancy",
    "psykisk helse": "mental_health_contacts",
    "einsemd": "lonely_youth",
    "selvmord": "suicide",
    "vaksine": "measles_vaccine",
    "influensa": "influenza_vaccine",
    "røyking": "daily_smoking",
    "overvekt": "overweight_17",
    "antibiotika": "antibiotics",
    "hoftebrudd": "hip_fractures",
    "trafikkulykker": "road_injuries",
    "jobb": "employment",
    "arbeid": "employment",
    "arbeidsledighet": "unemployment",
    "utenforskap": "neet",
    "sykefravær": "sick_leave_municipality",
    "sjukefråvær": "sick_leave_municipality",
    "turisme": "tourism_jobs",
    "næringsliv": "new_firms",
    "bredbånd": "gigabit_broadband",
    "bolig": "crowded_homes",
    "bustad": "crowded_homes",
    "kultur": "culture_spending",
    "kulturskole": "culture_school",
    "luftforurensning": "fine_dust",
    "friluftsliv": "hiking_area",
    "lekeplass": "recreation_area",
    "strandsone": "open_shore",
    "hytter": "cabins",
    "mat": "2",
    "landbruk": "farmland_area",
    "økologisk": "organic_farmland",
    "jordvern": "farmland_converted",
    "innkjøp": "green_procurement",
    "fisk": "14",
    "natur": "15",
    "nasjonalpark": "protected_land",
    "villrein": "wild_reindeer",
    "vold": "violent_crime",
    "barnevern": "child_welfare",
    "valgdeltakelse": "local_turnout",
    "demokrati": "16",
    "samarbeid": "17",
}


@pytest.fixture
def index(demo_site: Path, catalogue: Path) -> SearchIndex:
    return index_of(demo_site, current().edition, catalogue)


def addresses(client: Client, text: str, language: str = "nb") -> list[str]:
    """Return the addresses that a search leads to while one types, in their order."""
    page = client.get("/sok/", {"q": text, "lang": language}, headers={"HX-Request": "true"})
    return re.findall(r'href="([^"]*)"', page.content.decode())


def test_a_hundred_everyday_words_lead_to_what_they_mean(index: SearchIndex) -> None:
    assert len(EVERYDAY) == 100
    missed = {word: [one.key for one in index.find(word)][:2] for word, key in EVERYDAY.items()}
    missed = {word: found for word, found in missed.items() if found[:1] != [EVERYDAY[word]]}
    assert len(EVERYDAY) - len(missed) >= LEAST_FOUND, missed


def test_the_language_of_the_page_does_not_matter(demo_site: Path, client: Client) -> None:
    for word in ("skule", "skole", "school", "vatn", "water", "mobbing"):
        found = {language: addresses(client, word, language)[0] for language in ("nb", "nn", "en")}
        assert len(set(found.values())) == 1, found


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("klima Gol", "/kommuner/gol/baerekraftsmal/13/"),
        ("Gol klima", "/kommuner/gol/baerekraftsmal/13/"),
        ("klimagass i Gol", "/indikatorer/greenhouse_gases/?sted=gol"),
        ("mobbing nore og uvdal", "/indikatorer/bullying/?sted=nore-og-uvdal"),
        ("Hol kommune skule", "/kommuner/hol/baerekraftsmal/4/"),
        ("vatn Ål kommune", "/kommuner/al/baerekraftsmal/6/"),
        ("skole Hallingdal", "/regioner/hallingdal/"),
        ("Ål kommune", "/kommuner/al/"),
        ("oslo", "/kommuner/oslo/"),
    ],
)
def test_a_topic_in_a_place_leads_to_that_place(
    demo_site: Path, client: Client, text: str, first: str
) -> None:
    assert addresses(client, text)[0] == first


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("gol", "/kommuner/gol/"),
        ("Ål kommune", "/kommuner/al/"),
        ("3324", "/kommuner/gol/"),
        ("Hallingdal", "/regioner/hallingdal/"),
        ("Lekkasje frå vassleidningar", "/indikatorer/water_leakage/"),
        ("bærekraftsmål 6", "/baerekraftsmal/6/"),
    ],
)
def test_what_is_named_exactly_is_opened(demo_site: Path, client: Client, text: str, page: str) -> None:
    answer = client.get("/sok/", {"q": text, "lang": "nb"})
    assert (answer.status_code, answer.headers["Location"]) == (302, page)


def test_what_is_opened_keeps_the_edition(demo_site: Path, client: Client) -> None:
    edition = (demo_site / "editions" / "published").read_text().strip()
    answer = client.get("/sok/", {"q": "gol", "utgave": edition})
    assert answer.headers["Location"] == f"/kommuner/gol/?utgave={edition}"


def test_what_two_are_called_is_not_opened(demo_site: Path, client: Client) -> None:
    page = client.get("/sok/", {"q": "Herøy", "lang": "nb"})
    assert page.status_code == 200
    assert len(re.findall(r">Herøy[^<]*</a>", page.content.decode())) == 2


def test_every_word_of_the_catalogue_leads_to_something_that_is_there(
    index: SearchIndex, catalogue: Path
) -> None:
    known = {(one.kind, one.key) for one in index.entries}
    led = read_synonyms(catalogue / "search_words.csv")
    assert [(word, lead) for word, leads in led.items() for lead in leads if lead not in known] == []


@pytest.mark.parametrize(
    ("row", "cause"),
    [
        ("skole,place:gol", "«place» is neither goal nor indicator"),
        ("skole,goal:", "«goal» is neither goal nor indicator"),
        ("skole; Skole,goal:4\nSKOLE,goal:3", "«skole» is there twice"),
    ],
)
def test_words_that_lead_nowhere_are_refused(tmp_path: Path, row: str, cause: str) -> None:
    file = tmp_path / "words.csv"
    file.write_text(f"words,leads_to\n{row}\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match=cause):
        read_synonyms(file)


def test_the_hits_are_named_in_the_language_of_the_page(demo_site: Path, client: Client) -> None:
    with translation.override("nn"):
        page = client.get("/sok/", {"q": "klima gol", "lang": "nn"}).content.decode()
    assert "13. Stoppe klimaendringane i Gol" in page
