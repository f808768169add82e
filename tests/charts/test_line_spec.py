from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import altair as alt
import pytest

from loftet.charts.chart import Size
from loftet.charts.colours import MarkRole
from loftet.charts.line import Line, LineView, Point
from loftet.charts.line_spec import line_chart
from loftet.charts.numbers import NumberStyle

Layer = dict[str, Any]


def layers(spec: Mapping[str, Any], kind: str, **paint: str) -> Iterator[Layer]:
    """Return the layers of a mark and a colour, each with its rows, which Altair keeps apart by name."""
    for layer in spec["layer"]:
        if layer["mark"]["type"] == kind and paint.items() <= layer["mark"].items():
            yield layer | {"rows": spec["datasets"][layer["data"]["name"]]}


def stretches(layer: Layer) -> list[list[tuple[int, float]]]:
    found: dict[int, list[tuple[int, float]]] = {}
    for row in layer["rows"]:
        found.setdefault(row["run"], []).append((row["year"], row["value"]))
    return list(found.values())


@pytest.fixture(scope="module")
def spec(view: LineView) -> Mapping[str, Any]:
    return line_chart(view).spec


@pytest.mark.parametrize("size", list(Size))
def test_the_specification_is_valid_vega_lite(view: LineView, size: Size) -> None:
    spec = dict(line_chart(view, size).spec)
    assert alt.Chart.from_dict(spec).to_dict(validate=True)["$schema"] == spec["$schema"]


def test_the_own_line_breaks_at_the_missing_year_and_at_the_break(spec: Mapping[str, Any]) -> None:
    own = [x for x in layers(spec, "line", stroke=MarkRole.OWN.value) if x["mark"]["strokeWidth"] == 3]
    assert [stretches(layer) for layer in own] == [
        [[(2020, 455.0), (2021, 450.5)], [(2022, 430.0), (2023, 1421.75)]]
    ]
    lone, last = layers(spec, "circle", fill=MarkRole.OWN.value)
    assert stretches(lone) == [[(2018, 470.25)]]
    assert last["rows"] == [{"year": 2023, "value": 1421.75}]


def test_peers_are_thin_and_the_country_is_dashed(spec: Mapping[str, Any]) -> None:
    peers = list(layers(spec, "line", stroke=MarkRole.PEER.value))
    assert [stretches(layer) for layer in peers] == [
        [[(2020, 430.0), (2021, 428.0)], [(2018, 500.0), (2019, 490.0)]]
    ]
    assert {layer["mark"]["strokeWidth"] for layer in peers} == {1.25}
    (country,) = layers(spec, "line", stroke=MarkRole.COUNTRY.value)
    assert country["mark"]["strokeDash"] == [6, 4]


def test_the_interval_is_a_band_and_a_bar_where_a_year_stands_alone(spec: Mapping[str, Any]) -> None:
    (band,) = layers(spec, "area")
    assert [(row["year"], row["low"], row["high"]) for row in band["rows"]] == [
        (2020, 446.0, 464.0),
        (2021, 441.5, 459.5),
        (2022, 421.0, 439.0),
        (2023, 1412.75, 1430.75),
    ]
    (bar,) = layers(spec, "rule", stroke=MarkRole.OWN.value)
    assert [(row["year"], row["low"], row["high"]) for row in bar["rows"]] == [(2018, 461.25, 479.25)]


def test_the_target_is_a_rule_across_the_years(spec: Mapping[str, Any]) -> None:
    (target,) = layers(spec, "rule", stroke=MarkRole.TARGET.value)
    assert target["rows"] == [{"year": 2018, "until": 2023, "value": 400.0}]


def test_a_break_is_marked_between_its_year_and_the_one_before(spec: Mapping[str, Any]) -> None:
    (rule,) = layers(spec, "rule", stroke=MarkRole.TEXT.value)
    assert rule["rows"] == [{"year": 2021.5}]
    words = [row for layer in layers(spec, "text") for row in layer["rows"] if row["year"] == 2021.5]
    assert [row["text"] for row in words] == ["Ny definisjon"]


def test_every_line_is_named_at_its_end_with_its_last_year_where_it_ends_early(
    spec: Mapping[str, Any],
) -> None:
    names = {row["text"] for layer in layers(spec, "text") for row in layer["rows"] if row["year"] == 2023}
    assert names == {"Gol", "Norge", "Hemsedal", "Nore og Uvdal 2019", "Måltall 2030"}


@pytest.mark.parametrize(("style", "decimal"), [(NumberStyle.NORWEGIAN, ","), (NumberStyle.ENGLISH, ".")])
def test_the_axes_are_in_the_unit_and_the_reader_s_numbers(
    view: LineView, style: NumberStyle, decimal: str
) -> None:
    spec = line_chart(replace(view, numbers=style)).spec
    years, values = (spec["layer"][0]["encoding"][axis]["axis"] for axis in "xy")
    assert spec["config"]["locale"]["number"]["decimal"] == decimal
    assert (years["values"], years["format"]) == ([2018, 2019, 2020, 2021, 2022, 2023], "d")
    assert values["values"] == [0, 500, 1000, 1500]
    assert (values["format"], values["title"]) == (",.0f", ["kg per innbygger"])


@pytest.mark.parametrize(("size", "width"), [(Size.WIDE, 720), (Size.NARROW, 300)])
def test_a_drawing_is_as_wide_as_its_size_says(view: LineView, size: Size, width: float) -> None:
    spec = line_chart(view, size).spec
    assert spec["padding"]["left"] + spec["width"] + spec["padding"]["right"] == pytest.approx(width)
    assert spec["autosize"] == "none"


def test_a_single_year_is_drawn_beside_the_names(view: LineView) -> None:
    lone = replace(view, own=Line("Tinn", (Point(2024, 3.5),)), peers=(), country=None, breaks=())
    spec = line_chart(lone).spec
    x = spec["layer"][0]["encoding"]["x"]
    assert (x["scale"]["domain"], x["axis"]["values"]) == ([2023, 2024], [2024])
