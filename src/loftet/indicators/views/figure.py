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

from loftet.charts.alone import Caption, standing_alone
from loftet.charts.tile_map import TileMap
from loftet.charts.tile_picture import tile_picture
from loftet.editions.rows import Edition
from loftet.indicators.downloads.answer import SVG, file_response
from loftet.indicators.downloads.said import MADE_UP, licence_name, origin_words
from loftet.indicators.downloads.whole import Addresses, addresses_of
from loftet.indicators.edition import PARAMETER, kept_query
from loftet.indicators.queries.chosen import chosen_places
from loftet.indicators.queries.indicator import IndicatorPage, indicator_page
from loftet.indicators.queries.tile_map import indicator_map
from loftet.indicators.views.choosing import CHOOSE
from loftet.indicators.views.drawing import draw
from loftet.indicators.views.finding import codes_of, find_indicator_page
from loftet.places.queries import tiles_of

Given = ParamSpec("Given")


@dataclass(frozen=True, slots=True)
class Figure:
    """The charts of an indicator with the places of the address; `at_home` is its page without them."""

    page: IndicatorPage
    edition: Edition
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

    def caption(self, heading: str) -> Caption:
        """Return what stands around a picture."""
        nothing = _("nothing here is a real figure about a real municipality.")
        warning = f"{MADE_UP}: {nothing}"
        named = ", ".join(filter(None, (self.page.indicator.name, self.page.indicator.unit)))
        return Caption(warning if self.edition.demo else "", heading, (named, self.source, self.at_home))


def figure_of(request: HttpRequest, key: str) -> Figure:
    """Read the figure that an address asks for."""
    reader, edition, found = find_indicator_page(request, key)
    chosen = chosen_places(request.GET.getlist(CHOOSE), edition, codes_of(reader, edition))
    page = indicator_page(reader, edition, found, chosen.places)
    return Figure(
        page=page,
        edition=edition,
        addresses=addresses_of(request, edition, key, **{CHOOSE: [place.slug for place in chosen.places]}),
        at_home=addresses_of(request, edition, key).page,
    )


def map_of(request: HttpRequest, figure: Figure) -> TileMap | None:
    """Return the tile map of a figure; its squares lead to the municipalities."""
    every, tiles = figure.page.every, tiles_of(settings.CATALOGUE)
    return indicator_map(figure.page.indicator, every, tiles, kept_query(request))


# -- pictures --------------------------------------------------------------------------------------


@require_safe
def indicator_svg(request: HttpRequest, key: str) -> HttpResponseBase:
    """Return the line chart as a picture that says its finding and its source itself."""
    figure = figure_of(request, key)
    if figure.page.view is None:
        raise Http404(_("There are no figures to draw. Choose a municipality to see its years."))

    def picture() -> bytes:
        wide = draw(figure.page, figure.edition).partition("</svg>")[0] + "</svg>"
        return standing_alone(wide, figure.caption(figure.page.heading)).encode()

    return file_response(request, figure.edition, key, SVG, picture)


@require_safe
def indicator_map_svg(request: HttpRequest, key: str) -> HttpResponseBase:
    """Return the map as a picture that says its finding and its source itself."""
    figure = figure_of(request, key)
    tiles = map_of(request, figure)
    if tiles is None:
        raise Http404(_("There is no map of this."))

    def picture() -> bytes:
        drawing = render_to_string("charts/tile_map.svg", {"map": tiles})
        drawn = tile_picture(drawing, tiles.title, figure.page.answer, tiles.legend)
        return standing_alone(drawn, figure.caption(tiles.title)).encode()

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
    figure = figure_of(request, key)
    return framed(request, figure, figure.page.heading, {"chart": draw(figure.page, figure.edition)})


@may_be_framed
@require_safe
def indicator_map_figure(request: HttpRequest, key: str) -> HttpResponse:
    """Show the map alone, to stand in a page of somebody else's."""
    figure = figure_of(request, key)
    tiles = map_of(request, figure)
    if tiles is None:
        raise Http404(_("There is no map of this."))
    return framed(request, figure, tiles.title, {"map": tiles})


def framed(request: HttpRequest, figure: Figure, heading: str, drawn: dict[str, object]) -> HttpResponse:
    """Show a chart with its source and the way back."""
    at = figure.addresses
    context = {
        "figure": figure,
        "page": figure.page,
        "heading": heading,
        "indicator": figure.page.indicator,
        "edition": figure.edition,
        "address": at.permanent if PARAMETER in request.GET else at.page,
    }
    return render(request, "indicators/pages/figure.html", context | drawn)
