"""Hours: one number a half-year, added up for a cohort, never shown as a person's."""

from datetime import date
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.validators import BaseValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from loftet.core.verdicts import NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.personal_data import tables_of
from loftet.programme.hours.actions import write_hours
from loftet.programme.hours.queries import cohort_hours, half_years
from loftet.programme.models import HalfYear, HalfYearHours
from tests.people.partnership import browser_of
from tests.programme.conftest import Programme, actor, both_joined, joined


def this_half() -> HalfYear:
    return HalfYear.of(timezone.localdate())


def page_address(programme: Programme) -> str:
    return reverse("hours", args=[programme.cohort.slug, "gol"])


def test_a_number_that_is_written_again_replaces_the_first_and_the_log_has_both(programme: Programme) -> None:
    who = actor(programme.house.editor)
    for hours, seen in (("20", None), ("12.5", Decimal(20))):
        write_hours(programme.gol, this_half(), Decimal(hours), seen, actor=who)
    assert [(row.of, row.hours) for row in HalfYearHours.objects.all()] == [(this_half(), Decimal("12.5"))]
    kept = Entry.objects.filter(action="hours.written").order_by("pk")
    assert [one.details for one in kept] == [
        {"hours": "20", "when": this_half().key},
        {"hours": "12.5", "when": this_half().key},
    ]


@pytest.mark.parametrize(
    ("half", "hours", "why"),
    [
        (None, "-1", "never below zero"),
        (None, "10001", "more than ten people have"),
        (HalfYear(1999, 1), "1", "no hours in that half-year"),
        (HalfYear(2999, 2), "1", "no hours in that half-year"),
    ],
)
def test_absurd_hours_are_refused_with_the_cause(
    programme: Programme, in_english: None, half: HalfYear | None, hours: str, why: str
) -> None:
    with pytest.raises(InvalidInput, match=why):
        write_hours(programme.gol, half or this_half(), Decimal(hours), actor=actor(programme.house.editor))
    assert not HalfYearHours.objects.exists()


def test_others_do_not_write_nor_does_one_who_is_disqualified(programme: Programme) -> None:
    house = programme.house
    declare_disqualified(house.editor, programme.gol, reason="", scope="gol", now=timezone.now())
    for user in (house.neighbour, house.facilitator, house.editor):
        with pytest.raises(NotAllowed):
            write_hours(programme.gol, this_half(), Decimal(1), actor=actor(user))
    # They read them as before: decided in docs/how-to/decisions.md.
    assert browser_of(house.editor).get(page_address(programme)).status_code == 200


def test_the_page_asks_two_things_and_reads_a_comma(programme: Programme) -> None:
    joined(programme)
    browser, address = browser_of(programme.house.editor), page_address(programme)
    assert len(browser.get(address).context["form"].visible_fields()) == 2
    sent = {"half": this_half().key, "hours": "12,5"}
    assert browser.post(address, sent).status_code == 302
    assert ">12,5<" in browser.get(address).content.decode()
    again = sent | {"version": f"{this_half().key}:12.5"}
    assert browser.post(address, again | {"hours": "-1"}).status_code == 422
    assert browser_of(programme.house.facilitator).post(address, sent).status_code == 403


def test_the_second_of_two_tabs_sees_what_the_first_wrote(programme: Programme) -> None:
    browser, address = browser_of(programme.house.editor), page_address(programme)
    first = {
        "half": this_half().key,
        "hours": "20",
        "version": browser.get(address).context["form"]["version"].value(),
    }
    assert browser.post(address, first).status_code == 302
    answer = browser.post(address, first | {"hours": "30"})
    assert answer.status_code == 409
    assert [one.theirs for one in answer.context["form"].conflicts] == ["20"]
    assert HalfYearHours.objects.get().hours == Decimal(20)
    kept = answer.context["form"]["version"].value()
    assert browser.post(address, first | {"hours": "30", "version": kept}).status_code == 302
    assert HalfYearHours.objects.get().hours == Decimal(30)
    assert browser.post(address, first | {"hours": "31", "version": "x:y z"}).status_code == 409


def test_no_page_and_no_file_names_who_wrote_or_sets_a_target(programme: Programme) -> None:
    joined(programme)
    write_hours(programme.gol, this_half(), Decimal(4), actor=actor(programme.house.editor))
    reader, slug = browser_of(programme.house.facilitator), programme.cohort.slug
    addresses = [page_address(programme), reverse("hours_csv", args=[slug, "gol"])]
    addresses += [reverse(name, args=[slug]) for name in ("cohort_hours", "cohort_hours_csv")]
    for address in addresses:
        text = reader.get(address).content.decode().lower()
        assert [one for one in ("kari", "planlagt", "måltall") if one in text] == [], address
    file = reader.get(addresses[1]).content.decode("utf-8-sig")
    assert file == f"year;half;hours\r\n{this_half().year};{this_half().half};4,0\r\n"


def test_a_person_takes_home_what_they_wrote(programme: Programme) -> None:
    write_hours(programme.gol, this_half(), Decimal(2), actor=actor(programme.house.editor))
    (row,) = tables_of(programme.house.editor)["hours_written"]
    assert (row["year"], row["half"], row["hours"]) == (this_half().year, this_half().half, Decimal("2.0"))


def test_the_sums_ask_as_much_of_fifty_municipalities_as_of_one(
    large: Programme, django_assert_max_num_queries: object
) -> None:
    browser = browser_of(large.house.facilitator)
    browser.get("/om/")  # what waits for one is counted once a minute
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        answer = browser.get(reverse("cohort_hours", args=[large.cohort.slug]))
    assert answer.content.decode().count("<tr>") >= 52


def test_both_join_for_the_sum_of_a_cohort(programme: Programme) -> None:
    both_joined(programme)
    write_hours(programme.al, this_half(), Decimal(4), actor=actor(programme.house.neighbour))
    sums = cohort_hours(programme.cohort, timezone.localdate())
    assert [(one.name, one.sum) for one in sums.rows] == [("Ål", Decimal(4)), ("Gol", Decimal(0))]
    assert sums.sum == Decimal(4)


def test_half_years_go_from_the_first_of_the_cohort_to_this_one(programme: Programme) -> None:
    cohort, today = programme.cohort, date(2027, 7, 1)
    assert [one.key for one in half_years(cohort, today)] == ["2027-2", "2027-1", "2026-2", "2026-1"]
    cohort.begins = date(2080, 1, 1)
    assert [one.key for one in half_years(cohort, today)] == ["2027-2"]


def test_hours_from_before_the_cohort_began_are_shown(programme: Programme) -> None:
    write_hours(programme.gol, this_half(), Decimal(4), actor=actor(programme.house.editor))
    programme.cohort.begins = date(2080, 1, 1)
    assert half_years(programme.cohort, date(2080, 1, 1))[-1] == this_half()
    assert cohort_hours(programme.cohort, date(2080, 1, 1)).sum == Decimal(4)


def test_no_limit_of_a_decimal_is_a_float() -> None:
    limits = [
        (field, validator.limit_value)
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.DecimalField)
        for validator in field.validators
        if isinstance(validator, BaseValidator)
    ]
    assert limits != []
    assert [field for field, limit in limits if isinstance(limit, float)] == []
