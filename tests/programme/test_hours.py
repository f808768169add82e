"""Hours: written in half a minute, added up by role, never shown as a person's."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.core.validators import BaseValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from loftet.core.actions import Gone
from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.invalid_input import InvalidInput
from loftet.log.models import Entry
from loftet.people.actions.disqualifications import declare_disqualified
from loftet.people.models import RoleKind
from loftet.people.personal_data import tables_of
from loftet.programme.hours.actions import Spent, plan_hours, remove_hours, write_hours
from loftet.programme.hours.queries import cohort_hours, hours_page, years_of
from loftet.programme.models import Cohort, HoursPlanned, HoursSpent
from tests.people.partnership import browser_of
from tests.programme.conftest import Programme, actor, both_joined, joined

HALF = Decimal("0.5")


def spent(hours: str = "0.5", role: RoleKind = RoleKind.BUSINESS_ADVISER, days_ago: int = 0) -> Spent:
    return Spent(role, timezone.localdate() - timedelta(days_ago), Decimal(hours))


def page_address(programme: Programme) -> str:
    return reverse("hours", args=[programme.cohort.slug, "gol"])


def test_hours_are_added_up_by_role_beside_what_was_planned(programme: Programme) -> None:
    joined(programme)
    who, year = actor(programme.house.editor), timezone.localdate().year
    write_hours(programme.gol, spent("1.5"), actor=who)
    write_hours(programme.gol, spent("0.5"), actor=who)
    write_hours(programme.gol, spent("2", RoleKind.PLANNER), actor=who)
    plan_hours(programme.gol, RoleKind.BUSINESS_ADVISER, year, Decimal(40), 0, actor=who)
    page = hours_page(programme.gol, year, who.today)
    assert [(one.role, one.planned, one.spent) for one in page.roles] == [
        (RoleKind.BUSINESS_ADVISER, Decimal(40), Decimal(2)),
        (RoleKind.PLANNER, None, Decimal(2)),
    ]
    assert (page.planned, page.spent) == (Decimal(40), Decimal(4))
    sums = cohort_hours(programme.cohort, year, who.today)
    assert [(one.name, one.planned, one.spent) for one in sums.rows] == [("Gol", Decimal(40), Decimal(4))]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        (spent("0"), "Hours must be more than none"),
        (spent("-1"), "more than none"),
        (spent("24.5"), "24.5 hours are more than a day has"),
        (spent("30"), "^30 hours are more than a day has"),
        (spent("1", days_ago=-1), "the day has not come yet"),
    ],
)
def test_absurd_hours_are_refused_with_the_cause(
    programme: Programme, in_english: None, wrong: Spent, why: str
) -> None:
    with pytest.raises(InvalidInput, match=f"(?i){why}"):
        write_hours(programme.gol, wrong, actor=actor(programme.house.editor))
    assert not HoursSpent.objects.exists()


def test_others_do_not_write_nor_does_whoever_is_disqualified(programme: Programme) -> None:
    house = programme.house
    with pytest.raises(NotAllowed):
        write_hours(programme.gol, spent(), actor=actor(house.neighbour))
    with pytest.raises(NotAllowed):
        write_hours(programme.gol, spent(), actor=actor(house.facilitator))
    declare_disqualified(house.editor, programme.gol, reason="", scope="gol", now=timezone.now())
    with pytest.raises(NotAllowed):
        write_hours(programme.gol, spent(), actor=actor(house.editor))
    assert not HoursSpent.objects.exists()


def test_removed_hours_stand_in_the_log_without_a_name(programme: Programme) -> None:
    who = actor(programme.house.editor)
    row = write_hours(programme.gol, spent("3"), actor=who)
    remove_hours(row, actor=who)
    with pytest.raises(Gone):  # once more, as when two press at once
        remove_hours(row, actor=who)
    kept = Entry.objects.filter(action="hours.removed")
    assert [one.details for one in kept] == [
        {"role": "business_adviser", "hours": "3.0", "when": who.today.isoformat()}
    ]
    assert not HoursSpent.objects.exists()


def test_two_who_plan_at_once_do_not_overwrite_each_other(programme: Programme) -> None:
    who, role = actor(programme.house.editor), RoleKind.PLANNER
    plan_hours(programme.gol, role, 2026, Decimal(10), 0, actor=who)
    with pytest.raises(ChangedMeanwhile):
        plan_hours(programme.gol, role, 2026, Decimal(20), 0, actor=actor(programme.house.director))
    plan_hours(programme.gol, role, 2026, Decimal(12), 1, actor=who)
    assert [(one.hours, one.version) for one in HoursPlanned.objects.all()] == [(Decimal(12), 2)]


def test_the_form_begins_with_today_and_the_own_role_and_reads_a_comma(programme: Programme) -> None:
    joined(programme)
    browser, today = browser_of(programme.house.editor), timezone.localdate()
    page = browser.get(page_address(programme)).content.decode()
    assert f'value="{today:%Y-%m-%d}"' in page
    assert page.index('<option value="editor" selected') < page.index('<option value="top_management"')
    sent = {"role": "editor", "day": f"{today:%Y-%m-%d}"}
    for text in ("0,5", "0.5"):
        assert browser.post(page_address(programme), sent | {"hours": text}).status_code == 302
    assert list(HoursSpent.objects.values_list("hours", flat=True)) == [HALF, HALF]
    refused = browser.post(page_address(programme), sent | {"hours": "25", "note": "Møte"})
    assert refused.status_code == 422
    assert 'value="Møte"' in refused.content.decode()
    assert HoursSpent.objects.count() == 2


def test_no_page_and_no_file_names_whose_hours_they_are(programme: Programme) -> None:
    joined(programme)
    writer = programme.house.editor
    writer.name = "Kari Skrivar"
    writer.save()
    write_hours(programme.gol, spent(), actor=actor(writer))
    reader = browser_of(programme.house.facilitator)
    addresses = [
        page_address(programme),
        reverse("hours_csv", args=[programme.cohort.slug, "gol"]),
        reverse("cohort_hours", args=[programme.cohort.slug]),
        reverse("cohort_hours_csv", args=[programme.cohort.slug]),
    ]
    for address in addresses:
        text = reader.get(address).content.decode()
        assert [one for one in ("Kari", "kari@") if one in text] == [], address
    file = reader.get(addresses[1]).content.decode("utf-8-sig")
    assert file == f"day;role;hours;note\r\n{timezone.localdate()};business_adviser;0,5;\r\n"


def test_a_plan_that_somebody_else_has_changed_shows_both(programme: Programme) -> None:
    joined(programme)
    browser, year = browser_of(programme.house.editor), timezone.localdate().year
    address = reverse("plan_hours", args=[programme.cohort.slug, "gol", year])
    sent = {"role": "planner", "hours": "12,5", "version": "0"}
    assert browser.post(address, sent).status_code == 302
    stale = browser.post(address, sent | {"hours": "99"})
    assert stale.status_code == 409
    text = stale.content.decode()
    assert "12,5" in text
    assert 'value="99"' in text
    assert (
        browser.post(reverse("plan_hours", args=[programme.cohort.slug, "gol", 1999]), sent).status_code
        == 404
    )
    assert list(HoursPlanned.objects.values_list("hours", flat=True)) == [Decimal("12.5")]


def test_a_person_takes_home_what_they_wrote(programme: Programme) -> None:
    write_hours(programme.gol, spent("2"), actor=actor(programme.house.editor))
    rows = tables_of(programme.house.editor)["hours_written"]
    assert [(row["role"], row["hours"]) for row in rows] == [("business_adviser", Decimal("2.0"))]


def test_the_sums_ask_as_much_of_fifty_municipalities_as_of_one(
    large: Programme, django_assert_max_num_queries: object
) -> None:
    browser = browser_of(large.house.facilitator)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        answer = browser.get(reverse("cohort_hours", args=[large.cohort.slug]))
    assert answer.content.decode().count("<tr>") >= 52


def test_both_join_for_the_sum_of_a_cohort(programme: Programme) -> None:
    both_joined(programme)
    write_hours(programme.al, spent("4"), actor=actor(programme.house.neighbour))
    sums = cohort_hours(programme.cohort, timezone.localdate().year, timezone.localdate())
    assert [(one.name, one.spent) for one in sums.rows] == [("Ål", Decimal(4)), ("Gol", Decimal(0))]
    assert sums.spent == Decimal(4)


def test_a_cohort_that_begins_next_year_has_pages_for_hours_of_today(programme: Programme) -> None:
    today, house = timezone.localdate(), programme.house
    Cohort.objects.update(begins=date(today.year + 1, 1, 15))
    assert browser_of(house.director).get(page_address(programme)).status_code == 200
    cohort = reverse("cohort_hours", args=[programme.cohort.slug])
    assert browser_of(house.facilitator).get(cohort).status_code == 200
    programme.cohort.refresh_from_db()
    assert years_of(programme.cohort, today) == (today.year + 1, today.year)


def test_hours_before_the_cohort_are_refused_and_those_that_stand_are_shown(programme: Programme) -> None:
    Cohort.objects.update(begins=date(timezone.localdate().year, 1, 1))
    programme.gol.cohort.refresh_from_db()
    early = spent(days_ago=800)
    with pytest.raises(InvalidInput, match=rf"timer er {timezone.localdate().year}\."):
        write_hours(programme.gol, early, actor=actor(programme.house.editor))
    made = write_hours(programme.gol, spent(), actor=actor(programme.house.editor))
    HoursSpent.objects.filter(pk=made.pk).update(day=early.day)
    assert min(years_of(programme.gol.cohort, timezone.localdate())) == early.day.year


def test_a_tenth_of_an_hour_can_be_kept(programme: Programme) -> None:
    row = HoursSpent(
        participation=programme.gol,
        role=RoleKind.EDITOR,
        day=timezone.localdate(),
        hours=Decimal("0.1"),
        recorded=timezone.now(),
        recorded_by=programme.house.editor,
    )
    row.full_clean()
    row.hours = Decimal("0.0")
    with pytest.raises(ValidationError):
        row.full_clean()


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
