"""The rules of procurement: both sides of each amount, date and rule, what is cited, what is not known."""

from dataclasses import fields, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loftet.methods.procurement.case import Borne, Buyer, Case, Environment, Mode, Partner, Purchase
from loftet.methods.procurement.check import RULES, Checked, check
from loftet.methods.procurement.consequences import Consequence
from loftet.methods.procurement.rows import Amount, Clause, DatedRow, RuleBook
from loftet.sources.procurement_rules import read_rule_book

TODAY = date(2026, 11, 29)
AUGUST, JUNE = date(2026, 8, 1), date(2026, 6, 30)
BOTH: dict[str, Any] = {
    "requirements": "Utslippsfrie kjøretøy.",
    "justification": "Bedre enn 30 prosent vekt.",
}
WEIGHTED = Environment(Mode.WEIGHTED, Decimal(30))
# A purchase of which all is known: 1.5 million in services, of a municipality on 1 August 2026.
KNOWN = Case(
    day=AUGUST,
    buyer=Buyer.MUNICIPALITY,
    kind=Purchase.SERVICES,
    value=Decimal(1_500_000),
    options=Decimal(0),
    lots=(),
    joint=False,
    framework=False,
    months=Decimal(24),
    reserved=False,
    hours=Decimal(400),
    environment=WEIGHTED,
    contacts=Decimal(0),
)
CATALOGUE = Path(__file__).parents[2] / "catalogue"


@pytest.fixture(scope="module")
def book() -> RuleBook:
    return read_rule_book(CATALOGUE)


def known(**changed: Any) -> Case:
    for name in ("value", "options", "months", "hours"):
        if isinstance(changed.get(name), int | str):
            changed[name] = Decimal(changed[name])
    return replace(KNOWN, **changed)


def values(found: Checked) -> dict[str, Any]:
    return {key: one.value for key, one in found.consequences.items()}


def cited(one: Consequence) -> DatedRow:
    return one.rows[0]


def ids(found: Checked) -> list[str]:
    return [*found.consequences, *found.not_applicable, *dict.fromkeys(key for key, _ in found.depends_on)]


# --- the whole set ------------------------------------------------------------------------------------

PART2 = {
    "scope": "part2",
    "notice": "national",
    "climate_duty": True,
    "climate_mode_valid": True,
    "deadlines": False,
    "splitting": False,
    "wage_clause": False,
    "apprentice_clause": False,
    "standstill": False,
    "protocol": "FOA § 10-5",
    "dialogue_frozen": True,
}
PART1 = {key: value for key, value in PART2.items() if key != "climate_mode_valid"} | {
    "scope": "part1",
    "notice": "none",
    "climate_duty": "guidance",
    "protocol": "FOA § 7-1",
}
OUTSIDE = {
    **{key: False for key in PART1 if key != "protocol"},
    "scope": "outside",
    "notice": "none",
}
PART3 = PART2 | {
    "scope": "part3",
    "notice": "eea",
    "deadlines": {"requests": 30, "tenders": 30},
    "wage_clause": True,
    "apprentice_clause": True,
    "standstill": 10,
    "protocol": "FOA § 25-5",
}


@pytest.mark.parametrize(
    ("value", "expected", "apart"),
    [
        ("499999.99", OUTSIDE, {"climate_mode_valid", "protocol", "max_value"}),
        ("500000", PART1, {"climate_mode_valid", "max_value"}),
        ("1299999.99", PART1, {"climate_mode_valid", "max_value"}),
        ("1300000", PART2, {"max_value"}),
        ("2499999.99", PART2 | {"wage_clause": True, "apprentice_clause": True}, {"max_value"}),
        ("2500000", PART3, {"max_value"}),
    ],
)
def test_the_exact_set_on_both_sides_of_each_amount(
    book: RuleBook, value: str, expected: dict[str, Any], apart: set[str]
) -> None:
    found = check(known(value=value), book, TODAY)
    assert values(found) == expected
    assert set(found.not_applicable) == apart
    assert (found.depends_on, found.total) == ([], Decimal(value))


def test_each_id_stands_in_one_place_alone(book: RuleBook) -> None:
    for case in (KNOWN, Case(day=AUGUST), known(value=1), known(kind=None), known(kind=Purchase.RESEARCH)):
        assert sorted(ids(check(case, book, TODAY))) == sorted(RULES)


