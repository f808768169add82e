"""Every entry of the catalogue tells its reader what is measured, why, and where the figure comes from."""

import re
from collections import Counter
from pathlib import Path

import pytest

from loftet.invalid_input import InvalidInput
from loftet.methods.verdicts import Yardstick
from loftet.sources.catalogue import STUDY_COLUMNS, Catalogue, read_catalogue, study_indicators
from loftet.sources.catalogue.indicator import INDICATOR_COLUMNS
from loftet.sources.catalogue.kpi import KPI_COLUMNS
from loftet.sources.catalogue.read import TARGET_COLUMNS, TEXT_COLUMNS
from loftet.sources.catalogue.record import Words
from loftet.sources.catalogue.words import Applicable, CountedPer, FigureKind, Tier, U4sscDimension

TARGETS_OF = dict(
    zip(range(1, 18), (7, 8, 13, 10, 9, 8, 5, 12, 8, 10, 10, 11, 5, 10, 12, 12, 19), strict=True)
)

# Names that are the same in both forms of Norwegian.
SAME_NAME = {
    *("young_social_assistance", "farmland_converted", "new_farmland", "organic_farmland", "care_staff"),
    *("mental_health_contacts", "antibiotics", "kindergarten", "women_council", "sludge_reused", "landfill"),
    *("energy_in_buildings", "fine_dust", "emergency_plan", "material_recycling", "land_built_on"),
    *("free_income", "farmland_area", "nature_area", "minority_language_share", "net_operating_result"),
}
SAME_TARGET = {
    *("1.1", "2.1", "2.2", "2.a", "3.7", "3.a", "5.1", "5.c", "6.2", "8.10", "8.7", "8.a", "9.c", "11.2"),
    *("12.3", "12.8", "13.2", "13.3", "14.2", "14.4", "14.5", "14.6", "15.1", "15.2", "15.3", "15.4", "16.5"),
}
SAME_KPI = {
    *("EC:ICT:T:3A", "EC:ICT:PS:3A", "EC:P:IN:3A", "EC:I:T:1C", "EC:I:T:5A", "EN:EN:PSN:4A", "EN:E:E:1C"),
    *("SC:SH:SI:3C", "SC:SH:SI:5A", "SC:SH:SA:6C", "SC:SH:SA:7C", "SC:SH:SA:9C"),
}
# Words of the trade that neither a mayor nor an inhabitant should have to know.
UNEXPLAINED = (
    "NEET",
    "SAIDI",
    "ROS",
    "MMR",
    "KPR",
    "KOSTRA",
    "EU60",
    "TBU",
    "PM2",
    "NACE",
    "SDG",
    "KPI",
    "GWh",
    "Gini",
)
UNEXPLAINED_WORD = re.compile(rf"\b({'|'.join(UNEXPLAINED)})")
# Forms of the other Norwegian; each is wrong in the text it is looked for in.
NOT_NYNORSK = re.compile(
    r"\b(ikke|hvor|fra|jeg|kommunens|mye|bare|også|bærekraft\w*|være|gjøre|hvis|noen|veier|vann)\b"
)
NOT_BOKMAAL = re.compile(r"\b(ikkje|kor|frå|eg|mykje|berre|òg|berekraft\w*|vere|gjere|nokon|vegar|vatn)\b")


def texts(words: Words) -> tuple[str, str, str]:
    return words.nb, words.nn, words.en


def test_there_are_at_least_ninety_indicators_and_three_for_every_goal(catalogued: Catalogue) -> None:
    per_goal = Counter(indicator.goal for indicator in catalogued.indicators)
    assert sum(per_goal.values()) >= 90
    assert [goal for goal in catalogued.goals if per_goal[goal] < 3] == []


def test_every_entry_has_texts_direction_unit_goal_source_and_says_where_it_applies(
    catalogued: Catalogue,
) -> None:
    for indicator in catalogued.indicators:
        told = (*texts(indicator.name), *texts(indicator.about), *texts(indicator.unit))
        assert all(told), indicator.key
        assert indicator.source.name, indicator.key
        assert indicator.goal == indicator.target.split(".")[0], indicator.key
        assert (indicator.direction == 0) == (indicator.kind is FigureKind.BALANCE), indicator.key
        assert set(indicator.applies_to.split()) <= {"!inland", "wild_reindeer"}, indicator.key


def test_most_indicators_name_a_table_and_a_code_and_every_one_says_where_it_was_seen_or_why_not(
    catalogued: Catalogue,
) -> None:
    coded = [one for one in catalogued.indicators if one.source.table and one.source.contents]
    assert len(coded) >= 61
    without = {one.key for one in coded if "seen in" not in one.review and "seen on" not in one.review}
    assert without == set()
    assert [one.key for one in catalogued.indicators if not one.review] == []
    assert [one.key for one in catalogued.indicators if one.source.verified] == []


