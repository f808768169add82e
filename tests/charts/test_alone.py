"""A chart that stands alone says its finding and its source itself, on white paper."""

from xml.etree import ElementTree as ET

from loftet.charts.alone import Caption, standing_alone
from loftet.charts.svg import SVG

CHART = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 720 400" class="chart chart-wide" role="img" '
    'aria-labelledby="c-title c-desc"><title id="c-title">Går ned</title><desc id="c-desc">I Gol.</desc>'
    '<g><path d="M0 0h10" class="chart-stroke-own" stroke="#1f5a45"/></g></svg>'
)


def drawn(caption: Caption) -> ET.Element:
    return ET.fromstring(standing_alone(CHART, caption))


def words(picture: ET.Element) -> list[tuple[str | None, str, str]]:
    return [(one.text, one.attrib["y"], one.attrib["font-weight"]) for one in picture.iter(f"{SVG}text")]


def test_finding_and_source_stand_around_the_chart_and_nothing_lies_outside() -> None:
    picture = drawn(Caption("", "Avfallsmengden i Gol går ned", ("Kilde: SSB", "loftet.example")))
    assert words(picture) == [
        ("Avfallsmengden i Gol går ned", "40", "bold"),
        ("Kilde: SSB", "478", "normal"),
        ("loftet.example", "494.8", "normal"),
    ]
    (chart,) = picture.findall(f"{SVG}g")
    assert chart.attrib["transform"] == "translate(20,54)"
    assert chart[0][0].attrib == {"d": "M0 0h10", "class": "chart-stroke-own", "stroke": "#1f5a45"}
    assert picture.attrib["viewBox"] == "0 0 760 517.6"
    assert (picture.attrib["width"], picture.attrib["height"]) == ("760", "517.6")
    paper = picture.find(f"{SVG}rect")
    assert paper is not None
    assert paper.attrib == {"width": "760", "height": "517.6", "fill": "#ffffff"}


def test_name_and_description_of_the_chart_become_those_of_the_picture() -> None:
    picture = drawn(Caption("", "Går ned", ()))
    assert (picture.attrib["role"], picture.attrib["aria-labelledby"]) == ("img", "c-title c-desc")
    assert [(one.tag, one.text) for one in picture[:2]] == [
        (f"{SVG}title", "Går ned"),
        (f"{SVG}desc", "I Gol."),
    ]


def test_a_warning_stands_above_all() -> None:
    first, second = words(drawn(Caption("Oppdiktede tall", "Går ned", ())))
    assert (first, second) == (("Oppdiktede tall", "34", "bold"), ("Går ned", "56.8", "bold"))


def test_a_long_finding_is_broken_and_moves_the_chart_down() -> None:
    finding = "Avfallsmengden i Gol går ned, men saktere enn i nabokommunene i Hallingdal og enn i landet"
    picture = drawn(Caption("", finding, ()))
    broken = [text for text, _, _ in words(picture)]
    assert (len(broken), " ".join(map(str, broken))) == (2, finding)
    (chart,) = picture.findall(f"{SVG}g")
    assert chart.attrib["transform"] == "translate(20,78)"


def test_words_are_words_and_no_markup() -> None:
    picture = drawn(Caption("", "<script>&amp;", ()))
    assert words(picture)[0][0] == "<script>&amp;"