# --- amounts by buyer, kind and day -------------------------------------------------------------------

GOODS, WORKS, SPECIAL, HEALTH = Purchase.GOODS, Purchase.WORKS, Purchase.SPECIAL, Purchase.HEALTH
TOWN, COUNTY, STATE, UTILITY = Buyer


@pytest.mark.parametrize(
    ("day", "buyer", "kind", "amount", "row", "below", "above"),
    [
        ("2026-06-30", TOWN, GOODS, 100_000, "lower_scope", "outside none", "part1 none"),
        ("2026-07-01", TOWN, GOODS, 500_000, "lower_scope", "outside none", "part1 none"),
        ("2026-07-01", UTILITY, GOODS, 500_000, "lower_scope", "outside none", "sector none"),
        ("2018-04-06", TOWN, GOODS, 1_300_000, "national", "part1 none", "part2 national"),
        ("2018-04-06", TOWN, GOODS, 2_000_000, "eea_goods_services_local", "part2 national", "part3 eea"),
        ("2020-02-11", TOWN, GOODS, 2_000_000, "eea_goods_services_local", "part2 national", "part3 eea"),
        ("2020-02-12", TOWN, GOODS, 2_050_000, "eea_goods_services_local", "part2 national", "part3 eea"),
        ("2022-01-01", TOWN, GOODS, 2_200_000, "eea_goods_services_local", "part2 national", "part3 eea"),
        ("2024-03-13", TOWN, GOODS, 2_200_000, "eea_goods_services_local", "part2 national", "part3 eea"),
        ("2024-03-14", COUNTY, GOODS, 2_300_000, "eea_goods_services_local", "part2 national", "part3 eea"),
        ("2026-04-20", TOWN, GOODS, 2_300_000, "eea_goods_services_local", "part2 national", "part3 eea"),
        ("2026-04-21", TOWN, GOODS, 2_500_000, "eea_goods_services_local", "part2 national", "part3 eea"),
        ("2018-04-06", STATE, GOODS, 1_300_000, "state", "part1 none", "part3 eea"),
        ("2024-03-14", STATE, GOODS, 1_490_000, "state", "part2 national", "part3 eea"),
        ("2026-04-21", STATE, GOODS, 1_630_000, "state", "part2 national", "part3 eea"),
        ("2018-04-06", TOWN, WORKS, 51_000_000, "eea_works", "part2 national", "part3 eea"),
        ("2020-02-12", STATE, WORKS, 51_500_000, "eea_works", "part2 national", "part3 eea"),
        ("2022-01-01", TOWN, WORKS, 56_000_000, "eea_works", "part2 national", "part3 eea"),
        ("2024-03-14", TOWN, WORKS, 57_800_000, "eea_works", "part2 national", "part3 eea"),
        ("2026-04-21", COUNTY, WORKS, 62_900_000, "eea_works", "part2 national", "part3 eea"),
        ("2026-08-01", UTILITY, WORKS, 62_900_000, "eea_works", "sector none", "sector eea"),
        ("2020-02-12", UTILITY, GOODS, 4_100_000, "utilities", "sector none", "sector eea"),
        ("2022-01-01", UTILITY, GOODS, 4_500_000, "utilities", "sector none", "sector eea"),
        ("2024-03-14", UTILITY, GOODS, 4_600_000, "utilities", "sector none", "sector eea"),
        ("2026-04-21", UTILITY, GOODS, 5_000_000, "utilities", "sector none", "sector eea"),
        ("2026-08-01", TOWN, SPECIAL, 1_300_000, "national", "part1 none", "part2 national"),
        ("2018-04-06", TOWN, SPECIAL, 6_950_000, "eea_special_services", "part2 national", "part2 eea"),
        ("2020-02-12", TOWN, SPECIAL, 7_200_000, "eea_special_services", "part2 national", "part2 eea"),
        ("2022-01-01", TOWN, SPECIAL, 7_800_000, "eea_special_services", "part2 national", "part2 eea"),
        ("2026-04-20", TOWN, SPECIAL, 7_800_000, "eea_special_services", "part2 national", "part2 eea"),
        ("2026-04-21", TOWN, SPECIAL, 8_700_000, "eea_special_services", "part2 national", "part2 eea"),
        ("2026-08-01", TOWN, HEALTH, 500_000, "lower_scope", "outside none", "part1 none"),
        ("2026-08-01", TOWN, HEALTH, 8_700_000, "eea_special_services", "part1 none", "part4 eea"),
        ("2026-08-01", UTILITY, HEALTH, 8_700_000, "eea_special_services", "sector none", "sector eea"),
    ],
)
def test_part_and_notice_on_both_sides_of_each_amount(
    book: RuleBook, day: str, buyer: Buyer, kind: Purchase, amount: int, row: str, below: str, above: str
) -> None:
    rows = []
    for value, expected in ((Decimal(amount) - Decimal("0.01"), below), (Decimal(amount), above)):
        case = known(day=date.fromisoformat(day), buyer=buyer, kind=kind, value=value)
        found = check(case, book, TODAY).consequences
        assert f"{found['scope'].value} {found['notice'].value}" == expected
        rows += [*found["scope"].rows, *found["notice"].rows]
    enforced = {(one.kind, int(one.amount)) for one in rows if isinstance(one, Amount)}
    assert (row, amount) in enforced


