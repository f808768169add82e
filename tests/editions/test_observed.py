"""The whole series of an indicator, and the bounds that an edition used."""

import pytest

from loftet.editions.observed import Bounds, Observed
from loftet.editions.rows import Edition, ValueStatus
from loftet.editions.store import EditionStore


@pytest.fixture
def edition(store: EditionStore) -> Edition:
    published = store.published()
    assert published is not None
    return published


def observed(
    place: str,
    year: int,
    value: float | None,
    status: ValueStatus,
    interval: tuple[float | None, float | None] = (None, None),
    source: str = "",
    period: str = "",
    row: str = "",
) -> Observed:
    return Observed(place, year, value, status, *interval, source, "", "", period, "", row)


def test_every_place_and_year_is_told_with_its_origin(store: EditionStore, edition: Edition) -> None:
    assert store.whole_series(edition, "leakage") == (
        observed("0301", 2024, 35.0, ValueStatus.ESTIMATED),
        observed("3324", 2023, 40.0, ValueStatus.REPORTED, (38.0, 42.0), "Vannverket", "2023", "7"),
        observed("3324", 2024, 30.0, ValueStatus.PRELIMINARY, (28.5, 31.0), "Vannverket", "2024", "8-9"),
        observed("3326", 2024, 10.0, ValueStatus.REPORTED),
        observed("3328", 2024, None, ValueStatus.MISSING),
        observed("NO", 2024, 25.0, ValueStatus.REPORTED),
    )
    assert store.whole_series(edition, "nothing") == ()


def test_counts_give_an_interval_and_stay_where_they_are(store: EditionStore, edition: Edition) -> None:
    (gol,) = [one for one in store.whole_series(edition, "neet") if one.place == "3324"]
    assert gol.low is not None
    assert gol.high is not None
    assert (round(gol.low, 1), gol.value, round(gol.high, 1)) == (4.9, 10.0, 17.6)
    assert not {"count", "denominator"} & set(Observed.__slots__)


def test_bounds_are_those_that_were_used(store: EditionStore, edition: Edition) -> None:
    assert store.bounds(edition, "leakage") == Bounds(60.0, 35.0, 27.5, 20.0, 10.0)
    assert store.bounds(edition, "waste") == Bounds(600.0, 425.0, 375.0, 337.5, 200.0)
    assert store.bounds(edition, "nothing") is None


def test_the_method_is_told_as_it_was_used(store: EditionStore, edition: Edition) -> None:
    assert store.method(edition)["trend"]["kind"] == "two_point"
