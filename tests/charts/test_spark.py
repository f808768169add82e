from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from loftet.charts.spark import Dot, SparkLine, spark_line

POINTS = [(2018, 4.0), (2019, None), (2020, 3.5), (2021, 3.0), (2022, None), (2023, 2.0)]


def test_a_missing_year_is_a_gap_and_a_lone_year_a_dot() -> None:
    assert spark_line(POINTS, target=1.0, width=58, height=32, margin=4) == SparkLine(
        width=58,
        height=32,
        segments=("M24 8L34 12",),
        lone=(Dot(4, 4), Dot(54, 20)),
        last=Dot(54, 20),
        target_y=28,
    )


def test_equal_values_lie_in_the_middle() -> None:
    flat = spark_line([(2020, 5.0), (2021, 5.0)], width=28, height=28)
    assert flat is not None
    assert (flat.segments, flat.target_y) == (("M4 14L24 14",), None)


def test_years_set_the_ends_of_the_box() -> None:
    short = spark_line([(2020, 5.0), (2021, 6.0)], years=(2016, 2024), width=88, height=28)
    assert short is not None
    assert short.segments == ("M44 24L54 4",)


def test_without_values_there_is_no_spark_line() -> None:
    assert spark_line([(2020, None)], target=1.0) is None


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_template_writes_numbers_for_svg_in_every_language(language: str) -> None:
    with translation.override(language):
        svg = render_to_string(
            "charts/spark.svg", {"spark": spark_line(POINTS, target=1.25), "label": "Fra 4 & ned"}
        )
    root = ET.fromstring(svg)
    assert root.attrib == {
        "class": "spark",
        "viewBox": "0 0 96.0 28.0",
        "role": "img",
        "aria-label": "Fra 4 & ned",
    }
    assert [(child.tag, child.get("class")) for child in root] == [
        ("line", "spark-target"),
        ("path", "spark-line"),
        ("circle", "spark-lone"),
        ("circle", "spark-lone"),
        ("circle", "spark-last"),
    ]
    assert "," not in svg.replace("Fra 4 &amp; ned", "")
    assert "style" not in svg
