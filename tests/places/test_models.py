"""What the tables refuse."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from loftet.geography.place import Kind
from loftet.places.models import Membership, Place, PlaceCode

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAY, BEFORE = date(2024, 1, 1), date(2020, 1, 1)


@pytest.fixture
def gol() -> Place:
    return Place.objects.create(slug="gol", kind=Kind.MUNICIPALITY, name="Gol", sort_key="gol")


@pytest.fixture
def hallingdal() -> Place:
    return Place.objects.create(slug="hallingdal", kind=Kind.REGION, name="Hallingdal", sort_key="hallingdal")


def test_a_slug_stands_once(gol: Place) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(slug="gol", kind=Kind.REGION, name="Gol", sort_key="gol")


@pytest.mark.parametrize(
    "fields", [{"kind": "planet"}, {"population": 5}, {"population": None, "population_date": DAY}]
)
def test_a_place_is_of_a_known_kind_and_its_population_has_a_day(fields: dict[str, object]) -> None:
    row = {"slug": "x", "kind": Kind.REGION, "name": "X", "sort_key": "x"} | fields
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.create(**row)


def test_a_code_ends_after_it_begins_and_begins_once(gol: Place) -> None:
    PlaceCode.objects.create(place=gol, code="3324", valid_from=DAY)
    for row in (
        {"code": "3041", "valid_from": DAY, "valid_to": BEFORE},
        {"code": "3041", "valid_from": DAY},
        {"code": "3324", "valid_from": DAY},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PlaceCode.objects.create(place=gol, **row)


def test_rows_are_valid_from_their_first_day_until_the_day_before_their_end(gol: Place) -> None:
    PlaceCode.objects.create(place=gol, code="3041", valid_from=BEFORE, valid_to=DAY)
    PlaceCode.objects.create(place=gol, code="3324", valid_from=DAY)
    days = (date(2019, 12, 31), BEFORE, date(2023, 12, 31), DAY, date(2030, 1, 1))
    codes = [[code.code for code in PlaceCode.objects.on(day)] for day in days]
    assert codes == [[], ["3041"], ["3041"], ["3324"], ["3324"]]


def test_no_region_holds_itself_or_a_member_twice_from_one_day(gol: Place, hallingdal: Place) -> None:
    Membership.objects.create(region=hallingdal, member=gol, valid_from=DAY)
    for row in (
        {"member": hallingdal, "valid_from": DAY},
        {"member": gol, "valid_from": DAY},
        {"member": gol, "valid_from": DAY, "valid_to": BEFORE},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Membership.objects.create(region=hallingdal, **row)
