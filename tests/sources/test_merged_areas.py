"""Series reach back over a merger where figures can be summed or weighted, and where not, that is told."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from loftet.geography.gazetteer import Gazetteer, load_gazetteer
from loftet.sources.catalogue import CatalogueIndicator, SourceSeries, read_catalogue
from loftet.sources.figures import SourceFigure
from loftet.sources.klass.update import saved_answers, update_places
from loftet.sources.merged_areas import MergedAreas
from tests.sources.klass.conftest import answers, places, saved

__all__ = ["answers", "places", "saved"]  # the small country that went through the reforms
TODAY = date(2024, 6, 1)
PARTS = ("stavanger-til-2020", "finnoy", "rennesoy")


@pytest.fixture
def reformed(places: Path, saved: Path) -> Gazetteer:
    update_places(places, saved_answers(saved), write=True)
    return load_gazetteer(places)


@pytest.fixture
def areas(reformed: Gazetteer) -> MergedAreas:
    country = reformed.resolve("NO", TODAY)
    wanted = (country, *reformed.counties(TODAY), *reformed.members(country, TODAY))
    return MergedAreas.of(wanted, reformed, TODAY)


@pytest.fixture
def figures(reformed: Gazetteer) -> list[SourceFigure]:
    """Return a figure of Stavanger in 2020, and of each of its parts in 2019."""
    names = {"stavanger": 2020, **dict.fromkeys(PARTS, 2019)}
    return [
        SourceFigure(
            reformed.by_slug(slug), year, value, "reported", str(year), slug, "2026-03-16", count, below
        )
        for (slug, year), (value, count, below) in zip(
            names.items(),
            [(50.0, 500.0, 1000.0), (50.0, 450.0, 900.0), (20.0, 10.0, 50.0), (80.0, 40.0, 50.0)],
            strict=True,
        )
    ]


def indicator(catalogue: Path, unit: str, divided: bool = False) -> CatalogueIndicator:
    one = read_catalogue(catalogue).indicators[0]
    source = replace(
        one.source, divided_by=SourceSeries("06913", "Folkemengde") if divided else None, times=100.0
    )
    return replace(one, key="share", unit=replace(one.unit, nb=unit), source=source)


def uncounted(figures: list[SourceFigure]) -> list[SourceFigure]:
    return [replace(one, count=None, denominator=None) for one in figures]


def test_the_parts_of_a_merger_are_known_and_those_of_a_split_are_not(areas: MergedAreas) -> None:
    assert [part.slug for part in areas.parts["stavanger", 2019]] == list(PARTS)
    assert [part.slug for part in areas.parts["trondelag-fylke", 2017]] == [
        "sor-trondelag-fylke",
        "nord-trondelag-fylke",
    ]
    assert ("stavanger", 2020) not in areas.parts
    assert {place.slug for place in areas.split} == {"alesund", "haram", "akershus-fylke", "buskerud-fylke"}
    assert next(iter(areas.lines())).startswith("came of a split, and have no figures from before it: ")


def test_what_is_divided_is_summed_and_divided_again(
    areas: MergedAreas, figures: list[SourceFigure], catalogue: Path
) -> None:
    found, told = areas.carried_back(indicator(catalogue, "%", divided=True), figures, [])
    assert [(one.place.slug, one.year, one.value, one.status) for one in found] == [
        ("stavanger", 2020, 50.0, "reported"),
        ("stavanger", 2019, 50.0, "reported"),
    ]
    assert (found[1].count, found[1].denominator, found[1].code) == (500.0, 1000.0, "+".join(PARTS))
    assert told == "share: 1 figures from before a merger, summed"


def test_a_share_is_weighted_by_inhabitants_and_is_an_estimate(
    areas: MergedAreas, figures: list[SourceFigure], catalogue: Path
) -> None:
    people = [
        replace(one, value=value) for one, value in zip(figures[1:], (8000.0, 1000.0, 1000.0), strict=True)
    ]
    figures = uncounted(figures)
    found, told = areas.carried_back(indicator(catalogue, "%"), figures, people)
    assert [(one.year, one.value, one.status) for one in found] == [
        (2020, 50.0, "reported"),
        (2019, 50.0, "estimated"),
    ]
    assert told == "share: 1 figures from before a merger, weighted by inhabitants"
    without, nothing = areas.carried_back(indicator(catalogue, "%"), figures, people[:2])
    assert ([one.year for one in without], nothing) == ([2020], "")


def test_a_part_without_a_figure_leaves_none_and_what_is_no_share_is_told(
    areas: MergedAreas, figures: list[SourceFigure], catalogue: Path
) -> None:
    hidden = [*figures[:3], replace(figures[3], value=None, status="suppressed")]
    assert [one.year for one in areas.carried_back(indicator(catalogue, "%", True), hidden, [])[0]] == [2020]
    found, told = areas.carried_back(indicator(catalogue, "år"), uncounted(figures), [])
    assert [one.year for one in found] == [2020]
    assert told == "share: can be neither summed nor weighted, so series begin with the merger"


def test_todays_catalogue_has_no_merger_yet(gazetteer: Gazetteer) -> None:
    country = gazetteer.resolve("NO", date(2026, 3, 20))
    areas = MergedAreas.of(gazetteer.members(country, date(2026, 3, 20)), gazetteer, date(2026, 3, 20))
    assert (areas.parts, areas.past) == ({}, ())
    assert [place.slug for place in areas.split] == ["alesund", "haram"]
