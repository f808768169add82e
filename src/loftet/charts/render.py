"""A chart drawn as SVG by vl-convert, without a browser and without the network."""

from importlib.metadata import version

from loftet.charts.chart import Chart, Size
from loftet.charts.line import LineView
from loftet.charts.svg import accessible_svg

VEGA_LITE = "6.4"


def render_svg(chart: Chart, prefix: str) -> str:
    """Draw a chart; `prefix` starts its ids and is used once on a page.

    The same chart gives the same bytes on every machine: no text is measured, and Altair and vl-convert
    are pinned.
    """
    # vl-convert is 84 MB and starts a JavaScript engine: only the first chart pays for it.
    import vl_convert

    drawing = vl_convert.vegalite_to_svg(dict(chart.spec), vl_version=VEGA_LITE, allowed_base_urls=[])
    return accessible_svg(
        drawing,
        title=chart.title,
        description=chart.description,
        prefix=prefix,
        css_class=f"chart chart-{chart.size.value}",
    )


def render_line(view: LineView, prefix: str) -> str:
    """Draw a line chart in both sizes, one after the other; `charts.css` shows the one that fits."""
    # Altair takes most of a second to import: only the first chart pays, not the start of the web.
    from loftet.charts.line_spec import line_chart

    drawn = (render_svg(line_chart(view, size), f"{prefix}-{size.value}") for size in Size)
    return "\n".join(drawn)


def tool_versions() -> str:
    """Name the versions that decide a drawing's bytes, without importing either."""
    return f"altair {version('altair')}, vl-convert {version('vl-convert-python')}, Vega-Lite {VEGA_LITE}"
