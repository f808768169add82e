"""Schemes: which fit a project, and when a deadline is known."""

from datetime import date
from decimal import Decimal

import pytest

from loftet.funding.finder import ProjectFacts, find_schemes
from loftet.funding.kinds import ProjectKind
from loftet.funding.schemes import Scheme, schemes


def scheme(**more: object) -> Scheme:
    """Return a scheme of which all is known."""
    known = {one.name: getattr(schemes()[0], one.name) for one in Scheme.__dataclass_fields__.values()}
    known |= {"status": "primary", "deadline": date(2027, 2, 15), "checked_at": date(2026, 11, 26)}
    return Scheme(**(known | more))


FACTS = ProjectFacts(ProjectKind.INNOVATION, {"municipality"}, 2, {"6", "12"}, Decimal(400_000))


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize(
    ("more", "lacks"),
    [
        ({}, ()),
        ({"kinds": ("network",)}, ("It is not for this kind of project.",)),
        ({"applicants": ("firm",)}, ("None of the partners can apply: firm can.",)),
        ({"partners": ("research",)}, ("A partner is missing: research.",)),
        ({"goals": ("3",)}, ("It is for other goals.",)),
        ({"status": "ended"}, ("The scheme has ended.",)),
    ],
)
def test_a_scheme_fits_or_says_why_not(more: dict[str, object], lacks: tuple[str, ...]) -> None:
    (found,) = find_schemes(FACTS, [scheme(**more)], date(2026, 12, 1))
    assert found.lacks == lacks
    if not lacks:
        assert "up to 200\N{NO-BREAK SPACE}000 kr of the cost in cash" in found.reasons


@pytest.mark.parametrize(
    ("more", "today", "known"),
    [
        ({}, date(2026, 12, 1), date(2027, 2, 15)),
        ({"status": "secondary"}, date(2026, 12, 1), None),
        ({}, date(2027, 6, 1), None),  # passed
        ({"deadline": date(2027, 9, 1)}, date(2027, 6, 1), None),  # not checked for 180 days
    ],
)
def test_a_deadline_is_a_day_only_where_it_is_verified(
    more: dict[str, object], today: date, known: date | None
) -> None:
    assert scheme(**more).known_deadline(today) == known


def test_no_row_of_the_catalogue_claims_a_deadline_that_nobody_has_verified() -> None:
    assert [one.key for one in schemes() if one.deadline and one.status != "primary"] == []
