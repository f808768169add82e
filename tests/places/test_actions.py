"""The catalogue is mirrored into rows, and what people added stays."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from loftet.geography.gazetteer import Gazetteer, load_gazetteer
from loftet.geography.place import Kind
from loftet.geography.place import Place as KnownPlace
from loftet.invalid_input import InvalidInput
from loftet.places.actions import LoadReport, demand_loadable, load_places
from loftet.places.models import Membership, Place, PlaceCode, PlaceWord

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]
DAY = date(2025, 1, 1)


def changed(gazetteer: Gazetteer, change: Callable[[KnownPlace], KnownPlace | None]) -> Gazetteer:
    """Return a gazetteer in which places are other than in the catalogue, or gone with their memberships."""
    places = [new for place in gazetteer.places if (new := change(place))]
    slugs = {place.slug for place in places}
    members = [one for one in gazetteer.memberships if one.place in slugs and one.region in slugs]
    return Gazetteer(places, gazetteer.changes.changes, members)


def rows() -> list[list[tuple[object, ...]]]:
    """Return all that stands in the four tables, without keys."""
    return [
        list(
            Place.objects.order_by("slug").values_list("slug", "name", "language", "population", "sort_key")
        ),
        list(PlaceCode.objects.order_by("code", "valid_from").values_list("place__slug", "code", "valid_to")),
        list(PlaceWord.objects.order_by("place__slug", "word").values_list("place__slug", "word")),
        list(
            Membership.objects.order_by("region__slug", "member__slug").values_list(
                "region__slug", "member__slug"
            )
        ),
    ]


def test_the_first_load_adds_every_place_with_codes_and_memberships(gazetteer: Gazetteer) -> None:
    report = load_places(gazetteer)
    assert (report.added, report.changed, report.removed, report.unchanged, report.kept) == (379, 0, 0, 0, 0)
    assert str(report) == "places: 379 added, 0 changed, 0 removed, 0 unchanged; 0 that people added are kept"
    assert PlaceCode.objects.count() == sum(len(place.codes) for place in gazetteer.places)
    assert Membership.objects.count() == 57
    gol = Place.objects.get(slug="gol")
    assert (gol.kind, gol.name, gol.language, gol.population) == (Kind.MUNICIPALITY, "Gol", "nn", 4986)
    assert sorted(gol.codes.values_list("code", flat=True)) == ["3041", "3324"]


def test_a_second_load_changes_nothing(gazetteer: Gazetteer) -> None:
    load_places(gazetteer)
    before = rows()
    keys = dict(Place.objects.values_list("slug", "pk"))
    assert load_places(gazetteer) == LoadReport(0, 0, 0, unchanged=379, kept=0, other_rows=0)
    assert rows() == before
    assert dict(Place.objects.values_list("slug", "pk")) == keys


def test_a_load_takes_over_what_has_changed_and_keeps_the_key(loaded: Gazetteer) -> None:
    key = Place.objects.get(slug="gol").pk
    other = changed(loaded, lambda place: replace(place, name="Golv") if place.slug == "gol" else place)
    report = load_places(other)
    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 1, 0, 378)
    gol = Place.objects.get(pk=key)
    assert (gol.slug, gol.name, gol.sort_key) == ("gol", "Golv", "golv")
    assert sorted(gol.words.values_list("word", flat=True)) == ["3041", "3324", "golv"]


def test_a_place_that_left_the_catalogue_leaves_the_table(loaded: Gazetteer) -> None:
    report = load_places(changed(loaded, lambda place: None if place.slug == "gol" else place))
    assert (report.added, report.changed, report.removed, report.unchanged) == (0, 0, 1, 378)
    assert not Place.objects.filter(slug="gol").exists()
    load_places(loaded)
    assert Membership.objects.filter(region__slug="hallingdal").count() == 6


def test_what_people_added_stays(loaded: Gazetteer) -> None:
    mine = Place.objects.create(slug="valdres", kind=Kind.REGION, name="Valdres", sort_key="valdres")
    PlaceCode.objects.create(place=mine, code="valdres", valid_from=DAY)
    vang = Place.objects.get(slug="vang")
    Membership.objects.create(region=mine, member=vang, valid_from=DAY)
    hallingdal = Place.objects.get(slug="hallingdal")
    Membership.objects.create(region=hallingdal, member=vang, valid_from=DAY)
    before = rows()
    assert load_places(loaded) == LoadReport(0, 0, 0, unchanged=379, kept=1, other_rows=0)
    assert rows() == before


def test_a_membership_that_a_person_added_first_is_not_doubled(loaded: Gazetteer) -> None:
    rows_of_gol = Membership.objects.filter(region__slug="hallingdal", member__slug="gol")
    rows_of_gol.update(from_catalogue=False)
    before = rows()
    load_places(loaded)
    assert rows() == before
    assert not rows_of_gol.get().from_catalogue


def test_a_persons_place_with_a_slug_of_the_catalogue_is_refused(gazetteer: Gazetteer) -> None:
    Place.objects.create(
        slug="hallingdal", kind=Kind.REGION, name="Mitt Hallingdal", sort_key="mitt0hallingdal"
    )
    with pytest.raises(InvalidInput) as refusal:
        load_places(gazetteer)
    assert str(refusal.value) == "a person has added a place with the slug «hallingdal» of the catalogue"
    assert Place.objects.count() == 1


def test_a_place_in_use_that_left_the_catalogue_is_kept_as_dissolved(loaded: Gazetteer) -> None:
    gol = Place.objects.get(slug="gol")
    mine = Place.objects.create(slug="fjellet", kind=Kind.REGION, name="Fjellet", sort_key="fjellet")
    Membership.objects.create(region=mine, member=gol, valid_from=DAY)
    without = changed(loaded, lambda place: None if place.slug == "gol" else place)
    today = date(2026, 11, 30)
    report = load_places(without, today)
    assert (report.removed, report.unchanged, report.dissolved) == (0, 378, ("gol",))
    assert str(report).endswith("; not in the catalogue, but in use, so kept as dissolved: gol")
    codes = PlaceCode.objects.filter(place=gol).values_list("code", "valid_to")
    assert set(codes) == {("3041", date(2024, 1, 1)), ("3324", today)}
    assert not Membership.objects.filter(region__slug="hallingdal", member=gol).exists()
    before = rows()
    again = load_places(without, date(2027, 1, 1))
    assert (again.other_rows, rows()) == (0, before)
    load_places(loaded)  # it comes back as it was
    assert PlaceCode.objects.get(place=gol, code="3324").valid_to is None
    assert Membership.objects.filter(region__slug="hallingdal", member=gol).exists()


def test_a_code_that_another_place_has_taken_over_is_that_ones(loaded: Gazetteer) -> None:
    gol = Place.objects.get(slug="gol")
    mine = Place.objects.create(slug="fjellet", kind=Kind.REGION, name="Fjellet", sort_key="fjellet")
    Membership.objects.create(region=mine, member=gol, valid_from=DAY)
    renamed = changed(loaded, lambda place: replace(place, slug="golv") if place.slug == "gol" else place)
    assert load_places(renamed).dissolved == ("gol",)
    assert not PlaceCode.objects.filter(place=gol).exists()
    assert PlaceCode.objects.get(code="3324").place.slug == "golv"


def test_what_cannot_be_loaded_is_refused_before_anything_is_written(loaded: Gazetteer) -> None:
    demand_loadable(loaded)
    Place.objects.filter(slug="gol").update(from_catalogue=False)
    with pytest.raises(InvalidInput, match="a person has added a place with the slug «gol»"):
        demand_loadable(loaded)


def test_a_load_asks_a_bounded_number_of_questions(gazetteer: Gazetteer) -> None:
    for most in (40, 20):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            load_places(gazetteer)
        assert len(asked) <= most


def test_the_folder_of_the_catalogue_is_what_is_loaded(catalogue: Path, loaded: Gazetteer) -> None:
    assert load_places(load_gazetteer(catalogue / "places")).unchanged == 379
