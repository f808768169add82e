"""What is known and what is lacking is counted by kind, and never as one number."""

from loftet.editions.coverage import PlaceCoverage, YearInUse
from loftet.editions.rows import ValueStatus
from loftet.editions.store import EditionStore


def test_each_kind_of_gap_of_a_place_is_counted_apart(store: EditionStore) -> None:
    edition = store.published()
    assert edition is not None
    assert store.place_coverage(edition) == (
        PlaceCoverage("0301", 3, 0, 0, 0, 0, 3, 3),
        PlaceCoverage("3324", 3, 0, 0, 0, 0, 3, 3),
        PlaceCoverage("3326", 2, 0, 1, 0, 0, 2, 3),
        PlaceCoverage("3328", 2, 1, 0, 0, 0, 2, 3),
        PlaceCoverage("NO", 3, 0, 0, 0, 0, 3, 3),
    )
    assert [one.applying for one in store.place_coverage(edition)] == [3, 3, 3, 3, 3]


def test_the_years_and_kinds_of_the_figures_in_use_are_those_of_ranked_places(store: EditionStore) -> None:
    edition = store.published()
    assert edition is not None
    assert store.years_in_use(edition) == (
        YearInUse("leakage", 2024, ValueStatus.ESTIMATED, 1),
        YearInUse("leakage", 2024, ValueStatus.PRELIMINARY, 1),
        YearInUse("leakage", 2024, ValueStatus.REPORTED, 1),
        YearInUse("neet", 2023, ValueStatus.REPORTED, 1),
        YearInUse("neet", 2024, ValueStatus.REPORTED, 2),
        YearInUse("waste", 2024, ValueStatus.REPORTED, 4),
    )