def test_the_citation_has_the_amount_that_is_enforced(book: RuleBook) -> None:
    for value, kind, amount in (
        ("499999", "lower_scope", 500_000),
        ("600000", "lower_scope", 500_000),
        ("1300000", "national", 1_300_000),
        ("2500000", "eea_goods_services_local", 2_500_000),
    ):
        row = cited(check(known(value=value), book, TODAY).consequences["scope"])
        assert isinstance(row, Amount)
        assert (row.kind, int(row.amount)) == (kind, amount)


def test_options_lots_and_the_shares_of_all_count(book: RuleBook) -> None:
    parts = [
        known(value=499_999, options=1),
        known(value=250_000, joint=True, others=(Partner("Ål", Decimal(250_000), binding=False),)),
        known(value=500_000, lots=(Decimal(250_000), Decimal(250_000))),
    ]
    for case in parts:
        found = check(case, book, TODAY)
        assert (found.total, values(found)["scope"]) == (Decimal(500_000), "part1")
    assert values(check(known(value=499_999), book, TODAY))["scope"] == "outside"


def test_joint_buyers_of_several_kinds_take_the_strictest_amount(book: RuleBook) -> None:
    others = (Partner("staten", Decimal(1), buyer=STATE),)
    strict = check(known(kind=GOODS, value=1_629_999, joint=True, others=others), book, TODAY)
    assert values(strict)["scope"] == "part3"
    assert cited(strict.consequences["scope"]).name == "state"
    own = (Partner("Ål", Decimal(1)),)
    assert (
        values(check(known(kind=GOODS, value=1_629_999, joint=True, others=own), book, TODAY))["scope"]
        == "part2"
    )
    mixed = (Partner("Ål", Decimal(1), buyer=TOWN),)
    sector = check(known(buyer=UTILITY, kind=GOODS, value=2_499_999, joint=True, others=mixed), book, TODAY)
    assert (values(sector)["scope"], values(sector)["notice"]) == ("sector", "eea")
    assert any("no utilities" in one for one in sector.warnings)


def test_lots_must_be_summed_and_one_lot_is_none(book: RuleBook) -> None:
    two = (Decimal(900_000), Decimal(600_000))
    assert values(check(known(lots=two), book, TODAY))["splitting"] == list(two)
    assert values(check(known(lots=(Decimal(1_500_000),)), book, TODAY))["splitting"] is False


# --- research -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("benefit", "payment", "expected"),
    [
        (Borne.BUYER, Borne.BUYER, "part2"),
        (Borne.SHARED, Borne.BUYER, "outside"),
        (Borne.BUYER, Borne.SHARED, "outside"),
        (Borne.SHARED, Borne.SHARED, "outside"),
        (Borne.SHARED, None, "outside"),
        (None, None, ["benefit", "payment"]),
        (Borne.BUYER, None, ["payment"]),
    ],
)
def test_research_depends_on_who_has_the_benefit_and_who_pays(
    book: RuleBook, benefit: Borne | None, payment: Borne | None, expected: Any
) -> None:
    found = check(known(kind=Purchase.RESEARCH, benefit=benefit, payment=payment), book, TODAY)
    fields_of = [field for key, field in found.depends_on if key == "scope"]
    assert (values(found).get("scope") or fields_of) == expected


