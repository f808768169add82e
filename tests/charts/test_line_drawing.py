"""The line chart as SVG: what is drawn, in which colours, and what a script reads off it."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest

from loftet.charts.chart import ON_PAGES, Size
from loftet.charts.labels import text_width
from loftet.charts.line import Event, Line, LineView, Point
from loftet.charts.line_drawing import line_drawing, line_svg
from loftet.charts.line_frame import LineFrame, line_frame
from loftet.charts.line_labels import Label, names_of, place_labels, series_labels

SHOWN_FROM = {Size.WIDE: 664, Size.NARROW: 340, Size.SMALL: 280}


def texts(root: ET.Element) -> list[str]:
    return [" ".join("".join(f"{part} " for part in one.itertext()).split()) for one in root.iter("text")]


@pytest.fixture(scope="module")
def wide(view: LineView) -> ET.Element:
    return line_drawing(view, Size.WIDE, "chart")


@pytest.mark.parametrize("size", list(Size))
def test_each_drawing_is_an_image_named_by_its_finding_and_described(view: LineView, size: Size) -> None:
    root = line_drawing(view, size, "chart")
    assert [(one.tag, one.text) for one in root[:2]] == [("title", view.title), ("desc", view.description)]
    assert (root.get("role"), root.get("class")) == ("img", f"chart chart-{size.value}")
    assert root.get("aria-labelledby") == f"{root[0].get('id')} {root[1].get('id')}"


def test_the_end_of_each_line_says_name_and_value(wide: ET.Element) -> None:
    said = texts(wide)
    assert {"Gol 421,8", "Hemsedal 420,0", "Norge 440,0"} <= set(said)
    assert "Nore og Uvdal 490,0 (2019)" in " ".join(said).replace("  ", " ")


@pytest.mark.parametrize(("others", "is_over"), [(True, True), (False, False)])
def test_the_own_label_leaves_a_flat_projection_for_the_side_with_more_space(
    view: LineView, others: bool, is_over: bool
) -> None:
    assert view.projection is not None
    flat = replace(view, projection=replace(view.projection, value=421.8))
    # Hemsedal ends nearest, under Gol; without it, the country, over it.
    labels = series_labels(flat if others else replace(flat, others=()))
    assert (labels[0].shift < 0) is is_over


def test_target_and_projection_are_named_with_their_numbers(wide: ET.Element) -> None:
    said = " ".join(texts(wide))
    assert "Gol, ventet: 405,0" in said
    assert "Måltall i 2030: 400" in said


def test_a_narrow_drawing_names_the_projection_at_its_fan_alone(view: LineView) -> None:
    """Over or under the fan, at its end, not among the names of lines; nowhere where these reach it."""
    assert view.projection is not None
    short = replace(
        view, others=(), country=None, target=None, projection=replace(view.projection, short="ventet:")
    )
    frame, places = narrow(short)
    own, ahead = places
    assert ahead.wanted.whole == "ventet: 405,0"
    assert ahead.x + text_width(ahead.wanted.whole, ahead.size) == pytest.approx(frame.x(2030), abs=0.1)
    assert not frame.y(425.0) < ahead.y < frame.y(385.0)
    assert own.wanted.whole == "Gol 421,8"
    full = [Line("Nord-Aurdal i Valdres", (Point(2023, value),)) for value in (435.0, 425.0, 385.0, 375.0)]
    assert "ventet:" not in [one.wanted.text for one in narrow(replace(short, others=tuple(full)))[1]]


def narrow(view: LineView) -> tuple[LineFrame, list[Label]]:
    frame = line_frame(view, Size.NARROW, *names_of(view, Size.NARROW), 0)
    return frame, place_labels(view, Size.NARROW, frame)


def test_the_own_line_is_the_thickest_and_drawn_last(wide: ET.Element) -> None:
    series = [group for group in wide.iter("g") if "data-y" in group.attrib]
    assert [group.get("data-column") for group in series] == ["4", "3", "2", "1"]
    widths = [max(float(path.get("stroke-width", "0")) for path in group.iter("path")) for group in series]
    assert widths == [2.0, 2.75, 2.75, 4.0]


def test_no_line_crosses_a_break_or_a_gap(view: LineView) -> None:
    root = line_drawing(view, Size.WIDE, "chart")
    own = next(group for group in root.iter("g") if group.get("data-column") == "1")
    # 2018 alone, 2020 and 2021, then from the break on 2022 and 2023.
    assert [path.get("d", "").count("L") for path in own.iter("path")] == [1, 1]
    assert len(list(own.iter("circle"))) == 2


def test_breaks_and_events_are_named(wide: ET.Element) -> None:
    assert {"Ny definisjon", "Tette rør"} <= set(texts(wide))


@pytest.mark.parametrize("size", ON_PAGES)
@pytest.mark.parametrize("year", range(2018, 2031))
def test_the_words_of_an_event_are_whole_within_the_drawing_also_after_the_figures(
    view: LineView, size: Size, year: int
) -> None:
    words = "Prosjektet begynner"
    root = line_drawing(replace(view, breaks=(), events=(Event(year, words),)), size, "chart")
    (text,) = [one for one in root.iter("text") if one.text == words]
    width, x = text_width(words, float(text.attrib["font-size"])), float(text.attrib["x"])
    left = {"start": x, "middle": x - width / 2, "end": x - width}[text.get("text-anchor", "start")]
    assert 0 <= left <= float(root.attrib["viewBox"].split()[2]) - width


def test_an_event_after_the_axis_is_not_drawn(view: LineView) -> None:
    late = replace(view, events=(Event(2031, "Tette rør"),))
    assert "Tette rør" not in texts(line_drawing(late, Size.WIDE, "chart"))


def test_a_cut_axis_says_so_and_one_from_zero_does_not(view: LineView) -> None:
    assert "Aksen begynner på 350" in texts(line_drawing(view, Size.WIDE, "chart"))
    low = replace(view, target=None, projection=None, band=None, country=None, others=())
    from_zero = replace(low, own=Line("Gol", (Point(2022, 1.0), Point(2023, 8.0))))
    assert not any("Aksen" in one for one in texts(line_drawing(from_zero, Size.WIDE, "chart")))


def test_the_first_year_the_newest_and_the_last_of_the_axis_are_written(wide: ET.Element) -> None:
    assert {"2018", "2023", "2030"} <= set(texts(wide))


def test_the_band_is_named_where_there_is_space(wide: ET.Element) -> None:
    assert "Midten av lignende" in texts(wide)


def test_a_script_finds_the_years_and_the_heights_of_each_series(wide: ET.Element) -> None:
    years = wide.attrib["data-years"].split()
    assert years == ["2018", "2019", "2020", "2021", "2022", "2023", "2030"]
    assert len(wide.attrib["data-x"].split()) == len(years)
    assert wide.attrib["data-home"] == "2023"
    own = next(group for group in wide.iter("g") if group.get("data-column") == "1")
    heights = own.attrib["data-y"].split()
    assert (len(heights), heights[1]) == (len(years), "-")


@pytest.mark.parametrize("size", ON_PAGES)
def test_no_text_is_under_fourteen_pixels_where_it_is_shown(view: LineView, size: Size) -> None:
    root = line_drawing(view, size, "chart")
    shrunk = SHOWN_FROM[size] / float(root.attrib["viewBox"].split()[2])
    assert min(float(text.attrib["font-size"]) for text in root.iter("text")) * shrunk >= 14


def test_no_text_of_a_slide_is_under_twenty_four_pixels(view: LineView) -> None:
    root = line_drawing(view, Size.SLIDE, "chart")
    assert min(float(text.attrib["font-size"]) for text in root.iter("text")) >= 24


def test_nothing_in_a_drawing_styles_runs_or_loads(view: LineView) -> None:
    svg = line_svg(view, Size.WIDE, "a").replace('xmlns="http://www.w3.org/2000/svg"', "")
    assert re.findall(r"style|script|href|url\(|https?:|\son\w+=", svg) == []


def test_a_name_with_signs_of_markup_is_text(view: LineView) -> None:
    odd = replace(view, own=Line("<b>&", (Point(2023, 421.0),)))
    assert any(
        "<b>&" in one for one in texts(ET.fromstring(line_svg(odd, Size.WIDE, "a").replace("xmlns=", "x=")))
    )


def test_a_view_without_values_is_not_drawn(view: LineView) -> None:
    empty = replace(view, own=Line("Gol", (Point(2023, None),)), others=(), country=None)
    with pytest.raises(ValueError, match="no series has a value"):
        line_drawing(empty, Size.WIDE, "chart")


def test_a_single_year_is_drawn_at_the_right(view: LineView) -> None:
    lone = replace(
        view,
        own=Line("Gol", (Point(2023, 421.0),)),
        others=(),
        country=None,
        band=None,
        target=None,
        projection=None,
        breaks=(),
        events=(),
    )
    root = line_drawing(lone, Size.NARROW, "chart")
    assert "2023" in texts(root)
    assert "2022" not in texts(root)
