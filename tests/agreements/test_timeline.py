"""The picture of the calendar: which agreements stand together, and where their bars end."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loftet.agreements.models import Agreement
from loftet.agreements.timeline import MOST_TICKS, MOST_YEARS, Timeline, timeline
from loftet.people.models import Organisation

TODAY = date(2026, 11, 29)
GOL, AL = (Organisation(pk=at, name=f"{name} kommune") for at, name in ((1, "Gol"), (2, "Ål")))


def agreement(organisation: Organisation, title: str, cpv: str, ends: int, options: int = 0) -> Agreement:
    last = TODAY + timedelta(days=ends)
    until = last + timedelta(days=options) if options else None
    return Agreement(
        pk=ends, organisation=organisation, title=title, cpv=cpv, ends_on=last, options_until=until
    )


def read(drawn: Timeline) -> list[tuple[str, list[str]]]:
    return [(lane.name, [bar.name for bar in lane.bars]) for lane in drawn.lanes]


def test_a_kind_that_several_have_stands_first_and_the_rest_by_its_days() -> None:
    rows = [
        agreement(GOL, "Brøyting", "90620000", 10),
        agreement(AL, "Rør", "45232150", 30),
        agreement(GOL, "Røyr", "45231300", 60, 100),
        agreement(AL, "Mat", "", 5),
        agreement(AL, "Drikke", "", 7),
    ]
    assert read(timeline(rows, TODAY)) == [
        ("Rør", ["Ål", "Gol"]),
        ("", ["Ål: Mat", "Ål: Drikke", "Gol: Brøyting"]),
    ]


def test_two_agreements_of_one_municipality_are_not_bought_together() -> None:
    rows = [agreement(GOL, "Røyr", "45232150", 30), agreement(GOL, "Kummar", "45232150", 60)]
    assert timeline(rows, TODAY).shared == []


def test_without_agreements_there_is_nothing_to_draw() -> None:
    assert timeline([], TODAY).lanes == []


@pytest.mark.parametrize(("days", "edge"), [(200, False), (365 * 9, True)])
def test_what_runs_longer_than_the_axis_ends_at_the_edge(days: int, edge: bool) -> None:
    (lane,) = timeline([agreement(GOL, "Røyr", "45", days)], TODAY).lanes
    assert (lane.bars[0].all == 100) is edge


@settings(suppress_health_check=[HealthCheck.too_slow])  # on a busy machine
@given(st.lists(st.tuples(st.integers(0, 4_000), st.integers(0, 2_000)), min_size=1, max_size=20))
def test_a_bar_is_inside_the_axis_and_options_never_shorten_it(spans: list[tuple[int, int]]) -> None:
    drawn = timeline([agreement(GOL, "Røyr", "45", *one) for one in spans], TODAY)
    bars = [bar for lane in drawn.lanes for bar in lane.bars]
    assert len(bars) == len(spans)
    assert all(0 <= bar.firm <= bar.all <= 100 for bar in bars)
    assert [bar.all for bar in bars] == sorted(bar.all for bar in bars)
    assert len(drawn.ticks) <= max(MOST_TICKS, MOST_YEARS)
    assert all(0 < one.at < 100 and one.day.day == 1 for one in drawn.ticks)