def test_the_summary_lists_what_lacks_a_table_or_a_code_with_the_reason(catalogued: Catalogue) -> None:
    lines = catalogued.lines()
    told = {line.split(":")[0].strip(): line for line in lines if line.startswith("  ")}
    lacking = {
        one.key
        for one in catalogued.indicators
        if not one.source.table or not one.source.contents or one.source.labels
    }
    assert told.keys() == lacking
    for key, indicator in catalogued.by_key().items():
        assert key not in told or told[key].endswith(indicator.review)
    counted = re.search(r"table and contents code: (\d+)", "\n".join(lines))
    assert counted
    assert int(counted[1]) >= 61


def test_what_measures_something_else_is_not_named_any_more(catalogued: Catalogue) -> None:
    named = {(one.source.table, one.source.contents): one.key for one in catalogued.indicators}
    assert not {("12134", "KOSKG320000"), ("394", "RATE"), ("377", "RATE"), ("794", "RATE")} & named.keys()
    assert named["12272", "KOSandelminsptot0000"] == "minority_language_share"
    by_key = catalogued.by_key()
    assert by_key["minority_language_share"].kind is FigureKind.CONTEXT
    assert not by_key["land_built_on"].source.table
    assert "10760" not in {one.source.table for one in catalogued.indicators}


def test_square_kilometres_and_gigawatt_hours_come_as_the_unit_says(catalogued: Catalogue) -> None:
    times = {
        key: catalogued.by_key()[key].source.times for key in ("built_up_area", "electricity_households")
    }
    assert times == {"built_up_area": 1_000_000, "electricity_households": 1_000_000}
    assert catalogued.by_key()["child_welfare"].source.times == 10


def test_no_source_is_called_unknown_and_a_page_shows_no_label_for_a_code(catalogued: Catalogue) -> None:
    assert not [one.key for one in catalogued.indicators if "ingen" in one.source.name.lower()]
    keys = [one.key for one in catalogued.indicators]
    assert not [row["contents"] for row in study_indicators(catalogued, keys) if "<" in row["contents"]]


def test_a_row_without_evidence_or_reason_is_refused(copied: Path) -> None:
    facts = copied / "indicators.csv"
    text = facts.read_text(encoding="utf-8")
    review = "no table exists: counted by the municipality"
    facts.write_text(text.replace(review, "", 1), encoding="utf-8")
    with pytest.raises(InvalidInput, match="tell where the code was seen, or why there is none"):
        read_catalogue(copied)


def test_the_readme_tells_how_many_indicators_there_are(catalogue: Path, catalogued: Catalogue) -> None:
    readme = (catalogue.parent / "README.md").read_text(encoding="utf-8")
    assert f"{len(catalogued.indicators)} indicators" in readme


def test_each_language_is_written_and_not_a_copy_of_another(catalogued: Catalogue) -> None:
    same = {indicator.key for indicator in catalogued.indicators if indicator.name.nb == indicator.name.nn}
    assert same == SAME_NAME
    for indicator in catalogued.indicators:
        assert len(set(texts(indicator.about))) == 3, indicator.key
        assert indicator.name.en not in (indicator.name.nb, indicator.name.nn), indicator.key


def test_what_is_counted_per_inhabitant_says_so_in_its_name_or_unit(catalogued: Catalogue) -> None:
    words = ("per innbygger", "per innbyggjar", "per inhabitant")
    silent = {
        (indicator.key, word)
        for indicator in catalogued.indicators
        if indicator.counted_per is CountedPer.INHABITANT and not indicator.unit.nb.startswith("per 1")
        for word, name, unit in zip(words, texts(indicator.name), texts(indicator.unit), strict=True)
        if word not in name and not unit.endswith(word)
    }
    assert silent == set()
    units = {one.key: texts(one.unit) for one in catalogued.indicators}
    assert units["free_income"] == ("kr per innbygger", "kr per innbyggjar", "NOK per inhabitant")
    assert units["nitrogen"] == ("kg per innbygger", "kg per innbyggjar", "kg per inhabitant")
    assert units["household_waste_year_inhabitant"] == ("kg per person",) * 3


