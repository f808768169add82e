"""Places found by address, by search and by region."""

from datetime import date
from urllib.parse import quote, unquote

import pytest
from pytest_django import DjangoAssertNumQueries

from loftet.geography.gazetteer import Gazetteer
from loftet.geography.place import Kind
from loftet.places.models import Membership, Place
from loftet.places.queries import (
    Ambiguous,
    Moved,
    around,
    language_of,
    lying_in,
    members_by_region,
    members_of,
    place_by_slug,
    place_for_path,
    regions_on,
    search_places,
)

pytestmark = [pytest.mark.usefixtures("loaded"), pytest.mark.both_databases]


def test_a_slug_is_the_places_own_address(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        found = place_for_path("gol")
    assert found == Place.objects.get(slug="gol") == place_by_slug("gol")


@pytest.mark.parametrize(
    ("segment", "slug"),
    [
        ("3324", "gol"),
        ("3041", "gol"),
        ("0301", "oslo"),
        ("Gol", "gol"),
        ("GOL", "gol"),
        ("gol.", "gol"),
        ("Ål", "al"),
        ("ÅL", "al"),
        ("A\u030al", "al"),
        ("Guovdageaidnu", "kautokeino"),
        ("guovdageaidnu", "kautokeino"),
        ("Kárášjohka", "karasjok"),
        ("Karasjohka", "karasjok"),
        ("Porsanki", "porsanger"),
        ("Kaivuono", "kafjord"),
        ("Våler (Østfold)", "valer-ostfold"),
        ("Nore og Uvdal", "nore-og-uvdal"),
        ("Ålesund", "alesund"),
        ("1507", "alesund-til-2024"),
        ("1580", "haram"),
    ],
)
def test_codes_and_names_have_moved_to_the_slug(
    segment: str, slug: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):
        assert place_for_path(unquote(quote(segment))) == Moved(slug)


def test_a_name_that_several_bear_is_the_readers_choice() -> None:
    found = place_for_path("Herøy")
    assert isinstance(found, Ambiguous)
    assert [place.slug for place in found.places] == ["heroy-more-og-romsdal", "heroy-nordland"]


@pytest.mark.parametrize("segment", ["", "-", "nowhere", "324", "golgol", "x" * 5000, "hallingdal", "\x7f"])
def test_any_other_word_is_no_municipality(segment: str) -> None:
    assert place_for_path(segment) is None


def test_an_address_may_be_that_of_a_county_or_a_region() -> None:
    assert (
        place_for_path("telemark", Kind.COUNTY)
        == place_for_path("40", Kind.COUNTY)
        == Moved("telemark-fylke")
    )
    assert place_for_path("hallingdal", Kind.REGION) == Place.objects.get(slug="hallingdal")
    assert place_for_path("gol", Kind.COUNTY) is None
    both = (Kind.REGION, Kind.COUNTY)
    assert place_for_path("Viken", *both) == Moved("viken")  # the county of that name has ended
    assert place_for_path("30", *both) == Moved("viken-fylke")
    assert place_for_path("gol", *both) is None


def test_the_official_form_of_norwegian_is_known_where_one_is_chosen() -> None:
    forms = [language_of(slug) for slug in ("gol", "hemsedal", "al", "nesbyen", "hol", "nowhere")]
    assert forms == ["nn", "nn", "nn", "nb", None, None]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("Ål", ["al", "alesund"]),
        ("al", ["al", "alstahaug"]),
        ("aal", ["al", "alstahaug"]),
        ("heroey", ["heroy-more-og-romsdal", "heroy-nordland"]),
        ("HERØY", ["heroy-more-og-romsdal", "heroy-nordland"]),
        ("vaeroy", ["vaeroy"]),
        ("aasnes", ["asnes"]),
        ("3324", ["gol"]),
        ("3041", ["gol"]),
        ("guovda", ["kautokeino"]),
        ("kárás", ["karasjok"]),
        ("odal", ["nord-odal", "sor-odal"]),
        ("hallingdal", ["hallingdal"]),
        ("oslo", ["oslo", "oslo-fylke"]),
        ("Hele landet", ["norge"]),
    ],
)
def test_a_search_forgives_how_letters_are_typed(
    text: str, first: list[str], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        found = search_places(text)
    slugs = [place.slug for place in found]
    assert [slug for slug in slugs if slug in first][: len(first)] == first
    assert slugs[0] == first[0]


@pytest.mark.parametrize("text", ["", "   ", "%", "_", "'", "zzzz", "æøåx" * 900])
def test_a_search_for_nothing_finds_nothing(text: str) -> None:
    assert search_places(text) == []


def test_a_search_gives_no_more_than_asked_for_and_what_has_ended_last() -> None:
    assert len(search_places("a", limit=7)) == 7
    assert [place.slug for place in search_places("viken")] == ["viken", "viken-fylke"]
    assert [place.slug for place in search_places("ålesund")] == ["alesund", "alesund-til-2024"]


def test_places_sort_as_norwegian_does() -> None:
    hallingdal, day = Place.objects.get(slug="hallingdal"), date(2024, 1, 1)
    assert [place.name for place in members_of(hallingdal, day)] == [
        "Flå",
        "Gol",
        "Hemsedal",
        "Hol",
        "Nesbyen",
        "Ål",
    ]
    nordic = Place.objects.filter(
        name__in=["Ås", "Ørsta", "Østre Toten", "Ål", "Vågå", "Sør-Odal", "Søndre Land"]
    )
    assert [place.name for place in nordic] == [
        "Søndre Land",
        "Sør-Odal",
        "Vågå",
        "Ørsta",
        "Østre Toten",
        "Ål",
        "Ås",
    ]


def test_members_are_those_of_the_gazetteer(loaded: Gazetteer) -> None:
    for day in (date(2022, 1, 1), date(2024, 1, 1)):
        for place in loaded.places:
            if place.kind is not Kind.MUNICIPALITY:
                ours = set(members_of(Place.objects.get(slug=place.slug), day).values_list("slug", flat=True))
                assert ours == {member.slug for member in loaded.members(place, day)}
    gol = Place.objects.get(slug="gol")
    assert list(members_of(gol, date(2024, 1, 1))) == [gol]


def test_regions_stand_before_counties_with_the_members_of_the_gazetteer(
    loaded: Gazetteer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for day in (date(2022, 1, 1), date(2024, 1, 1)):
        with django_assert_num_queries(2):
            found = regions_on(day)
        known = [place for place in loaded.places if place.kind in (Kind.REGION, Kind.COUNTY)]
        assert {one.place.slug: {member.slug for member in one.members} for one in found} == {
            place.slug: {member.slug for member in loaded.members(place, day)}
            for place in known
            if place.exists(day)
        }
        assert [one.place.slug for one in found][:3] == ["hallingdal", "viken", "agder-fylke"]


@pytest.mark.parametrize("text", ["\0", "gol\0", "g" * 81, "gol\n"])
def test_what_no_database_should_be_asked_for_is_no_place(
    text: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert place_for_path(text) is None
        assert language_of(text) is None


def test_who_lies_where_is_the_same_asked_for_one_and_for_all(
    loaded: Gazetteer, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    day = date(2026, 1, 1)
    with django_assert_num_queries(2):
        all_of_them = members_by_region(day)
    regions = Place.objects.filter(kind__in=("region", "county"))
    every = {one.pk: frozenset(members_of(one, day).values_list("pk", flat=True)) for one in regions}
    assert all_of_them == {one: there for one, there in every.items() if there}
    municipalities = list(Place.objects.filter(kind="municipality").values_list("pk", flat=True)[:60])
    near = {one: set(around(one, day).values_list("pk", flat=True)) for one in municipalities}
    for region in regions:
        told = lying_in(region, municipalities, day)
        assert told == {one for one, there in near.items() if region.pk in there}, region


def test_a_municipality_without_a_code_belongs_to_its_region_and_is_measured_nowhere(
    loaded: Gazetteer,
) -> None:
    day, hallingdal = date(2026, 1, 1), Place.objects.get(slug="hallingdal")
    new = Place.objects.create(slug="ny", kind="municipality", name="Ny", sort_key="ny")
    Membership.objects.create(region=hallingdal, member=new, valid_from=date(2020, 1, 1))
    assert lying_in(hallingdal, [new.pk], day) == {new.pk}
    assert list(around(new.pk, day)) == [hallingdal]
    assert new not in members_of(hallingdal, day)
    assert new.pk not in members_by_region(day)[hallingdal.pk]
    assert not any(new in one.members for one in regions_on(day))


def test_a_region_without_a_code_has_members_and_is_listed_nowhere(loaded: Gazetteer) -> None:
    day, gol = date(2026, 1, 1), Place.objects.get(slug="gol")
    own = Place.objects.create(slug="var-region", kind="region", name="Vår region", sort_key="var")
    Membership.objects.create(region=own, member=gol, valid_from=date(2020, 1, 1))
    assert list(members_of(own, day)) == [gol]
    assert members_by_region(day)[own.pk] == {gol.pk}
    assert own not in {one.place for one in regions_on(day)}
