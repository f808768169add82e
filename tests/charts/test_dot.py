from xml.etree import ElementTree as ET

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from loftet.charts.dot import DotScale, Span, dot_scale


def test_what_is_not_known_is_left_out() -> None:
    assert dot_scale(None, 1.0, 2.0, 40.0, 60.0) == DotScale(None, None, Span(40.0, 60.0), None)
    assert dot_scale(50.0, 45.0) == DotScale(50.0, None, None, None)


def test_what_lies_beyond_an_end_is_drawn_at_the_end() -> None:
    assert dot_scale(104.0, 96.5, 112.0, target=100.00000001) == DotScale(
        100.0, Span(96.5, 100.0), None, 100.0
    )


@pytest.mark.parametrize(
    ("numbers", "cause"),
    [
        ((float("nan"),), "the score is not a number"),
        ((50.0, 60.0, 40.0), "the interval ends at 40.0, before its start 60.0"),
        ((50.0, None, None, 60.0, 40.0), "the peers' middle half ends"),
    ],
)
def test_numbers_that_cannot_be_drawn_are_refused(numbers: tuple[float, ...], cause: str) -> None:
    with pytest.raises(ValueError, match=cause):
        dot_scale(*numbers)


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_the_template_draws_the_band_behind_and_the_dot_in_front(language: str) -> None:
    scale = dot_scale(62.5, 55.25, 70.0, 40.0, 58.5, 80.0)
    with translation.override(language):
        svg = render_to_string("charts/dot.svg", {"scale": scale, "label": "62 av 100"})
    root = ET.fromstring(svg)
    assert root.attrib == {"class": "dot-scale", "role": "img", "aria-label": "62 av 100"}
    drawn = [
        (child.get("class"), child.get("x") or child.get("x1") or child.get("cx"), child.get("x2"))
        for child in root
    ]
    assert drawn[3:] == [
        ("dot-band", "40.0%", None),
        ("dot-target", "80.0%", "80.0%"),
        ("dot-interval", "55.25%", "70.0%"),
        ("dot-score", "62.5%", None),
    ]


def test_without_a_score_the_scale_shows_the_others() -> None:
    svg = render_to_string("charts/dot.svg", {"scale": dot_scale(None, None, None, 40.0, 60.0), "label": ""})
    assert [child.get("class") for child in ET.fromstring(svg)] == [*["dot-axis"] * 3, "dot-band"]