def test_nynorsk_and_bokmaal_are_not_mixed(catalogued: Catalogue) -> None:
    everything = [
        *(indicator.name for indicator in catalogued.indicators),
        *(indicator.about for indicator in catalogued.indicators),
        *(target.name for target in catalogued.targets),
        *(kpi.name for kpi in catalogued.u4ssc),
    ]
    assert [words.nn for words in everything if NOT_NYNORSK.search(words.nn.lower())] == []
    assert [words.nb for words in everything if NOT_BOKMAAL.search(words.nb.lower())] == []


def test_an_explanation_is_one_to_three_short_sentences_without_words_of_the_trade(
    catalogued: Catalogue,
) -> None:
    for indicator in catalogued.indicators:
        for text in texts(indicator.about):
            assert 1 <= len(re.findall(r"[.:](?= |$)", text)) <= 3, text
            assert len(text) <= 260, text
            assert text.endswith("."), text
        for text in (*texts(indicator.name), *texts(indicator.about)):
            assert not UNEXPLAINED_WORD.search(text), text


def test_every_target_that_a_figure_is_held_against_is_cited(catalogued: Catalogue) -> None:
    cited = [one for one in catalogued.indicators if one.goalposts.yardstick is Yardstick.TARGET]
    assert len(cited) >= 5
    for indicator in cited:
        posts = indicator.goalposts
        assert posts.red is not None, indicator.key
        assert posts.green is not None, indicator.key
        assert posts.target_source, indicator.key
        assert posts.target_date, indicator.key
        assert posts.checked_by, indicator.key


def test_the_169_targets_belong_to_their_goals_and_have_short_names(catalogued: Catalogue) -> None:
    assert Counter(int(target.goal) for target in catalogued.targets) == TARGETS_OF
    assert max(len(text) for target in catalogued.targets for text in texts(target.name)) <= 70
    assert {target.key for target in catalogued.targets if target.name.nb == target.name.nn} == SAME_TARGET
    assert len({target.name.en for target in catalogued.targets}) == 169


def test_u4ssc_has_54_core_and_37_advanced_over_three_dimensions(catalogued: Catalogue) -> None:
    assert Counter(kpi.tier for kpi in catalogued.u4ssc) == {Tier.CORE: 54, Tier.ADVANCED: 37}
    assert Counter(kpi.dimension for kpi in catalogued.u4ssc) == {
        U4sscDimension.ECONOMY: 45,
        U4sscDimension.ENVIRONMENT: 17,
        U4sscDimension.SOCIETY_AND_CULTURE: 29,
    }
    assert {kpi.code for kpi in catalogued.u4ssc if kpi.name.nb == kpi.name.nn} == SAME_KPI


def test_u4ssc_says_what_does_not_fit_in_norway_and_why(catalogued: Catalogue) -> None:
    odd = {kpi.code: kpi for kpi in catalogued.u4ssc if kpi.applicable is not Applicable.YES}
    assert all(kpi.not_applicable_reason for kpi in odd.values())
    assert {"EC:I:T:4A", "SC:SH:SA:3A", "EN:EN:AQ:1C"} <= odd.keys()


def test_the_files_are_sorted_by_goal_target_and_key(catalogued: Catalogue) -> None:
    order = [target.key for target in catalogued.targets]
    keys = [(order.index(one.target), one.key) for one in catalogued.indicators]
    assert keys == sorted(keys)


def test_every_column_is_named_in_the_readme(catalogue: Path) -> None:
    named = set(re.findall(r"`([a-z_]+)`", (catalogue / "README.md").read_text(encoding="utf-8")))
    columns = {*INDICATOR_COLUMNS, *KPI_COLUMNS, *TARGET_COLUMNS, *TEXT_COLUMNS}
    assert columns - named == set()


def test_a_study_gets_background_without_weight_and_without_colour(catalogued: Catalogue) -> None:
    child, council = study_indicators(catalogued, ["child_welfare", "women_council"])[::-1]
    assert set(child) == set(STUDY_COLUMNS)
    wanted = ("indicator", "weight", "yardstick", "red", "green", "direction", "ideal_low", "ideal_high")
    assert [child[column] for column in wanted] == ["child_welfare", "0", "target", "", "", "-1", "", ""]
    assert [council[column] for column in wanted] == [
        "women_council",
        "1",
        "comparison",
        "",
        "",
        "0",
        "40",
        "60",
    ]


def test_a_study_of_an_unknown_indicator_is_refused_with_the_nearest(catalogued: Catalogue) -> None:
    with pytest.raises(InvalidInput, match=r"«nett» is not in the catalogue; did you mean «neet»\?"):
        study_indicators(catalogued, ["nett"])


def test_a_copy_reads_like_the_original(copied: Path, catalogued: Catalogue) -> None:
    assert read_catalogue(copied).lines() == catalogued.lines()
