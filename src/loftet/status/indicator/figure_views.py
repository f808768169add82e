"""The charts of an indicator to take elsewhere: as pictures, and as pages made to stand in another page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, cast

from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from loftet.charts import alone
from loftet.charts.picture import Caption
from loftet.charts.tile_map import TileMap
from loftet.charts.tile_picture import tile_picture
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.places.queries import tiles_of
from loftet.status.downloads.answer import PNG, SVG, file_response
from loftet.status.downloads.said import MADE_UP, licence_name, origin_words
from loftet.status.downloads.whole import Addresses, addresses_of
from loftet.status.edition import PARAMETER, kept_query
from loftet.status.indicator.chart_queries import ChartChoice
from loftet.status.indicator.choices import read_choice, read_chosen
from loftet.status.indicator.drawing import draw, kept_png, line_picture
from loftet.status.indicator.queries import IndicatorPage, indicator_page
from loftet.status.indicator.sentences import unit_line
from loftet.status.queries.chosen import Chosen
from loftet.status.queries.tile_map import indicator_map
from loftet.status.views.choosing import CHOOSE
from loftet.status.views.finding import codes_of, find_indicator_page

Given = ParamSpec("Given")
SCHEME, SCHEMES = "tema", {"lyst": "light", "morkt": "dark", "auto": "auto"}


@dataclass(frozen=True, slots=True)
class Figure:
    """The charts of an indicator as an address asks for them; `at_home` is its page without them."""

    reader: EditionStore
    edition: Edition
    held: frozenset[str]
    chosen: Chosen
    choice: ChartChoice
    page: IndicatorPage
    addresses: Addresses
    at_home: str

    @property
    def source(self) -> str:
        """Return where the figures come from and on what terms."""
        indicator = self.page.indicator
        parts = (
            _("Source: %(source)s") % {"source": origin_words(indicator, self.edition)},
            licence_name(indicator, self.edition),
            _("Løftet, edition %(edition)s") % {"edition": self.edition.id},
        )
        return " · ".join(filter(None, parts))

    @property
    def warning(self) -> str:
        """Return that the figures are made up, where they are."""
        nothing = _("nothing here is a real figure about a real municipality.")
        return f"{MADE_UP}: {nothing}" if self.edition.demo else ""

    def line_caption(self) -> Caption:
        """Return what stands around the line chart as a picture."""
        indicator, view = self.page.indicator, self.page.view
        named = ", ".join(filter(None, (indicator.name, unit_line(indicator, view) if view else "")))
        return Caption(self.warning, self.page.heading, named, (self.source, self.at_home))

    def map_caption(self, heading: str) -> alone.Caption:
        """Return what stands around the map as a picture."""
        named = ", ".join(filter(None, (self.page.indicator.name, self.page.indicator.unit)))
        return alone.Caption(self.warning, heading, (named, self.source, self.at_home))


def read_figure(request: HttpRequest, key: str, wanted: str = "", sort: str = "") -> Figure:
    """Read the figure that an address asks for."""
    reader, edition, found = find_indicator_page(request, key)
    held = codes_of(reader, edition)
    chosen = read_chosen(request, edition, held)
    choice = read_choice(request, chosen.places)
    return Figure(
        reader=reader,
        edition=edition,
        held=frozenset(held),
        chosen=chosen,
        choice=choice,
        page=indicator_page(reader, edition, found, choice, wanted, sort),
        addresses=addresses_of(request, edition, key, **{CHOOSE: list(chosen.slugs)}),
        at_home=addresses_of(request, edition, key).page,
    )


def map_of(request: HttpRequest, figure: Figure) -> TileMap | None:
    """Return the tile map of a figure; its squares lead to the municipalities."""
    every, tiles = figure.page.every, tiles_of(settings.CATALOGUE)
    return indicator_map(figure.page.indicator, every, tiles, kept_query(request))


# -- pictures --------------------------------------------------------------------------------------


def svg_of(figure: Figure) -> str:
    """Return the line chart as an SVG file, or say that there is nothing to draw."""
    if figure.page.view is None:
        raise Http404(_("There are no figures to draw. Choose a municipality to see its years."))
    return line_picture(figure.page.view, figure.line_caption())


@require_safe
def indicator_svg(request: HttpRequest, key: str) -> HttpResponseBase:
    """Return the line chart as a picture that says its finding and its source itself."""
    figure = read_figure(request, key)
    svg = svg_of(figure)
    return file_response(request, figure.edition, key, SVG, svg.encode)


@require_safe
def indicator_png(request: HttpRequest, key: str) -> HttpResponseBase:
    """Return the line chart as a picture for slides, made once and kept as a file."""
    figure = read_figure(request, key)
    svg = svg_of(figure)
    return file_response(request, figure.edition, key, PNG, lambda: kept_png(svg, figure.edition, key))


@require_safe
def indicator_map_svg(request: HttpRequest, key: str) -> HttpResponseBase:
    """Return the map as a picture that says its finding and its source itself."""
    figure = read_figure(request, key)
    tiles = map_of(request, figure)
    if tiles is None:
        raise Http404(_("There is no map of this."))

    def picture() -> bytes:
        drawing = render_to_string("charts/tile_map.svg", {"map": tiles})
        drawn = tile_picture(drawing, tiles.title, figure.page.answer, tiles.legend)
        return alone.standing_alone(drawn, figure.map_caption(tiles.title)).encode()

    return file_response(request, figure.edition, f"{key}-kart", SVG, picture)


# -- framed pages ----------------------------------------------------------------------------------


def may_be_framed(view: Callable[Given, HttpResponseBase]) -> Callable[Given, HttpResponseBase]:
    """Allow other sites to show a page in a frame; every other page refuses."""
    opened = csp_replace({"frame-ancestors": ["*"]})(cast(Any, view))
    return cast("Callable[Given, HttpResponseBase]", xframe_options_exempt(opened))


@may_be_framed
@require_safe
def indicator_figure(request: HttpRequest, key: str) -> HttpResponse:
    """Show the line chart alone, to stand in a page of somebody else's."""
    figure = read_figure(request, key)
    return framed(request, figure, figure.page.heading, {"chart": draw(figure.page.view)})


@may_be_framed
@require_safe
def indicator_map_figure(request: HttpRequest, key: str) -> HttpResponse:
    """Show the map alone, to stand in a page of somebody else's."""
    figure = read_figure(request, key)
    tiles = map_of(request, figure)
    if tiles is None:
        raise Http404(_("There is no map of this."))
    return framed(request, figure, tiles.title, {"map": tiles})


def framed(request: HttpRequest, figure: Figure, heading: str, drawn: dict[str, object]) -> HttpResponse:
    """Show a chart with its source and the way back, light, dark or as the reader's screen is."""
    at, scheme = figure.addresses, request.GET.get(SCHEME, "")
    view = figure.page.view
    context = {
        "figure": figure,
        "page": figure.page,
        "heading": heading,
        "indicator": figure.page.indicator,
        "unit_line": unit_line(figure.page.indicator, view) if view and "chart" in drawn else "",
        "edition": figure.edition,
        "scheme": SCHEMES.get(scheme, "light"),
        "address": at.permanent if PARAMETER in request.GET else at.page,
    }
    return render(request, "status/pages/figure.html", context | drawn)
