"""The chart of an indicator to take elsewhere: as a picture, and as a page made to stand in another page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, cast

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from loftet.charts.alone import Caption, standing_alone
from loftet.editions.rows import Edition
from loftet.indicators.downloads.answer import SVG, file_response
from loftet.indicators.downloads.said import MADE_UP, licence_name, origin_words
from loftet.indicators.downloads.whole import Addresses, addresses_of
from loftet.indicators.edition import PARAMETER
from loftet.indicators.queries.chosen import chosen_places
from loftet.indicators.queries.indicator import IndicatorPage, indicator_page
from loftet.indicators.views.choosing import CHOOSE
from loftet.indicators.views.drawing import draw
from loftet.indicators.views.finding import codes_of, find_indicator_page

Given = ParamSpec("Given")


@dataclass(frozen=True, slots=True)
class Figure:
    """The chart of an indicator with the places that the address names; `at_home` is its page without them."""

    page: IndicatorPage
    edition: Edition
    addresses: Addresses
    at_home: str

    @property
    def source(self) -> str:
        """Say where the figures come from and on what terms."""
        return " · ".join(
            filter(
                None,
                [
                    _("Source: %(source)s") % {"source": origin_words(self.page.indicator, self.edition)},
                    licence_name(self.page.indicator, self.edition),
                    _("Løftet, edition %(edition)s") % {"edition": self.edition.id},
                ],
            )
        )


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


@require_safe
def indicator_svg(request: HttpRequest, key: str) -> HttpResponseBase:
    """Give the chart as a picture that says its finding and its source itself."""
    figure = figure_of(request, key)
    if figure.page.view is None:
        raise Http404(_("There are no figures to draw. Choose a municipality to see its years."))
    return file_response(request, figure.edition, key, SVG, lambda: _picture(figure).encode())


def _picture(figure: Figure) -> str:
    warning = f"{MADE_UP}: {_('nothing here is a real figure about a real municipality.')}"
    caption = Caption(
        warning=warning if figure.edition.demo else "",
        heading=figure.page.heading,
        lines=(figure.source, figure.at_home),
    )
    wide = draw(figure.page, figure.edition).partition("</svg>")[0] + "</svg>"
    return standing_alone(wide, caption)


def may_be_framed(view: Callable[Given, HttpResponseBase]) -> Callable[Given, HttpResponseBase]:
    """Let any other site show a page in a frame; every other page refuses."""
    opened = csp_replace({"frame-ancestors": ["*"]})(cast(Any, view))
    return cast("Callable[Given, HttpResponseBase]", xframe_options_exempt(opened))


@may_be_framed
@require_safe
def indicator_figure(request: HttpRequest, key: str) -> HttpResponse:
    """Show the chart alone, to stand in a page of somebody else's."""
    figure = figure_of(request, key)
    at = figure.addresses
    context = {
        "figure": figure,
        "page": figure.page,
        "indicator": figure.page.indicator,
        "edition": figure.edition,
        "chart": draw(figure.page, figure.edition),
        "address": at.permanent if PARAMETER in request.GET else at.page,
    }
    return render(request, "indicators/figure.html", context)