def test_small_research_is_outside_whoever_has_the_benefit(book: RuleBook) -> None:
    found = check(known(kind=Purchase.RESEARCH, value=499_999), book, TODAY)
    assert values(found)["scope"] == "outside"


# --- the climate rule ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "value", "duty"),
    [
        ("2023-12-31", 3_000_000, False),
        ("2024-01-01", 3_000_000, True),
        ("2023-12-31", 600_000, False),
        ("2024-01-01", 600_000, "guidance"),
        ("2026-06-30", 1_299_999, "guidance"),
        ("2026-07-01", 1_300_000, True),
        ("2026-07-01", 499_999, False),
    ],
)
def test_the_climate_duty_by_day_and_part(book: RuleBook, day: str, value: int, duty: object) -> None:
    found = check(known(day=date.fromisoformat(day), value=value), book, TODAY)
    assert values(found)["climate_duty"] == duty
    assert ("climate_mode_valid" in found.not_applicable) == (duty is not True)


def test_the_climate_duty_of_health_services_and_utilities(book: RuleBook) -> None:
    assert values(check(known(kind=HEALTH, value=8_700_000), book, TODAY))["climate_duty"] is True
    assert values(check(known(kind=HEALTH, value=8_699_999), book, TODAY))["climate_duty"] == "guidance"
    assert values(check(known(buyer=UTILITY), book, TODAY))["climate_duty"] is True


MODES = [
    # mode, what is filled in, valid to 30 June 2026, valid from 1 July
    (Mode.WEIGHTED, {"weight": Decimal("29.95")}, False, False),
    (Mode.WEIGHTED, {"weight": Decimal("29.99")}, False, False),
    (Mode.WEIGHTED, {"weight": Decimal(30)}, True, True),
    (Mode.WEIGHTED, {"weight": Decimal(100)}, True, True),
    (Mode.PRIORITY_ORDER, {"rank": 3}, True, True),
    (Mode.PRIORITY_ORDER, {"rank": 4}, False, False),
    (Mode.PRIORITY_ORDER, {"rank": 4, "requirements": "x"}, False, False),
    (Mode.PRIORITY_ORDER, {"rank": 4, "justification": "x"}, False, False),
    (Mode.PRIORITY_ORDER, {"rank": 4, **BOTH}, True, True),
    (Mode.REQUIREMENTS, BOTH, True, True),
    (Mode.REQUIREMENTS, {**BOTH, "justification": " \n"}, False, False),
    (Mode.REQUIREMENTS, {"justification": "x"}, False, False),
    (Mode.COMBINATION, {"weight": Decimal(8), **BOTH}, True, True),
    (Mode.COMBINATION, {"weight": Decimal(30), "requirements": "x"}, False, False),
    (Mode.INSIGNIFICANT, {"justification": "x"}, True, True),
    (Mode.INSIGNIFICANT, {}, False, False),
    (Mode.CRITICAL_INTEREST, {"justification": "x"}, False, True),
    (Mode.CRITICAL_INTEREST, {"justification": ""}, False, False),
    (Mode.NATIONAL_MINIMUM, {"justification": "FOR-2017-12-11-1995 om energi og miljø"}, False, True),
    (Mode.NATIONAL_MINIMUM, {"justification": "det er bestemt fra før"}, False, False),
]


@pytest.mark.parametrize(("mode", "filled", "before", "after"), MODES)
def test_each_mode_on_both_sides_of_the_first_of_july(
    book: RuleBook, mode: Mode, filled: dict[str, Any], before: bool, after: bool
) -> None:
    for day, expected in ((JUNE, before), (date(2026, 7, 1), after)):
        found = check(known(day=day, environment=Environment(mode, **filled)), book, TODAY)
        assert values(found)["climate_mode_valid"] is expected
        assert any("judged by a person" in one for one in found.warnings)
        assert mode.value in cited(found.consequences["climate_mode_valid"]).name


