"""The sharing of a page's chart: its addresses, its pictures, and the HTML that shows it in another page."""

from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from loftet.core.words import page_language
from loftet.editions.rows import Edition
from loftet.status.edition import PARAMETER

LANGUAGE = "lang"
# What an address says of the chart itself: places, years, and what is left out.
OF_CHART = ("sted", "fra", "til", "uten", "likhet")
# The frame follows the width of its column. Sites that forbid styles in what is pasted keep the height that
# is an attribute; the border is one of old for the same reason. The figure fits itself into any frame.
SNIPPET = (
    '<iframe src="{address}" title="{title}" width="100%" height="{height}" loading="lazy"'
    ' frameborder="0" style="height:auto;aspect-ratio:{ratio};min-height:{least}px"></iframe>'
)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a chart's addresses, and its frame: height and least height in pixels, and its shape."""

    framed: str
    svg: str
    png: str
    height: int
    ratio: str
    least: int


LINE = Names("indicator_figure", "indicator_svg", "indicator_png", 600, "3/2", 600)


@dataclass(frozen=True, slots=True)
class Embed:
    """The addresses of a chart, whole, and the HTML that shows it in another page."""

    here: str
    permanent: str
    figure: str
    svg: str
    png: str
    snippet: str


def embed_of(request: HttpRequest, edition: Edition, key: str, heading: str, names: Names) -> Embed:
    """Return what is needed to share a chart of an indicator as the page shows it.

    The figure speaks the language of the page, for the reader of the other page has chosen none here. It
    keeps to an edition only where the page does.
    """
    chosen = [(name, word) for name in OF_CHART for word in request.GET.getlist(name) if word]

    def at(name: str, **more: str) -> str:
        words = [*chosen, *more.items()]
        query = f"?{urlencode(words)}" if words else ""
        return request.build_absolute_uri(reverse(name, args=[key]) + query)

    kept = {PARAMETER: edition.id} if PARAMETER in request.GET else {}
    spoken = kept | {LANGUAGE: page_language()}
    figure = at(names.framed, **spoken)
    return Embed(
        here=at("indicator", **spoken),
        permanent=at("indicator", **{PARAMETER: edition.id}),
        figure=figure,
        svg=at(names.svg, **spoken),
        png=at(names.png, **spoken) if names.png else "",
        snippet=SNIPPET.format(
            address=escape(figure),
            title=escape(heading),
            height=names.height,
            ratio=names.ratio,
            least=names.least,
        ),
    )
