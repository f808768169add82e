"""The dated table of thresholds: what holds on a day, what is reached together, what must be checked."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loftet.invalid_input import InvalidInput
from loftet.methods.procurement.rows import Amount
from loftet.pool_overview.thresholds import KINDS_OF, newest_of_each, reached, read_thresholds
from loftet.pools.models import Kind

COLUMNS = "valid_from,amount_nok,kind,source_nb,source_nn,source_en,status,checked_at"
GOODS = KINDS_OF[Kind.GOODS]
AUTUMN = date(2026, 10, 1)


def row(kind: str, amount: int, checked: date = AUTUMN, *, primary: bool = True) -> Amount:
    return Amount(
        kind=kind,
        amount=Decimal(amount),
        valid_from=date(2018, 1, 1),
        sources={},
        is_primary=primary,
        checked_at=checked,
    )


@pytest.mark.parametrize(
    ("parts", "day", "kind", "amount", "joint"),
    [
        ([1_200_000, 1_400_000], AUTUMN, "eea_goods_services_local", 2_500_000, True),
        ([1_200_000, 2_500_000], AUTUMN, "eea_goods_services_local", 2_500_000, False),
        ([1_200_000, 1_200_000], AUTUMN, "national", 1_300_000, True),
        ([1_200_000, 1_200_000], date(2026, 1, 1), "eea_goods_services_local", 2_300_000, True),
        ([250_000, 250_000], AUTUMN, "lower_scope", 500_000, True),
        ([250_000, 249_999], date(2026, 6, 30), "lower_scope", 100_000, False),
    ],
)
def test_the_table_of_the_catalogue_tells_what_is_reached_together(
    catalogue: Path, parts: list[int], day: date, kind: str, amount: int, joint: bool
) -> None:
    found = reached(read_thresholds(catalogue), GOODS, [Decimal(one) for one in parts], day)
    assert found is not None
    assert (found.threshold.kind, int(found.threshold.amount), found.is_joint) == (kind, amount, joint)


@pytest.mark.parametrize(
    ("parts", "kind", "amount"),
    [
        ([2_400_000, 2_600_000], "utilities", 5_000_000),
        ([2_400_000, 2_599_999], "lower_scope", 500_000),  # above what a municipality has for goods
        ([250_000, 250_000], "lower_scope", 500_000),
    ],
)
def test_what_serves_drinking_water_has_the_amounts_of_utilities(
    catalogue: Path, parts: list[int], kind: str, amount: int
) -> None:
    utilities = KINDS_OF[Kind.UTILITIES]
    found = reached(read_thresholds(catalogue), utilities, [Decimal(one) for one in parts], AUTUMN)
    assert found is not None
    assert (found.threshold.kind, int(found.threshold.amount)) == (kind, amount)
    assert reached(read_thresholds(catalogue), utilities, [Decimal(499_999)], AUTUMN) is None


def test_below_all_amounts_nothing_is_reached(catalogue: Path) -> None:
    assert reached(read_thresholds(catalogue), GOODS, [Decimal(499_999)], AUTUMN) is None


def test_each_kind_of_purchase_has_amounts_in_the_table(catalogue: Path) -> None:
    known = {one.kind for one in newest_of_each(read_thresholds(catalogue), AUTUMN)}
    assert set().union(*KINDS_OF.values()) <= known


@pytest.mark.parametrize(
    ("one", "uncertain"),
    [
        (row("national", 1, date(2026, 4, 4)), False),
        (row("national", 1, date(2026, 4, 3)), True),
        (row("national", 1, primary=False), True),
    ],
)
def test_a_row_that_is_secondary_or_long_unchecked_is_uncertain(one: Amount, uncertain: bool) -> None:
    assert one.is_uncertain(AUTUMN) == uncertain


@given(st.lists(st.integers(1, 3_000_000), min_size=1, max_size=8), st.integers(1, 3_000_000))
def test_another_member_never_takes_the_sum_below_a_threshold(parts: list[int], more: int) -> None:
    rows = [row("lower_scope", 100_000), row("national", 1_300_000)]
    before = reached(rows, GOODS, [Decimal(one) for one in parts], AUTUMN)
    after = reached(rows, GOODS, [Decimal(one) for one in (*parts, more)], AUTUMN)
    if before is not None:
        assert after is not None
        assert after.threshold.amount >= before.threshold.amount


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ("i fjor,100000,national,x,x,x,primary,2026-01-01", "valid_from"),
        ("2020-01-01,mykje,national,x,x,x,primary,2026-01-01", "amount_nok"),
        ("2020-01-01,0,national,x,x,x,primary,2026-01-01", "amount_nok"),
        ("2020-01-01,100000,national,x,x,x,sure,2026-01-01", "status"),
        ("2020-01-01,100000,national,x,x,x,primary,", "checked_at"),
    ],
)
def test_a_row_that_cannot_be_used_is_refused_with_its_place(tmp_path: Path, cells: str, column: str) -> None:
    (tmp_path / "procurement").mkdir()
    (tmp_path / "procurement" / "thresholds.csv").write_text(f"{COLUMNS}\n{cells}\n")
    with pytest.raises(InvalidInput) as refused:
        read_thresholds(tmp_path)
    assert [(one.line, one.column) for one in refused.value.problems] == [(2, column)]