def test_a_combination_before_july_2026_warns_that_it_was_disputed(book: RuleBook) -> None:
    combination = Environment(Mode.COMBINATION, **BOTH)
    for day, is_disputed in ((JUNE, True), (AUGUST, False)):
        warned = check(known(day=day, environment=combination), book, TODAY).warnings
        assert any("disputed" in one for one in warned) is is_disputed


def test_requirements_that_do_not_commit_are_pointed_out(book: RuleBook) -> None:
    for text, is_weak in (("Bilene bør være utslippsfrie.", True), ("Bilene er utslippsfrie.", False)):
        environment = Environment(Mode.REQUIREMENTS, requirements=text, justification="x")
        warned = check(known(environment=environment), book, TODAY).warnings
        assert any("do not commit" in one for one in warned) is is_weak


# --- clauses ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("buyer", "kind", "value", "expected"),
    [
        (TOWN, Purchase.SERVICES, "2049999.99", False),
        (TOWN, Purchase.SERVICES, "2050000", True),
        (UTILITY, WORKS, "2050000", True),
        (STATE, Purchase.SERVICES, "1299999.99", False),
        (STATE, Purchase.SERVICES, "1300000", True),
        (TOWN, HEALTH, "2050000", True),
        (TOWN, GOODS, "9000000", False),
    ],
)
def test_both_clauses_on_both_sides_of_their_amounts(
    book: RuleBook, buyer: Buyer, kind: Purchase, value: str, expected: bool
) -> None:
    found = check(known(buyer=buyer, kind=kind, value=value), book, TODAY)
    assert values(found)["wage_clause"] is expected
    assert values(found)["apprentice_clause"] is expected
    row = cited(found.consequences["wage_clause"])
    assert isinstance(row, Clause)
    assert row.amount == (1_300_000 if buyer is STATE else 2_050_000)


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"months": 3}, False),
        ({"months": "3.01"}, True),
        ({"hours": 0}, False),
        ({"hours": 1}, True),
        ({"day": date(2025, 7, 31)}, False),
        ({"day": date(2025, 8, 1)}, True),
    ],
)
def test_the_clause_on_apprentices_asks_for_duration_hours_and_day(
    book: RuleBook, changed: dict[str, Any], expected: bool
) -> None:
    found = check(known(value=2_400_000, **changed), book, TODAY)
    assert values(found)["apprentice_clause"] is expected
    assert values(found)["wage_clause"] is True


# --- what else follows --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changed", "protocol", "standstill", "deadlines"),
    [
        ({"value": 600_000}, "FOA § 7-1", False, False),
        ({"value": 1_300_000}, "FOA § 10-5", False, False),
        ({"value": 2_500_000}, "FOA § 25-5", 10, {"requests": 30, "tenders": 30}),
        ({"kind": SPECIAL, "value": 8_700_000}, "FOA § 10-5", False, False),
        ({"kind": HEALTH, "value": 8_700_000}, "FOA § 30-1", False, False),
        ({"buyer": UTILITY, "value": 4_999_999}, "forsyningsforskriften § 7-1", False, False),
        (
            {"buyer": UTILITY, "value": 5_000_000},
            "forsyningsforskriften § 7-1",
            10,
            {"requests": 30, "tenders": 30},
        ),
    ],
)
def test_record_standstill_and_time_limits_by_part(
    book: RuleBook, changed: dict[str, Any], protocol: str, standstill: object, deadlines: object
) -> None:
    found = values(check(known(**changed), book, TODAY))
    assert (found["protocol"], found["standstill"], found["deadlines"]) == (protocol, standstill, deadlines)


def test_a_framework_agreement_states_a_maximum(book: RuleBook) -> None:
    assert values(check(known(framework=True), book, TODAY))["max_value"] is True
    assert "max_value" in check(known(framework=False), book, TODAY).not_applicable
    assert "max_value" in check(known(framework=True, value=1), book, TODAY).not_applicable


def test_the_dialogue_freezes_on_the_day_of_the_announcement(book: RuleBook) -> None:
    for days, is_frozen in ((1, False), (0, True), (-1, True)):
        found = check(known(day=TODAY + timedelta(days=days)), book, TODAY)
        assert values(found)["dialogue_frozen"] is is_frozen
    assert values(check(known(value=1), book, TODAY))["dialogue_frozen"] is False


