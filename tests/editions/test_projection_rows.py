"""What an edition says along time: paces, projections, pooled years and figures that lean."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import numpy as np
import pytest
import scipy.stats

from loftet.editions.engine import LATER_TABLES
from loftet.editions.folder import build_edition
from loftet.editions.periods import years_covered
from loftet.editions.projection_rows import Heading, PooledFigure, PoolingRule, Projection, ShrunkToward
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.editions.visibility import EVERYONE

DAY = date(2026, 11, 24)
YEARS = range(2016, 2026)
PLACES = "place,name,group,ranked,tags\nNO,Norge,,0,\n" + "".join(
    f"{code},Place {code},small,1,\n" for code in range(3301, 3313)
)
INDICATORS = (
    "indicator,name,goal,weight,lower,red,green,upper,applies_to,unit,direction,yardstick,draw,per,"
    "ideal_low,ideal_high,trend_from,series_from\n"
    "waste,Avfall,12,1,600,,300,200,,kg,-1,target,,,,,,\n"
    "council,Kommunestyre,5,1,30,,0,0,,%,0,target,,,40,60,,\n"
    "school,Barnehage,4,1,60,,,100,,%,1,comparison,,,,,,\n"
    "cabins,Hytter,11,0,0,,,100,,hytter,1,comparison,,,,,,\n"
    "neet,Utenfor,8,1,30,,5,0,,%,-1,target,binomial,100,,,,\n"
    "debt,Gjeld,8,1,30,,5,0,,%,-1,target,,,,,2019,2019\n"
    "life,Levealder,3,1,70,,84,90,,år,1,target,,,,,,\n"
)


def waste(place: int, year: int) -> float:
    """Fall by 10 kg a year in every place, a little more or less from year to year."""
    return 430.0 - 10 * (year - 2016) + (place % 3) + (1.5 if (place + year) % 2 else -1.5)


def rows() -> list[str]:
    lines = []
    for place in range(3301, 3313):
        for year in YEARS:
            lines += [
                f"{place},waste,{year},{waste(place, year)!r},,,,",
                f"{place},council,{year},{70 - 2 * (year - 2016) + place % 2},,,,",
                f"{place},school,{year},{90 + (place * year) % 7},,,,",
                f"{place},cabins,{year},{50 + year - 2016},,,,",
                f"{place},debt,{year},{(25 if year < 2019 else 10) + (year * place) % 3},,,,",
                f"{place},life,{year},{80 + 0.1 * (year - 2016)},,,,{year - 6}-{year}",
            ]
            count, of = 4 + (place * year) % 5, 60 + place % 40
            lines.append(f"{place},neet,{year},{100 * count / of!r},,{count},{of},")
    lines.append("NO,waste,2025,330,,,,")
    return lines


def write(folder: Path, lines: list[str], method: str = "") -> Path:
    folder.mkdir(parents=True)
    header = "place,indicator,year,value,status,count,denominator,period\n"
    for name, text in (
        ("places.csv", PLACES),
        ("indicators.csv", INDICATORS),
        ("observations.csv", header + "\n".join(lines) + "\n"),
        ("method.toml", method),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[EditionStore, Edition]:
    return build(tmp_path_factory.mktemp("outlook"), rows())


def build(folder: Path, lines: list[str], method: str = "") -> tuple[EditionStore, Edition]:
    edition_id = build_edition(write(folder / "study", lines, method), folder / "data", DAY)
    store = EditionStore(folder / "data", EVERYONE)
    return store, store.edition(edition_id)


@pytest.fixture
def change(tmp_path: Path) -> Callable[..., tuple[EditionStore, Edition]]:
    """Build the study with some lines replaced by others, or dropped."""

    def changed(
        replaced: dict[str, str], added: tuple[str, ...] = (), method: str = ""
    ) -> tuple[EditionStore, Edition]:
        lines = []
        for line in rows():
            start = next((start for start in replaced if line.startswith(start)), None)
            lines += [line] if start is None else [replaced[start]] if replaced[start] else []
        return build(tmp_path, [*lines, *added], method)

    return changed


def projection(built: tuple[EditionStore, Edition], indicator: str, place: str = "3301") -> Projection:
    store, edition = built
    return next(
        one for one in store.projection_reader.projections(edition, place) if one.indicator == indicator
    )


def pooled(built: tuple[EditionStore, Edition], indicator: str, place: str = "3301") -> PooledFigure:
    store, edition = built
    return next(one for one in store.projection_reader.pooled(edition, place) if one.indicator == indicator)


WASTE_IN_GOL = [waste(3301, year) for year in YEARS]


def test_a_projection_names_its_years_its_newest_value_and_its_target(
    built: tuple[EditionStore, Edition],
) -> None:
    found = projection(built, "waste")
    assert (found.first_year, found.last_year, found.values) == (2016, 2025, 10)
    assert (found.value, found.target, found.target_year) == (WASTE_IN_GOL[-1], 300.0, 2030)
    assert found.state is Heading.ON_TRACK


def test_the_pace_is_the_theil_sen_slope_with_a_widened_interval(built: tuple[EditionStore, Edition]) -> None:
    found, slope = projection(built, "waste"), scipy.stats.theilslopes(WASTE_IN_GOL, list(YEARS), 0.95)
    widened = slope.slope - (slope.slope - slope.low_slope) * found.widening
    assert (found.pace, found.pace_low) == pytest.approx((slope.slope, widened))


def test_the_needed_pace_and_the_years_lead_to_the_target(built: tuple[EditionStore, Edition]) -> None:
    found, slope = projection(built, "waste"), scipy.stats.theilslopes(WASTE_IN_GOL, list(YEARS))
    missing = 300 - WASTE_IN_GOL[-1]
    assert (found.needed_pace, found.years_to_target) == pytest.approx((missing / 5, missing / slope.slope))


def test_what_is_expected_lies_in_its_interval_and_follows_a_damped_line_of_roots(
    built: tuple[EditionStore, Edition],
) -> None:
    found, root = projection(built, "waste"), np.sqrt(WASTE_IN_GOL)
    interval = (found.expected_low, found.expected, found.expected_high)
    assert [one for one in interval if one is not None] == sorted(filter(None, interval))
    assert len(set(interval)) == 3
    pairs = [(b - a) / (j - i) for i, a in enumerate(root) for j, b in enumerate(root) if j > i]
    whole = 5 * 0.75 * np.median(pairs)
    assert found.expected is not None
    assert (root[-1] + whole) ** 2 < found.expected < (root[-1] + 0.8 * whole) ** 2


def test_the_chance_of_the_target_is_what_the_interval_says(built: tuple[EditionStore, Edition]) -> None:
    found = projection(built, "waste")
    assert found.p_target is not None
    assert found.expected_high is not None
    assert found.expected is not None
    law = scipy.stats.norm(found.expected, (found.expected_high - found.expected) / 2.2)
    assert found.p_target == pytest.approx(law.cdf(300), abs=0.05)
    assert 0.05 < found.p_target < 0.95


def test_a_balance_is_on_track_while_it_stays_inside_its_range(built: tuple[EditionStore, Edition]) -> None:
    found = projection(built, "council")
    assert (found.value, found.target, found.state) == (53.0, 40.0, Heading.ON_TRACK)
    assert (found.pace, found.needed_pace, found.years_to_target) == (-2.0, 0.0, 0.0)
    assert found.p_target is not None
    assert found.p_target > 0.9


def test_a_comparison_has_a_direction_and_no_target(built: tuple[EditionStore, Edition]) -> None:
    found = projection(built, "school")
    assert (found.target, found.needed_pace, found.years_to_target, found.p_target) == (None,) * 4
    assert found.state in (Heading.UNCLEAR, Heading.STAGNATING)
    assert found.expected_high is not None
    assert found.expected_high <= 100


def test_background_has_a_pace_and_no_word_for_it(built: tuple[EditionStore, Edition]) -> None:
    found = projection(built, "cabins")
    assert (found.pace, found.state) == (1.0, None)


def test_a_replaced_series_is_cut_at_its_break(built: tuple[EditionStore, Edition]) -> None:
    assert projection(built, "debt").first_year == 2019
    first_year = pooled(built, "debt").first_year
    assert first_year is not None
    assert first_year >= 2019


def test_periods_that_overlap_are_too_few_for_a_line(built: tuple[EditionStore, Edition]) -> None:
    found = projection(built, "life")
    assert (found.first_year, found.last_year, found.values) == (2018, 2025, 2)
    assert (found.state, found.pace, found.expected) == (Heading.TOO_SHORT, None, None)
    assert found.needed_pace == pytest.approx((84 - 80.9) / 5)


def test_a_value_too_old_to_be_used_is_not_carried_on(
    change: Callable[..., tuple[EditionStore, Edition]],
) -> None:
    gone = {f"3301,waste,{year}": "" for year in range(2022, 2026)}
    kept = change(gone)
    assert projection(kept, "waste").last_year == 2021
    shutil.rmtree(kept[0].root.parent / "study")
    store, edition = change(gone, method="[values]\nmax_age = 3\n")
    assert [
        one.indicator
        for one in store.projection_reader.projections(edition, "3301")
        if one.indicator == "waste"
    ] == []


def test_years_are_pooled_until_twenty_are_counted(built: tuple[EditionStore, Edition]) -> None:
    found = pooled(built, "neet")
    counts = {year: 4 + (3301 * year) % 5 for year in YEARS}
    total, years = 0, []
    for year in reversed(YEARS):
        if total >= 20:
            break
        total += counts[year]
        years.append(year)
    assert (found.rule, found.first_year, found.last_year) == (PoolingRule.YEARS, years[-1], 2025)
    assert (found.count, found.denominator) == (total, len(years) * (60 + 3301 % 40))
    expected = scipy.stats.binomtest(total, int(found.denominator or 0)).proportion_ci(method="exact")
    assert (found.low, found.high) == pytest.approx((100 * expected.low, 100 * expected.high))
    assert found.leans_on is ShrunkToward.GROUP
    assert found.reliability is not None
    assert 0 <= found.reliability <= 1


def test_a_mean_is_of_the_three_newest_and_stays_inside_what_is_possible(
    built: tuple[EditionStore, Edition],
) -> None:
    found = pooled(built, "school")
    values = [90 + (3301 * year) % 7 for year in (2023, 2024, 2025)]
    assert (found.rule, found.first_year, found.count) == (PoolingRule.MEAN, 2023, None)
    assert found.value == pytest.approx(sum(values) / 3)
    assert found.high is not None
    assert found.high <= 100


def test_a_hidden_newest_year_says_nothing_and_a_zero_is_never_put_in_its_place(
    change: Callable[..., tuple[EditionStore, Edition]],
) -> None:
    built = change(
        {
            "3301,neet,2025": "3301,neet,2025,,suppressed,,,",
            "3302,school,2025": "3302,school,2025,,suppressed,,,",
        }
    )
    for place, indicator in (("3301", "neet"), ("3302", "school")):
        found = pooled(built, indicator, place)
        assert found.rule is PoolingRule.SUPPRESSED
        told = (found.count, found.denominator, found.value, found.low, found.high)
        leaning = (found.shrunk, found.shrunk_low, found.shrunk_high, found.reliability, found.leans_on)
        assert (*told, *leaning) == (None,) * 10


def test_the_country_is_no_member_of_a_group(built: tuple[EditionStore, Edition]) -> None:
    found = pooled(built, "waste", "NO")
    assert (found.rule, found.value, found.shrunk, found.leans_on) == (
        PoolingRule.ONE_YEAR,
        330.0,
        None,
        None,
    )


def test_an_indicator_is_told_for_every_place(built: tuple[EditionStore, Edition]) -> None:
    store, edition = built
    codes = [*map(str, range(3301, 3313)), "NO"]
    assert [one.place for one in store.projection_reader.projections_everywhere(edition, "waste")] == codes
    assert [one.place for one in store.projection_reader.pooled_everywhere(edition, "waste")] == codes
    assert store.projection_reader.projections_everywhere(edition, "unheard_of") == ()


def test_an_edition_built_before_answers_with_nothing(tmp_path: Path) -> None:
    store, edition = build(tmp_path, rows())
    folder = store.root / "editions" / edition.id
    stamp = folder / "about.toml"
    lines = stamp.read_text(encoding="utf-8").splitlines()
    for table in LATER_TABLES:
        (folder / f"{table}.parquet").unlink()
        lines = [line for line in lines if not line.strip('"').startswith(table)]
    stamp.write_text("\n".join(lines) + "\n", encoding="utf-8")
    old = EditionStore(store.root, EVERYONE)
    assert old.editions() == (edition,)
    assert old.projection_reader.projections(edition, "3301") == ()
    assert old.projection_reader.pooled_everywhere(edition, "waste") == ()
    assert len(old.indicator_rows(edition, "3301", "nb")) == 7


@pytest.mark.parametrize(
    ("period", "years"),
    [
        ("2022_2024", 3),
        ("2023–2024", 2),
        ("2016/17-2018/19", 3),
        ("2023K1", 1),
        ("År: 2021", 1),
        ("2024-2020", 1),
    ],
)
def test_the_name_of_a_period_tells_how_many_years_it_covers(period: str, years: int) -> None:
    assert years_covered(period) == years
