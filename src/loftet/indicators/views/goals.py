"""The pages of the goals, and their figures as files."""

from collections.abc import Iterable

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.indicators.downloads import csv_response
from loftet.indicators.downloads.csv import colour_word
from loftet.indicators.edition import edition_of, kept_query, store
from loftet.indicators.goals import Goal, find_goal, goals
from loftet.indicators.queries.colour_limits import uses_two_weakest
from loftet.indicators.queries.goal import goal_page
from loftet.indicators.queries.goal_map import goal_map
from loftet.indicators.queries.goals import goals_page, is_wanted
from loftet.indicators.queries.indicator import is_wanted as is_wanted_place
from loftet.indicators.views.choosing import kept_words, wanted_words
from loftet.places.queries import tiles_of

END = ("edition", "edition_title")
GOALS_HEADER = ("goal", "goal_name", "indicators", "applies", "yardstick", "colour", "municipalities", *END)
GOAL_HEADER = (
    *("place", "place_name", "goal", "goal_name", "year", "score", "score_low", "score_high"),
    *("colour", "yardstick", "coverage", *END),
)


def wanted_goal(key: str) -> Goal:
    """Find the goal of an address, or say that there is none."""
    found = find_goal(key)
    if found is None:
        raise Http404(_("There is no goal «%(goal)s»: the goals are numbered from 1 to 17.") % {"goal": key})
    return found


@require_safe
def every_goal(request: HttpRequest) -> HttpResponse:
    """Show the seventeen goals."""
    edition, wanted = edition_of(request), wanted_words(request)
    context = {
        "page": goals_page(store(), edition, wanted) if edition else None,
        "goals": goals(),
        "wanted": wanted,
        "csv_query": kept_words(request),
    }
    return render(request, "indicators/pages/goals.html", context)


@require_safe
def goals_csv(request: HttpRequest) -> HttpResponseBase:
    """Return how many municipalities have each status on each goal as CSV."""
    edition = published_or_named(request)
    wanted = wanted_words(request)
    shown = (goal for goal in goals() if is_wanted(goal, wanted))
    return csv_response(request, "goals", count_cells(store(), edition, shown), edition, GOALS_HEADER)


def count_cells(
    reader: EditionStore, edition: Edition, shown: Iterable[Goal]
) -> Iterable[tuple[str | float | None, ...]]:
    """Return a row for each status that municipalities have on a goal; a goal without any has one row."""
    keys = [one.goal for one in reader.indicators(edition, "nb")]
    end = (edition.id, edition.title)
    for goal in shown:
        about = (goal.key, goal.name, keys.count(goal.key))
        counts = [one for one in reader.goal_counts(edition) if one.goal == goal.key]
        for one in counts:
            yield (*about, int(one.applies), one.yardstick, one.colour, one.places, *end)
        if not counts:
            yield (*about, None, None, None, None, *end)


@require_safe
def goal(request: HttpRequest, goal: str) -> HttpResponse:
    """Show a goal across the municipalities."""
    found, edition, wanted = wanted_goal(goal), edition_of(request), wanted_words(request)
    context: dict[str, object] = {"goal": found, "wanted": wanted, "csv_query": kept_words(request)}
    if edition is None:
        return render(request, "indicators/pages/goal.html", context)
    two_worst = uses_two_weakest(store(), edition)
    kept = kept_query(request)
    page = goal_page(store(), edition, found, two_worst=two_worst, wanted=wanted, kept=kept)
    context |= {
        "page": page,
        "two_worst": two_worst,
        "map": goal_map(page.every, tiles_of(settings.CATALOGUE)),
    }
    return render(request, "indicators/pages/goal.html", context)


@require_safe
def goal_csv(request: HttpRequest, goal: str) -> HttpResponseBase:
    """Return a goal of every place as CSV."""
    found, edition = wanted_goal(goal), published_or_named(request)
    reader, wanted = store(), wanted_words(request)
    names = {place.code: place.name for place in reader.places(edition)}
    cells = (
        (
            *(one.place, names[one.place], found.key, found.name, one.year),
            *(one.score, one.score_low, one.score_high, colour_word(one), one.yardstick, one.coverage),
            *(edition.id, edition.title),
        )
        for one in reader.goal_table(edition, found.key)
        if is_wanted_place(one.place, names, wanted)
    )
    return csv_response(request, f"goal-{found.key}", cells, edition, GOAL_HEADER)


def published_or_named(request: HttpRequest) -> Edition:
    """Return the edition of a file, or say that nothing has been published."""
    edition = edition_of(request)
    if edition is None:
        raise Http404(_("No figures have been published here yet."))
    return edition
