"""The map of real outlines, as a reader without JavaScript meets it."""

import re
from pathlib import Path

import pytest
from django.test import Client

from loftet.geography.outlines import Outlines
from loftet.status.queries import outline_map

ADDRESS = "/indikatorer/leakage/kart/"


def test_every_municipality_is_drawn_in_its_class_with_name_and_figure(
    small_site: Path, client: Client
) -> None:
    page = client.get(f"{ADDRESS}?sted=gol&lang=nb").content.decode()
    shapes = re.findall(r"<title>([^<]*)</title><use class=\"fill-(\w+)\" href=\"[^\"]*#m(\d+)\"", page)
    kinds = {label: kind for label, kind, _code in shapes}
    assert kinds["Gol: 30\N{NO-BREAK SPACE}%"] > kinds["Hemsedal: 20\N{NO-BREAK SPACE}%"]
    assert {label for label, kind, _code in shapes if kind == "no"} == {
        "Oslo: Mangler",
        "Ål: Skjult av hensyn til personvernet",
    }
    assert 'class="map-own"' in page
    assert "Kartverket, CC BY 4.0" in page


def test_a_county_is_drawn_by_itself_with_names_and_figures(small_site: Path, client: Client) -> None:
    page = client.get(f"{ADDRESS}?region=buskerud-fylke&lang=nb").content.decode()
    assert "map-part" in page
    assert re.findall(r"<tspan[^>]*>([^<]*)</tspan>", page)[:2] == ["Gol", "30"]


def test_squares_are_one_press_away(small_site: Path, client: Client) -> None:
    page = client.get(f"{ADDRESS}?kart=ruter&lang=nb").content.decode()
    assert 'class="tile-map"' in page
    assert 'class="map-frame"' not in page


def test_a_map_of_a_figure_that_no_municipality_has_claims_nothing(small_site: Path, client: Client) -> None:
    page = client.get("/indikatorer/points/kart/?kart=ruter&lang=nb").content.decode()
    assert '<p class="answer">Ingen kommune har tall</p>' in page
    assert "skiller seg ut" not in page


def test_an_edition_with_other_codes_is_drawn_in_squares_and_says_so(
    small_site: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outline_map, "outlines_of", lambda _catalogue: Outlines(0, 0, {}))
    page = client.get(f"{ADDRESS}?lang=en").content.decode()
    assert "This edition has municipalities that are not on the map of today" in page
    assert 'class="tile-map"' in page