def test_contacts_after_the_announcement_are_pointed_out(book: RuleBook) -> None:
    assert any("contacts" in one for one in check(known(contacts=Decimal(2)), book, TODAY).warnings)
    assert not any("contacts" in one for one in check(KNOWN, book, TODAY).warnings)


# --- rows that must be checked ------------------------------------------------------------------------


def test_a_row_that_is_secondary_or_old_answers_and_warns(book: RuleBook) -> None:
    case = known(kind=GOODS, value=2_400_000, day=date(2024, 6, 1))
    assert not any("eea_goods" in one for one in check(case, book, date(2027, 5, 25)).warnings)
    old = check(case, book, date(2027, 5, 26))
    assert any("eea_goods" in one and "180 days" in one for one in old.warnings)
    assert values(old)["scope"] == "part3"
    secondary = check(known(value=600_000), book, TODAY).warnings
    assert any("lower_scope" in one and "not primary" in one for one in secondary)


def test_rows_in_use_are_those_that_hold_or_will(book: RuleBook) -> None:
    used = book.in_use(date(2026, 7, 1))
    amounts = [(one.kind, one.valid_from) for one in used if isinstance(one, Amount)]
    assert ("lower_scope", date(2026, 7, 1)) in amounts
    assert len(amounts) == len(dict(amounts)) == 7
    assert [one for one in used if one.valid_to is not None] == []
    earlier = book.in_use(JUNE)
    assert {one.valid_from for one in earlier if one.name == "lower_scope"} == {
        date(2017, 1, 1),
        date(2026, 7, 1),
    }


def test_what_the_tables_do_not_reach_back_to_is_not_guessed(book: RuleBook) -> None:
    found = check(known(day=date(2016, 12, 31)), book, TODAY)
    assert ("scope", "table") in found.depends_on
    assert "scope" not in found.consequences


def test_a_rule_that_is_the_same_for_every_notice_needs_no_amount_of_it(book: RuleBook) -> None:
    """The EEA amounts of utilities reach back to 2020 alone."""
    found = check(known(day=date(2019, 6, 1), buyer=Buyer.UTILITY, value=3_000_000), book, TODAY)
    assert {key for key, field in found.depends_on} == {"notice", "deadlines", "standstill"}
    assert {field for key, field in found.depends_on} == {"table"}
    assert found.consequences["climate_duty"].value is False
    assert found.consequences["dialogue_frozen"].value is True


# --- what is not known --------------------------------------------------------------------------------

OF_SUMS = ["scope", "notice", "deadlines", "protocol", "standstill", "wage_clause", "apprentice_clause"]


@pytest.mark.parametrize(
    ("missing", "case", "depends"),
    [
        ("day", KNOWN, {"date": ["climate_duty", "climate_mode_valid", "dialogue_frozen"]}),
        ("value", KNOWN, {"value": sorted({*RULES} - {"splitting", "max_value"})}),
        ("options", KNOWN, {"options": OF_SUMS}),
        ("joint", KNOWN, {"joint": OF_SUMS}),
        ("options", known(value=2_500_000), {}),
        ("joint", known(value=2_500_000), {}),
        ("lots", KNOWN, {"lots": ["splitting"]}),
        ("framework", KNOWN, {"framework": ["max_value"]}),
        ("months", known(value=2_100_000), {"months": ["apprentice_clause"]}),
        ("months", KNOWN, {}),
        ("hours", known(value=2_100_000), {"hours_relevant_for_apprentices": ["apprentice_clause"]}),
        ("hours", known(value=2_100_000, kind=GOODS), {}),
        ("environment", KNOWN, {"environment": ["climate_mode_valid"]}),
        ("environment", known(value=600_000), {}),
        ("contacts", KNOWN, {}),
        ("reserved", KNOWN, {}),
        ("buyer", known(value=499_999), {}),
        ("kind", known(value=499_999), {}),
        ("day", known(value=99_999), {}),
    ],
)
def test_each_missing_field_is_named_where_it_changes_the_answer(
    book: RuleBook, missing: str, case: Case, depends: dict[str, list[str]]
) -> None:
    found = check(replace(case, **{missing: None}), book, TODAY)
    expected = [(key, field) for field, keys in depends.items() for key in keys]
    assert sorted(found.depends_on) == sorted(expected)


