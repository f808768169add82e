"""Each kind of dirt is found by its rule, and nothing else is called dirt."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from loftet.sources.taxonomy.check import TaxonomyReport, check_taxonomy
from loftet.sources.taxonomy.dirt import TagFault, find_dirt
from loftet.sources.taxonomy.knowledge import Knowledge
from loftet.sources.taxonomy.read import read_taxonomy

pytestmark = pytest.mark.xdist_group("dirt")  # what they share is made in one process

BLANK = {
    TagFault.NO_TARGET,
    TagFault.NO_QUALITY,
    TagFault.NO_EVALUATION,
    TagFault.NO_GEOGRAPHY,
    TagFault.NO_SECTOR,
    TagFault.NO_BOTTOM_LINE,
}
CLASS_1 = "dqv:hasQualityMeasurement <https://data.norge.no/vocabulary/indicator/quality/Class_1>"


def found(folder: Path, known: Knowledge) -> list[tuple[int, TagFault, str]]:
    findings = find_dirt(read_taxonomy(folder), known)
    return [(one.indicator.number, one.kind, one.told) for one in findings if one.kind not in BLANK]


def test_a_target_that_slid_down_from_a_row_above_is_found(
    write: Callable[..., Path], known: Knowledge
) -> None:
    folder = write(
        (1, "Barn i barnehage", "4", "4.2"),
        (2, "Menn i kommunestyre", "5", "5.5"),
        (3, "Kvinner i kommunestyre", "4 5", "4.2 5.5"),
    )
    assert found(folder, known) == [(3, TagFault.SHIFTED_TARGET, "4.2")]


def test_a_target_is_followed_from_row_to_row(write: Callable[..., Path], known: Knowledge) -> None:
    folder = write(
        (1, "Valgdeltakelse", "16", "16.7"),
        (2, "Luftforurensning", "16 3", "16.7 3.9"),
        (3, "Noe annet", "3", "3.9"),
        (4, "Luft på skolen", "16 3", "16.7 3.9"),
        (5, "Luft langt unna", "16 3", "16.7 3.9"),
    )
    assert found(folder, known) == [
        (2, TagFault.SHIFTED_TARGET, "16.7"),
        (4, TagFault.SHIFTED_TARGET, "16.7"),
        (5, TagFault.SHIFTED_TARGET, "16.7"),
    ]


def test_a_title_that_speaks_of_no_goal_or_of_the_same_proves_nothing(
    write: Callable[..., Path], known: Knowledge
) -> None:
    folder = write(
        (1, "Barn i barnehage", "4", "4.2"),
        (2, "Noe annet", "4", "4.2"),
        (3, "Plass i barnehage", "4", "4.2"),
    )
    assert found(folder, known) == []


def test_goals_and_targets_that_do_not_fit_are_found(write: Callable[..., Path], known: Knowledge) -> None:
    folder = write(
        (1, "En", "4", "5.5"),
        (2, "To", "4 5", "4.2"),
        (3, "Tre", "4 7.2", "4.2"),
        (4, "Fire", "3 4", "3 3.9 4.2"),
        (5, "Fem", "4", "4.9"),
    )
    assert found(folder, known) == [
        (1, TagFault.TARGET_OUTSIDE_GOALS, "5.5 beside the goals 4"),
        (1, TagFault.GOAL_WITHOUT_TARGET, "4 beside the targets 5.5"),
        (2, TagFault.GOAL_WITHOUT_TARGET, "5 beside the targets 4.2"),
        (3, TagFault.GOAL_TARGET_MIXED, "7.2"),
        (4, TagFault.GOAL_TARGET_MIXED, "3"),
        (5, TagFault.UNKNOWN_TARGET, "4.9"),
    ]


def test_a_title_twice_is_found_and_what_its_twin_is_tagged_with(
    write: Callable[..., Path], known: Knowledge
) -> None:
    folder = write((1, "Landareal (km2)", "4", "4.2"), (2, "LANDAREAL  km2", "5", "5.5"))
    assert found(folder, known) == [
        (1, TagFault.DUPLICATE, "stands 2 times in the set"),
        (1, TagFault.SAME_TITLE_OTHER_TARGETS, "elsewhere 5.5"),
        (2, TagFault.DUPLICATE, "stands 2 times in the set"),
        (2, TagFault.SAME_TITLE_OTHER_TARGETS, "elsewhere 4.2"),
    ]


def test_wrong_codes_and_errors_of_a_spreadsheet_are_found(
    write: Callable[..., Path], known: Knowledge
) -> None:
    folder = write(
        (1, "Freshwater Consumption", "4", "4.2", 'skos:notation "EN: EN: WS: 3C"'),
        (2, "Wastewater Treatment - Primary", "4", "4.2", 'skos:notation "EN: EN: WS:3C"'),
        (3, "Open Data", "4", "4.2", 'dcterms:source "#REF!"'),
        name="U4SSC",
    )
    assert found(folder, known) == [
        (2, TagFault.CODE_PATTERN, "«EN: EN: WS:3C»"),
        (2, TagFault.WRONG_CODE, "«EN: EN: WS:3C» should be EN:EN:WS:4C"),
        (3, TagFault.SPREADSHEET_ERROR, "#REF!"),
    ]


def test_a_value_that_no_scheme_has_is_found(write: Callable[..., Path], known: Knowledge) -> None:
    folder = write(
        (1, "En", "4", "4.2", CLASS_1), (2, "To", "4", "4.2", CLASS_1.replace("Class_1", "Class_9"))
    )
    assert found(folder, known) == [(2, TagFault.DEAD_LINK, "quality/Class_9")]


def test_what_is_blank_is_counted(write: Callable[..., Path], known: Knowledge) -> None:
    findings = find_dirt(read_taxonomy(write((1, "En", "4", "", CLASS_1))), known)
    assert {one.kind for one in findings} == BLANK - {TagFault.NO_QUALITY}


# --- the real files -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def check(shared: Path, catalogue: Path) -> TaxonomyReport:
    return check_taxonomy(shared / "data" / "ks-taxonomy", catalogue)


@pytest.mark.shared
def test_the_real_sets_have_the_known_sizes_and_classes(check: TaxonomyReport) -> None:
    sizes = sorted((len(group.indicators) for group in check.taxonomy.sets), reverse=True)
    assert len(check.taxonomy.indicators) == 2092
    assert sizes == [
        *[459, 248, 157, 153, 115, 111, 92, 72, 72, 70, 67, 67, 51, 51, 38, 29, 29, 24, 20, 19],
        *[18, 17, 16, 14, 14, 12, 11, 9, 9, 9, 7, 6, 6],
    ]
    assert check.quality() == {"Class_1": 1781, "Class_2": 165, "Class_3": 31, "blank": 115}
    assert "U4SSC: 90 distinct codes for 111 rows" in check.lines()


@pytest.mark.shared
def test_the_real_dirt_is_counted(check: TaxonomyReport) -> None:
    assert Counter(one.kind for one in check.findings) == {
        TagFault.SHIFTED_TARGET: 70,
        TagFault.TARGET_OUTSIDE_GOALS: 78,
        TagFault.GOAL_WITHOUT_TARGET: 93,
        TagFault.GOAL_TARGET_MIXED: 5,
        TagFault.SAME_TITLE_OTHER_TARGETS: 181,
        TagFault.DUPLICATE: 204,
        TagFault.SPREADSHEET_ERROR: 9,
        TagFault.CODE_PATTERN: 4,
        TagFault.WRONG_CODE: 3,
        TagFault.DEAD_LINK: 2080,
        TagFault.TITLE_LANGUAGE: 256,
        TagFault.NO_TARGET: 78,
        TagFault.NO_QUALITY: 115,
        TagFault.NO_EVALUATION: 4,
        TagFault.NO_GEOGRAPHY: 1100,
        TagFault.NO_SECTOR: 12,
        TagFault.NO_BOTTOM_LINE: 146,
    }


@pytest.mark.shared
@pytest.mark.parametrize(
    ("title", "kind", "told"),
    [
        ("Andel kvinner blant kommunestyrerepresentanter", TagFault.SHIFTED_TARGET, "4.2"),
        ("Luftforurensning, eksponert over luftkvalitetskriteriene", TagFault.SHIFTED_TARGET, "16.7"),
        ("Spesialisthelsetjenesten, somatikk - Kvinner", TagFault.SHIFTED_TARGET, "6.1"),
        ("Alkohol omsatt i dagligvarebutikker og Vinmonopol", TagFault.GOAL_WITHOUT_TARGET, "14 beside"),
        ("Student ICT Access", TagFault.CODE_PATTERN, "«SC: EH: ED:1C»"),
        ("Wastewater Treatment - Primary", TagFault.WRONG_CODE, "«EN: EN: WS: 3C» should be EN:EN:WS:4C"),
    ],
)
def test_the_known_examples_are_found(check: TaxonomyReport, title: str, kind: TagFault, told: str) -> None:
    on_it = {one.kind: one.told for one in check.findings if one.indicator.title.startswith(title)}
    assert on_it[kind].startswith(told)
