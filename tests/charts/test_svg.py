import pytest

from loftet.charts.svg import accessible_svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9" viewBox="0 0 9 9" class="marks">'


def dressed(inside: str) -> str:
    return accessible_svg(
        f"{HEAD}{inside}</svg>", title="T & U", description="<D>", prefix="a", css_class="c"
    )


def test_a_colour_gets_its_class_and_everything_not_listed_is_left_out() -> None:
    drawing = (
        '<g role="graphics-object" aria-roledescription="x"><path class="background" d="M0,0h9" />'
        '<path d="M0,0h9" stroke="#1f5a45" style="stroke:red" id="clip0" onclick="x()" /></g>'
        '<g><path d="M1,1" fill="#000" display="none" /></g>'
    )
    assert dressed(drawing) == (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" class="c" role="img"'
        ' aria-labelledby="a-title a-desc"><title id="a-title">T &amp; U</title>'
        '<desc id="a-desc">&lt;D&gt;</desc>'
        '<g><path d="M0,0h9" stroke="#1f5a45" class="chart-stroke-own" /></g></svg>'
    )


@pytest.mark.parametrize("tag", ["script", "style", "image", "use", "a", "foreignObject"])
def test_an_element_that_could_run_load_or_style_is_refused(tag: str) -> None:
    with pytest.raises(ValueError, match=f"no place for <{tag}>"):
        dressed(f"<g><{tag}/></g>")
