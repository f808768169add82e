"""The pages of the goals, and their figures as files."""

from collections.abc import Iterable

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.editions.rows import Edition, GoalReading, GoalWord
from loftet.editions.store import EditionStore
from loftet.geography.place import Kind
from loftet.status.composition import earlier_rule, word_rule
from loftet.status.downloads import csv_response
from loftet.status.downloads.csv import colour_word
from loftet.status.edition import edition_of, kept_query, store
from loftet.status.goal_names import Goal, find_goal, goals
from loftet.status.goals.goal_queries import goal_page
from loftet.status.goals.map_queries import goal_tiles
from loftet.status.goals.queries import goals_page, is_wanted
from loftet.status.indicator.queries import is_wanted as is_wanted_place
from loftet.status.queries.chosen import chosen_places
from loftet.status.queries.goal_spread import spread_by_goal
from loftet.status.views.choosing import CHOOSE, FORM, TILES, choices, kept_words, wanted_words
from loftet.status.views.finding import codes_of

END = ("edition", "edition_title")
GOALS_HEADER = ("goal", "goal_name", "indicators", "word", "municipalities", *END)
GOAL_HEADER = (
    *("place", "place_name", "goal", "goal_name", "year", "score", "score_low", "score_high"),
    *("colour", "yardstick", "coverage", *END),
    *("strong", "level", "weak", "unknown", "word"),
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
    edition = edition_of(request)
    context = {
        "page": goals_page(store(), edition) if edition else None,
        "goals": goals(),
        "earlier_rule": earlier_rule(edition) if edition else "",
        "word_rule": word_rule(),
        "csv_query": kept_words(request),
    }
    return render(request, "status/pages/goals.html", context)


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
    """Return a row for each word that municipalities have on a goal; a goal without any has one row."""
    keys = [one.goal for one in reader.indicators(edition, "nb")]
    spread = spread_by_goal(reader, edition)
    end = (edition.id, edition.title)
    for goal in shown:
        about = (goal.key, goal.name, keys.count(goal.key))
        words = spread[goal.key].words if goal.key in spread else {}
        for word in GoalWord:
            if word in words:
                yield (*about, word.value, words[word], *end)
        if not words:
            yield (*about, None, None, *end)


@require_safe
def goal(request: HttpRequest, goal: str) -> HttpResponse:
    """Show a goal across the municipalities."""
    found, edition = wanted_goal(goal), edition_of(request)
    context: dict[str, object] = {"goal": found, "csv_query": kept_words(request)}
    if edition is None:
        return render(request, "status/pages/goal.html", context)
    held = codes_of(store(), edition)
    chosen = chosen_places(request.GET.getlist(CHOOSE), edition, held).places[:1]
    own = next((one for one in chosen if one.kind == Kind.MUNICIPALITY), None)
    page = goal_page(store(), edition, found, own=own, kept=kept_query(request))
    as_tiles = request.GET.get(FORM) == TILES or page.map is None
    context |= {
        "page": page,
        "own": own,
        "as_tiles": as_tiles,
        "map": goal_tiles(page.every) if as_tiles else page.map,
        "others": choices(edition, held, {one.slug for one in chosen}),
        "earlier_rule": earlier_rule(edition),
        "word_rule": word_rule(),
    }
    return render(request, "status/pages/goal.html", context)


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
            *wording_cells(one),
        )
        for one in reader.goal_table(edition, found.key)
        if is_wanted_place(one.place, names, wanted)
    )
    return csv_response(request, f"goal-{found.key}", cells, edition, GOAL_HEADER)


def wording_cells(reading: GoalReading) -> tuple[int | str | None, ...]:
    """Return how many marks of a goal stand on each side, and its word; empty cells where there are none."""
    found = reading.wording
    if found is None:
        return (None,) * 5
    return found.strong, found.level, found.weak, found.unknown, found.word


def published_or_named(request: HttpRequest) -> Edition:
    """Return the edition of a file, or say that nothing has been published."""
    edition = edition_of(request)
    if edition is None:
        raise Http404(_("No figures have been published here yet."))
    return edition
