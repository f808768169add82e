"""How sure a figure is, what stands in, where it is heading: whole sentences, and the pages with them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils import translation

from loftet.editions.engine import Engine
from loftet.editions.projection_rows import Heading, PooledFigure, PoolingRule, Projection, ShrunkToward
from loftet.editions.rows import Band, IndicatorRow, Origin, Reading, Trend, ValueStatus
from loftet.methods.persons import persons
from loftet.status.queries.chosen import PlaceInEdition
from loftet.status.queries.conservative_trend import conservative_trend
from loftet.status.queries.nearby import Area
from loftet.status.queries.projection import (
    County,
    Known,
    projection_of,
)
from loftet.status.sentences import projection as said
from tests.status.leakage import LEAKAGE

Read = Callable[[str], str]
S = "\N{NO-BREAK SPACE}"
LEAK = replace(LEAKAGE, influence=None, role="")
OWN = Reading(
    "3320", "leakage", 2025, 20.0, ValueStatus.REPORTED, 80.0, None, Trend.IMPROVING, 12.0, 31.0, None, None
)
FALLING = Projection(
    place="3320",
    indicator="leakage",
    first_year=2016,
    last_year=2025,
    values=10,
    value=30.0,
    pace=-1.2,
    pace_low=-2.0,
    pace_high=-0.4,
    target=20.0,
    needed_pace=-2.0,
    years_to_target=8.3,
    target_year=2030,
    expected=27.0,
    expected_low=19.0,
    expected_high=36.0,
    p_target=0.12,
    widening=1.0,
    state=Heading.IMPROVING,
)
THREE = PooledFigure(
    "3320", "leakage", PoolingRule.YEARS, 2023, 2025, 3, 24.0, 130.0, 18.0, 12.4, 26.2, None, None, None, 0.4,
    ShrunkToward.GROUP,
)  # fmt: skip
COUNTRYWIDE = Band(20.0, 26.0, 37.0, 357)


@pytest.fixture(autouse=True)
def bokmal() -> Iterator[None]:
    with translation.override("nb"):
        yield


def test_an_interval_is_said_where_it_is_known_and_wider_than_what_is_written() -> None:
    assert said.how_sure(OWN, LEAK) == (f"Tallet gjelder få personer og er usikkert: mellom 12 og 31{S}%.")
    assert said.how_sure(replace(OWN, low=19.6, high=20.4), LEAK) == ""
    assert said.how_sure(replace(OWN, low=None), LEAK) == ""


def test_years_are_put_together_where_one_is_too_uncertain_and_it_is_said() -> None:
    assert said.years_together(THREE, OWN, LEAK) == (
        f"Tre år slått sammen (2023–2025): 18{S}%, mellom 12 og 26{S}%."
    )
    still = replace(THREE, rule=PoolingRule.STILL_FEW, values=5, first_year=2021)
    assert said.years_together(still, OWN, LEAK) == (
        f"Fem år slått sammen (2021–2025): 18{S}%, mellom 12 og 26{S}%. Det er fortsatt få."
    )
    mean = replace(THREE, rule=PoolingRule.MEAN)
    assert said.years_together(mean, replace(OWN, value=30.0), LEAK) == (
        f"Gjennomsnittet for 2023–2025 er 18{S}%: Det siste året kan være tilfeldig."
    )
    assert said.years_together(mean, OWN, LEAK) == ""
    hidden = replace(THREE, rule=PoolingRule.SUPPRESSED, value=None, low=None, high=None)
    assert said.years_together(hidden, OWN, LEAK) == ""


def test_people_are_counted_in_tens_and_few_stay_unsaid() -> None:
    assert said.how_many(persons(43.0), LEAK) == "Det gjelder om lag 40 personer."
    assert said.how_many(persons(9.0), LEAK) == "Det gjelder færre enn ti personer."
    assert said.how_many(persons(43.0, hidden=True), LEAK) == ""
    assert said.how_many(persons(43.0), replace(LEAK, direction=1)) == ("Om lag 40 personer faller utenfor.")


@pytest.mark.parametrize(
    ("found", "sentences"),
    [
        (
            FALLING,
            (
                "Tallet går ned med om lag 1,2 prosentpoeng i året.",
                f"For å nå måltallet på 20{S}% i 2030 må det ned med 2,0 prosentpoeng i året. "
                "Med dagens fart blir måltallet nådd i 2034.",
                f"Går det slik videre, ligger tallet mellom 19 og 36{S}% i 2030.",
                "At måltallet blir nådd innen 2030, er lite sannsynlig, 1 av 10.",
            ),
        ),
        (
            replace(
                FALLING, state=Heading.UNCLEAR, years_to_target=None, expected_low=0.0, expected_high=100.0
            ),
            (
                "Årene går opp og ned: Utviklingen er usikker.",
                f"For å nå måltallet på 20{S}% i 2030 må det ned med 2,0 prosentpoeng i året.",
                "Hvor tallet ligger i 2030, er for usikkert til å si.",
                "At måltallet blir nådd innen 2030, er lite sannsynlig, 1 av 10.",
            ),
        ),
        (
            replace(
                FALLING, pace=0.8, state=Heading.WORSENING, years_to_target=None, p_target=0.001, widening=1.4
            ),
            (
                "Tallet går opp med om lag 0,8 prosentpoeng i året.",
                f"For å nå måltallet på 20{S}% i 2030 må det ned med 2,0 prosentpoeng i året. "
                "Med dagens fart blir det ikke nådd.",
                f"Går det slik videre, ligger tallet mellom 19 og 36{S}% i 2030. "
                "Spennet er gjort videre fordi tidligere framskrivinger av dette slaget har bommet.",
                "At måltallet blir nådd innen 2030, er svært lite sannsynlig, mindre enn 1 av 10.",
            ),
        ),
        (
            replace(FALLING, years_to_target=0, p_target=0.97),
            (
                "Tallet går ned med om lag 1,2 prosentpoeng i året.",
                f"Måltallet på 20{S}% er nådd.",
                f"Går det slik videre, ligger tallet mellom 19 og 36{S}% i 2030.",
            ),
        ),
        (replace(FALLING, state=None), ()),
    ],
    ids=["falling", "unclear", "worsening", "reached", "background"],
)
def test_the_way_to_2030_is_said_in_whole_sentences(found: Projection, sentences: tuple[str, ...]) -> None:
    row = IndicatorRow(LEAK, OWN, (), COUNTRYWIDE, None)
    assert projection_of(row, known(projections={"leakage": found})).development == sentences


@pytest.mark.parametrize(
    ("chance", "words"),
    [
        (0.01, "svært lite sannsynlig, mindre enn 1 av 10"),
        (0.3, "lite sannsynlig, 3 av 10"),
        (0.5, "helt åpent, 5 av 10"),
        (0.8, "sannsynlig, 8 av 10"),
        (0.99, "svært sannsynlig, mer enn 9 av 10"),
    ],
)
def test_a_chance_is_said_in_words_and_of_ten(chance: float, words: str) -> None:
    assert said.likely(chance) == words


def test_a_direction_follows_the_whole_interval_and_too_few_years_are_none() -> None:
    assert conservative_trend(OWN, replace(FALLING, state=Heading.UNCLEAR)).trend is Trend.UNCLEAR
    assert conservative_trend(OWN, replace(FALLING, state=Heading.TOO_SHORT)).trend is None
    two_points = conservative_trend(OWN, replace(FALLING, state=Heading.TOO_SHORT), by_all_years=False)
    assert two_points.trend is Trend.IMPROVING
    assert conservative_trend(OWN, None).trend is Trend.IMPROVING


# --- what stands in -------------------------------------------------------------------------------


def origin(count: float | None, status: ValueStatus = ValueStatus.REPORTED) -> Origin:
    value = None if count is None else count / 2
    return Origin(2025, value, status, count, 200.0, "", "", "", "", "", "")


def known(**more: object) -> Known:
    flaa = PlaceInEdition("flaa", "Flå", "3320", "municipality")
    gol = PlaceInEdition("gol", "Gol", "3324", "municipality")
    found: dict[str, object] = {
        "place": flaa,
        "county": County("33", "Buskerud"),
        "area": Area("hallingdal", "Hallingdal", (gol,)),
        "projections": {},
        "pooled": {},
        "standings": {},
        "traces": {},
        "people": frozenset(),
    }
    return Known(**(found | more))  # type: ignore[arg-type]


def test_the_region_is_the_sum_of_its_counts_and_one_hidden_place_hides_it() -> None:
    row = IndicatorRow(LEAK, OWN, (), COUNTRYWIDE, None)
    traces = {("3320", "leakage"): origin(40.0), ("3324", "leakage"): origin(60.0)}
    people = frozenset({"leakage"})
    told = projection_of(row, known(pooled={"leakage": THREE}, traces=traces, people=people)).certainty
    assert told == (
        f"Tallet gjelder få personer og er usikkert: mellom 12 og 31{S}%.",
        "Det gjelder om lag 40 personer.",
        f"Tre år slått sammen (2023–2025): 18{S}%, mellom 12 og 26{S}%.",
        f"Hele Hallingdal: 25{S}%, mellom 21 og 30{S}% (2025).",
    )
    traces[("3324", "leakage")] = origin(None, ValueStatus.SUPPRESSED)
    assert projection_of(row, known(pooled={"leakage": THREE}, traces=traces)).certainty == (told[0], told[2])


def test_the_county_stands_in_as_the_county_where_a_figure_is_hidden(small_site: Path, read: Read) -> None:
    address = "/kommuner/al/baerekraftsmal/6/?lang="
    assert f"Buskerud: 31{S}% i 2024. Det er tallet for Buskerud, ikke for Ål." in read(f"{address}nb")
    assert f"Buskerud: 31{S}% i 2024. Det er talet for Buskerud, ikkje for Ål." in read(f"{address}nn")
    assert "Buskerud: 31" not in read("/kommuner/skien/baerekraftsmal/6/?lang=nb")


def test_a_municipality_with_hidden_figures_tells_what_stands_in(small_site: Path, read: Read) -> None:
    assert (
        "Tall for få personer Det som står i stedet når få er talt, eller tallet er skjult "
        "I en liten kommune kan et tall bygge på få mennesker eller være skjult for at "
        "ingen skal kjennes igjen. Da står dette i stedet, slik at vi likevel vet noe om Ål: "
        f"Ett tall for Buskerud står i stedet Lekkasje: 31{S}% i 2024."
    ) in read("/kommuner/al/?lang=nb")
    assert "Tall for få personer" not in read("/kommuner/gol/?lang=nb")


def test_the_page_of_an_indicator_says_it_for_the_first_place_chosen(small_site: Path, read: Read) -> None:
    assert (
        "Hvor sikkert tallet for Gol er, og hvor det er på vei "
        "Det er for få atskilte år til å si hvor tallet er på vei. "
        f"For å nå måltallet på 20{S}% i 2030 må det ned med 1,7 prosentpoeng i året."
    ) in read("/indikatorer/leakage/?lang=nb&sted=gol&sted=oslo")
    assert "Hvor sikkert tallet" not in read("/indikatorer/leakage/?lang=nb")


def test_an_edition_from_before_there_were_such_tables_says_nothing_of_them(
    small_site: Path, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Engine, "has", lambda *_: False)
    said = read("/kommuner/gol/baerekraftsmal/6/?lang=nb")
    assert "Langt fra målet ✓ I rute" in said
    assert "hvor tallet er på vei" not in said
    assert "Hvorfor denne statusen" in said
    assert "Der få er talt" not in read("/metode/?lang=nb")
