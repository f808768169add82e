"""The pages of coverage, how old and how sure: across the municipalities, or in one of them; and as files."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.core.words import page_language
from loftet.editions.rows import Edition
from loftet.status.coverage.place_queries import place_coverage_page
from loftet.status.coverage.queries import IndicatorCover, coverage_page
from loftet.status.downloads import csv_response, reading_cells
from loftet.status.edition import edition_of, kept_query, store
from loftet.status.goal_names import find_goal, goals
from loftet.status.goals.views import published_or_named
from loftet.status.queries.chosen import PlaceInEdition, chosen_places
from loftet.status.views.choosing import CHOOSE, FILTER, GOAL, choices, wanted_words
from loftet.status.views.finding import codes_of

KEPT = (CHOOSE, FILTER, GOAL)
HEADER = (
    *("indicator", "indicator_name", "goal", "quality", "oldest_year", "newest_year"),
    *("municipalities_with_figure", "missing", "suppressed", "not_possible", "not_applicable", "not_final"),
    *("source", "table", "licence", "edition", "edition_title"),
)


@require_safe
def coverage(request: HttpRequest) -> HttpResponse:
    """Show what is known, goal by goal, and what would help most."""
    edition = edition_of(request)
    if edition is None:
        return render(request, "status/pages/coverage.html", {"page": None})
    context: dict[str, object] = {
        "others": choices(edition, codes_of(store(), edition), set()),
        "csv_query": kept_query_of(request),
    }
    if place := asked_place(request, edition):
        context |= {"place": place, "page": place_coverage_page(store(), edition, place)}
        return render(request, "status/pages/coverage_place.html", context)
    wanted, goal = wanted_words(request), asked_goal(request)
    context |= {
        "page": coverage_page(store(), edition, wanted, goal),
        "wanted": wanted,
        "wanted_goal": find_goal(goal),
        "every_goal": goals(),
    }
    return render(request, "status/pages/coverage.html", context)


@require_safe
def coverage_csv(request: HttpRequest) -> HttpResponseBase:
    """Return what is known of each indicator as CSV; of one place, each figure or why it is not there."""
    edition = published_or_named(request)
    if place := asked_place(request, edition):
        rows = store().indicator_rows(edition, place.code, page_language(), ())
        cells = (reading_cells(place.name, row.indicator, row.own, edition) for row in rows)
        return csv_response(request, f"coverage-{place.slug}", cells, edition)
    page = coverage_page(store(), edition, wanted_words(request), asked_goal(request))
    return csv_response(request, "coverage", cover_cells(page.shown, edition), edition, HEADER)


def cover_cells(
    covers: Iterable[IndicatorCover], edition: Edition
) -> Iterable[tuple[str | float | None, ...]]:
    """Return a row for each indicator; the kinds of gap stand in columns of their own."""
    for cover in covers:
        one, cells = cover.indicator, cover.cells
        yield (
            *(one.key, one.name, one.goal, one.quality, cover.oldest, cover.newest),
            *(cells.figures, cells.missing, cells.suppressed, cells.not_possible, cells.not_applicable),
            *(cover.not_final, one.source, one.table, one.licence, edition.id, edition.title),
        )


def asked_place(request: HttpRequest, edition: Edition) -> PlaceInEdition | None:
    """Find the place that the address asks for; the last one chosen counts.

    Raises:
        Http404: when the edition has no such place.
    """
    slugs = [slug for slug in request.GET.getlist(CHOOSE) if slug]
    if not slugs:
        return None
    chosen = chosen_places(slugs[-1:], edition, codes_of(store(), edition))
    if not chosen.places:
        raise Http404(_("This edition has no figures for %(place)s.") % {"place": slugs[-1]})
    return chosen.places[0]


def asked_goal(request: HttpRequest) -> str:
    """Return the goal that the address asks for; a word that is none asks for all."""
    goal = request.GET.get(GOAL, "")
    return goal if find_goal(goal) else ""


def kept_query_of(request: HttpRequest) -> str:
    """Return the query by which the file holds the edition, the place and the rows that the page shows."""
    return kept_query(request, *KEPT)
