"""The lists of municipalities and of indicators, and both as files."""

from enum import StrEnum
from typing import TypeVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from loftet.core.words import QUALITY
from loftet.editions.rows import Edition, Influence, Yardstick
from loftet.status.downloads import csv_response
from loftet.status.edition import edition_of, kept_query, store
from loftet.status.goal_names import goals
from loftet.status.goals.views import published_or_named
from loftet.status.indicator_filter import IndicatorFilter
from loftet.status.lists.indicators import (
    IndicatorLine,
    indicator_lines,
    indicators_page,
    those_asked_for,
)
from loftet.status.lists.municipalities import (
    MunicipalityLine,
    is_named,
    municipalities_page,
    municipality_lines,
)
from loftet.status.lists.sentences import INFLUENCES
from loftet.status.queries.chosen import day_of_codes
from loftet.status.views.choosing import FILTER, GOAL, kept_words, wanted_words

INFLUENCED, YARDSTICK, QUALITY_OF, REACH = "paavirkning", "maalestokk", "kvalitet", "dekning"
NEARLY_ALL = "mest"
ASKED = (FILTER, GOAL, INFLUENCED, YARDSTICK, QUALITY_OF, REACH)

END = ("edition", "edition_title")
GAPS = ("missing", "suppressed", "not_possible", "not_applicable")
MUNICIPALITIES_HEADER = (
    *("place", "place_name", "county", "made_up", "population", "population_date"),
    *("indicators_with_figure", *GAPS, "goals_with_status", "goals_that_apply", *END),
)
INDICATORS_HEADER = (
    *("indicator", "indicator_name", "about", "goal", "target", "unit", "direction", "yardstick"),
    *("red", "green", "weight", "influence", "role", "quality", "oldest_year", "newest_year"),
    *("municipalities_with_figure", *GAPS, "source", "table", "licence", "url", *END),
)

Word = TypeVar("Word", bound=StrEnum)


@require_safe
def municipalities(request: HttpRequest) -> HttpResponse:
    """List every municipality with how much is known of it."""
    edition, wanted = edition_of(request), wanted_words(request)
    day = day_of_codes(edition) if edition else timezone.localdate()
    context = {
        "page": municipalities_page(store(), edition, day, wanted),
        "wanted": wanted,
        "csv_query": kept_words(request),
    }
    return render(request, "status/pages/municipalities.html", context)


@require_safe
def municipalities_csv(request: HttpRequest) -> HttpResponseBase:
    """Return the list of municipalities as CSV."""
    edition, wanted = published_or_named(request), wanted_words(request)
    lines, _counties = municipality_lines(store(), edition, day_of_codes(edition))
    rows = (municipality_cells(line, edition) for line in lines if is_named(line, wanted))
    return csv_response(request, "municipalities", rows, edition, MUNICIPALITIES_HEADER)


def municipality_cells(line: MunicipalityLine, edition: Edition) -> tuple[str | float | None, ...]:
    """Return the cells of a municipality; one that the edition does not hold has no counts."""
    known, place = line.known, line.place
    counted = str(place.population_date) if place.population_date else None
    counts = (
        (
            *(known.figures, known.missing, known.suppressed, known.not_possible, known.not_applicable),
            *(known.goals, known.goals_that_apply),
        )
        if known
        else (None,) * (len(GAPS) + 3)
    )
    return (
        *(line.code, place.name, line.county, int(line.is_made_up), place.population, counted),
        *(*counts, edition.id, edition.title),
    )


@require_safe
def indicators(request: HttpRequest) -> HttpResponse:
    """List the indicators of the edition, and say how to find the few that are needed."""
    edition, asked = edition_of(request), asked_in(request)
    context = {
        "page": indicators_page(store(), edition, asked) if edition else None,
        "asked": asked,
        "goals": goals(),
        "influences": INFLUENCES.items(),
        "qualities": QUALITY.items(),
        "csv_query": kept_choices(request),
    }
    return render(request, "status/pages/indicators.html", context)


@require_safe
def indicators_csv(request: HttpRequest) -> HttpResponseBase:
    """Return the indicators that a reader has asked for as CSV."""
    edition = published_or_named(request)
    shown = those_asked_for(indicator_lines(store(), edition), asked_in(request))
    rows = (indicator_cells(line, edition) for line in shown)
    return csv_response(request, "indicators", rows, edition, INDICATORS_HEADER)


def indicator_cells(line: IndicatorLine, edition: Edition) -> tuple[str | float | None, ...]:
    """Return the cells of an indicator."""
    one, cover, cells = line.indicator, line.cover, line.cover.cells
    return (
        *(one.key, one.name, one.about, one.goal, one.target, one.unit, one.direction, one.yardstick),
        *(one.red, one.green, one.weight, one.influence, one.role, one.quality, cover.oldest, cover.newest),
        *(cells.figures, cells.missing, cells.suppressed, cells.not_possible, cells.not_applicable),
        *(one.source, one.table, one.licence, one.url, edition.id, edition.title),
    )


def asked_in(request: HttpRequest) -> IndicatorFilter:
    """Read which indicators the address asks for; a word that means nothing chooses nothing."""
    goal, quality = request.GET.get(GOAL, ""), request.GET.get(QUALITY_OF, "")
    return IndicatorFilter(
        words=wanted_words(request),
        goal=goal if goal in {one.key for one in goals()} else "",
        influence=_word(Influence, request.GET.get(INFLUENCED)),
        yardstick=_word(Yardstick, request.GET.get(YARDSTICK)),
        quality=quality if quality in QUALITY else "",
        nearly_all=request.GET.get(REACH) == NEARLY_ALL,
    )


def _word(words: type[Word], asked: str | None) -> Word | None:
    return next((word for word in words if word.value == asked), None)


def kept_choices(request: HttpRequest) -> str:
    """Return the query by which the file holds the edition and the indicators that the page shows."""
    return kept_query(request, *ASKED)
