"""The sharing of a page's chart, and setting it into somebody else's page."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation

from loftet.editions.rows import Edition
from loftet.indicators.edition import PARAMETER

CHOOSE, LANGUAGE = "sted", "lang"
# The border is an attribute of old, because many sites forbid styles in what is pasted into them.
SNIPPET = (
    '<iframe src="{address}" title="{title}" width="100%" height="{height}" loading="lazy"'
    ' frameborder="0"></iframe>'
)


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a chart's addresses, and the height of its frame in pixels.

    There is room for the heading over two lines, the chart and the source in the column of a page.
    """

    framed: str
    picture: str
    height: int


LINE = Names("indicator_figure", "indicator_svg", 760)
MAP = Names("indicator_map_figure", "indicator_map_svg", 1200)


@dataclass(frozen=True, slots=True)
class Embed:
    """The addresses of a chart, whole, and the HTML that shows it in another page."""

    permanent: str
    figure: str
    svg: str
    snippet: str


def embed_of(
    request: HttpRequest, edition: Edition, key: str, places: Sequence[str], heading: str, names: Names
) -> Embed:
    """Return what is needed to share a chart of an indicator with the places that it shows.

    The figure speaks the language of the page, for the reader of the other page has chosen none here. It
    keeps to an edition only where the page does.
    """

    def at(name: str, **more: str) -> str:
        words = [*((CHOOSE, slug) for slug in places), *more.items()]
        query = f"?{urlencode(words)}" if words else ""
        return request.build_absolute_uri(reverse(name, args=[key]) + query)

    kept = {PARAMETER: edition.id} if PARAMETER in request.GET else {}
    spoken = kept | {LANGUAGE: translation.get_language() or "nb"}
    figure = at(names.framed, **spoken)
    return Embed(
        permanent=at("indicator", **{PARAMETER: edition.id}),
        figure=figure,
        svg=at(names.picture, **spoken),
        snippet=SNIPPET.format(address=escape(figure), title=escape(heading), height=names.height),
    )