def test_a_missing_buyer_and_a_missing_kind_change_the_part(book: RuleBook) -> None:
    for missing in ("buyer", "kind"):
        found = check(replace(KNOWN, value=Decimal(2_000_000), **{missing: None}), book, TODAY)
        assert ("scope", missing) in found.depends_on
        assert {field for _, field in found.depends_on} == {missing}


def test_the_sum_of_the_lots_stands_for_a_missing_value(book: RuleBook) -> None:
    lots = (Decimal(700_000), Decimal(600_000))
    found = check(known(value=None, lots=lots), book, TODAY)
    assert ("scope", "value") in found.depends_on  # 1 299 999.99 is possible
    more = check(known(value=None, lots=(*lots, Decimal(1))), book, TODAY)
    assert (values(more)["scope"], more.total) == ("part2", None)


def test_what_is_missing_of_the_climate_rule_is_named(book: RuleBook) -> None:
    for environment, field in (
        (Environment(Mode.WEIGHTED), "environment.weight"),
        (Environment(Mode.PRIORITY_ORDER), "environment.rank"),
        (Environment(), "environment.mode"),
    ):
        found = check(known(environment=environment), book, TODAY)
        assert found.depends_on == [("climate_mode_valid", field)]
    with_texts = Environment(Mode.PRIORITY_ORDER, **BOTH)
    assert values(check(known(environment=with_texts), book, TODAY))["climate_mode_valid"] is True


amounts = st.sampled_from(
    [Decimal(one) for one in (0, 99_999, 499_999, 500_000, 1_300_000, 2_050_000, 2_500_000, 8_700_000)]
)
cases = st.builds(
    Case,
    day=st.sampled_from([date(2023, 12, 31), date(2024, 6, 1), date(2025, 7, 31), JUNE, AUGUST]),
    buyer=st.sampled_from(Buyer),
    kind=st.sampled_from(Purchase),
    value=amounts,
    options=amounts,
    lots=st.just(()),
    joint=st.just(True),
    others=st.lists(st.builds(Partner, value=amounts, buyer=st.sampled_from(Buyer)), max_size=2).map(tuple),
    framework=st.booleans(),
    months=st.sampled_from([Decimal(3), Decimal(4)]),
    reserved=st.booleans(),
    hours=st.sampled_from([Decimal(0), Decimal(10)]),
    benefit=st.sampled_from(Borne),
    payment=st.sampled_from(Borne),
    environment=st.builds(
        Environment,
        mode=st.sampled_from(Mode),
        weight=st.sampled_from([Decimal("29.99"), Decimal(30)]),
        rank=st.sampled_from([3, 4]),
        requirements=st.sampled_from(["", "krav"]),
        justification=st.sampled_from(["", "fordi forskrift"]),
    ),
    contacts=st.just(Decimal(0)),
)
NAMES = [one.name for one in fields(Case)]


@settings(max_examples=60, deadline=None)
@given(cases, st.sets(st.sampled_from(NAMES), max_size=4))
def test_more_knowledge_never_contradicts_an_answer_given_with_less(case: Case, removed: set[str]) -> None:
    book = read_rule_book(CATALOGUE)
    if "joint" in removed:
        removed = {*removed, "others"}
    whole = check(case, book, TODAY)
    less = check(replace(case, **dict.fromkeys(removed)), book, TODAY)
    everything = values(whole) | dict.fromkeys(whole.not_applicable, "not applicable")
    told = values(less) | dict.fromkeys(less.not_applicable, "not applicable")
    assert told == {key: everything[key] for key in told}
    assert whole.depends_on == []


def test_every_answer_cites_a_row_with_a_source_and_a_day(book: RuleBook) -> None:
    for buyer, kind, value in product(Buyer, Purchase, (1, 600_000, 1_400_000, 70_000_000)):
        case = known(buyer=buyer, kind=kind, value=value, benefit=Borne.BUYER, payment=Borne.BUYER)
        for key, one in check(case, book, TODAY).consequences.items():
            assert one.because, key
            assert cited(one).sources["en"], key
            assert cited(one).url.startswith("https://"), key
