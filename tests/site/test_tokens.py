"""The tokens of the look: both ways to the dark are the same, and words and marks stand out."""

import re
from pathlib import Path

import pytest

from tests.charts.test_colours import contrast

PAPERS = ("paper", "surface", "wash")
WORDS = ("ink", "ink2", "accent")
MARKS = (*(f"t{step}" for step in range(4)), *(f"c{step}" for step in range(4)), "un", "line2")
PAIRS = (("on-accent", "accent"), ("deep-text", "deep"), ("banner-text", "banner"), ("ink", "accent-wash"))

Schemes = dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def schemes(project: Path) -> Schemes:
    css = (project / "src/loftet/site/static/loftet/tokens.css").read_text(encoding="utf-8")
    blocks = re.findall(r'\[data-color-scheme="(\w+)"\] \{([^}]*)\}', css)
    return {scheme: dict(re.findall(r"--([\w-]+): (#\w{6});", block)) for scheme, block in blocks}


def test_both_ways_to_the_dark_have_the_same_colours(schemes: Schemes) -> None:
    assert schemes["auto"] == schemes["dark"]
    assert schemes["light"].keys() == schemes["dark"].keys()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_what_they_are_written_on(schemes: Schemes, scheme: str) -> None:
    colours = schemes[scheme]
    pairs = [*((word, paper) for word in WORDS for paper in PAPERS), *PAIRS]
    weak = {pair: round(contrast(colours[pair[0]], colours[pair[1]]), 2) for pair in pairs}
    assert {pair: ratio for pair, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_and_borders_of_controls_stand_out_from_the_paper(schemes: Schemes, scheme: str) -> None:
    colours = schemes[scheme]
    weak = {(mark, paper): contrast(colours[mark], colours[paper]) for mark in MARKS for paper in PAPERS}
    assert {pair: round(ratio, 2) for pair, ratio in weak.items() if ratio < 3} == {}
