"""`charts.css` holds the colours of `colours.py`, and readers can tell them from the paper."""

import re
from pathlib import Path

import pytest

from loftet.charts.colours import Role

# The theme's paper and cards, light and dark.
LIGHT = ("#ffffff", "#f3f4f3")
DARK = ("#0f1a16", "#14201b", "#151917", "#222927")
LINES = ("own", "peer", "country", "target")


@pytest.fixture(scope="module")
def schemes(project: Path) -> dict[str, dict[str, str]]:
    css = (project / "src/loftet/site/static/loftet/charts.css").read_text(encoding="utf-8")
    blocks = re.findall(r'\[data-color-scheme="(\w+)"\] \{([^}]*)\}', css)
    return {scheme: dict(re.findall(r"--chart-(\w+): (#\w{6});", block)) for scheme, block in blocks}


def luminance(colour: str) -> float:
    """Give the relative luminance of WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_measured_as_wcag_does() -> None:
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_the_light_colours_are_those_of_the_drawings(schemes: dict[str, dict[str, str]]) -> None:
    assert schemes["light"] == {role.word: role.value for role in Role}


def test_both_ways_to_the_dark_have_the_same_colours(schemes: dict[str, dict[str, str]]) -> None:
    assert schemes["auto"] == schemes["dark"]
    assert schemes["dark"].keys() == schemes["light"].keys()


@pytest.mark.parametrize(("scheme", "papers"), [("light", LIGHT), ("dark", DARK)])
def test_lines_and_words_stand_out_from_the_paper(
    schemes: dict[str, dict[str, str]], scheme: str, papers: tuple[str, ...]
) -> None:
    colours = schemes[scheme]
    needed = [(name, 3.0) for name in LINES]
    # Names at line ends are written in the colour of what they name.
    needed += [(name, 4.5) for name in ("text", "own", "country", "target")]
    weak = [
        (name, paper, round(contrast(colours[name], paper), 2))
        for name, least in needed
        for paper in papers
        if contrast(colours[name], paper) < least
    ]
    assert weak == []
    # The own line is drawn on its band.
    assert contrast(colours["own"], colours["band"]) >= 3


def test_every_role_has_a_rule_for_lines_and_for_areas(project: Path) -> None:
    css = (project / "src/loftet/site/static/loftet/charts.css").read_text(encoding="utf-8")
    rules = [
        f".chart-{kind}-{role.word} {{ {kind}: var(--chart-{role.word}); }}"
        for kind in ("fill", "stroke")
        for role in Role
    ]
    assert [rule for rule in rules if rule not in css] == []
