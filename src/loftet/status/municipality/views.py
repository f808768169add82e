"""The pages of a municipality, and its figures as files."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.charts.outline_map import OutlineMap
from loftet.core.actor import actor_of
from loftet.core.words import page_language
from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.places.models import Place
from loftet.status.comments.rules import may_comment
from loftet.status.composition import word_rule
from loftet.status.downloads import CSV, Figure, Kind, Page, figures_response
from loftet.status.edition import edition_of, kept_query, store
from loftet.status.goal_names import Goal, goals
from loftet.status.goals.views import wanted_goal
from loftet.status.municipality.goal_queries import municipality_goal_page
from loftet.status.municipality.queries import municipality_page
from loftet.status.profile import legend
from loftet.status.queries.chosen import Chosen, PlaceInEdition, chosen_places, in_edition
from loftet.status.queries.figures import figures_page, is_wanted
from loftet.status.queries.nearby import Area, surroundings
from loftet.status.queries.outline_map import NamedPlace, place_map
from loftet.status.shared_challenges.queries import first_lines
from loftet.status.views.choosing import CHOOSE, FILTER, choices, removable, wanted_words
from loftet.status.views.finding import codes_of, find_municipality


@dataclass(frozen=True, slots=True)
class Found:
    """A municipality that an edition has figures for, and the places chosen to compare it with."""

    reader: EditionStore
    edition: Edition
    place: PlaceInEdition
    chosen: Chosen


def with_figures(request: HttpRequest, found: Place) -> Found | None:
    """Find a municipality in the edition of the address; none where the edition does not hold it."""
    reader, edition = store(), edition_of(request)
    held = codes_of(reader, edition)
    here = in_edition([found], edition).get(found.slug) if edition else None
    if edition is None or here is None or here.code not in held:
        return None
    chosen = chosen_places(request.GET.getlist(CHOOSE), edition, held, but=found.slug)
    return Found(reader, edition, here, chosen)


def beside(request: HttpRequest, found: Found) -> dict[str, object]:
    """Return what a page needs for choosing places to compare the municipality with."""
    taken = {found.place.slug, *(other.slug for other in found.chosen.places)}
    return {
        "chosen": found.chosen,
        "chosen_slugs": [other.slug for other in found.chosen.places],
        "with_chosen": [found.place.slug, *(other.slug for other in found.chosen.places)],
        "removable": removable(request, found.chosen),
        "others": choices(found.edition, codes_of(found.reader, found.edition), taken),
        "csv_query": kept_query(request, CHOOSE, FILTER),
        "wanted": wanted_words(request),
    }


def found_here(
    request: HttpRequest, place: str, address: str, goal: Goal | None = None
) -> tuple[Place, Found] | HttpResponse:
    """Find the municipality of a page, or the answer that leads to it or says that there are no figures."""
    found = find_municipality(request, place, address, *([goal.key] if goal else []))
    if isinstance(found, HttpResponse):
        return found
    here = with_figures(request, found)
    if here is None:
        return render(request, "status/pages/municipality_empty.html", {"place": found})
    return found, here


@require_safe
def municipality(request: HttpRequest, place: str) -> HttpResponse:
    """Show how a municipality stands."""
    met = found_here(request, place, "municipality")
    if isinstance(met, HttpResponse):
        return met
    found, here = met
    area = surroundings(here.place, here.edition)
    page = municipality_page(here.reader, here.edition, here.place, link_to_goals(request, found), area)
    context = {
        "place": found,
        "page": page,
        "overview": page.overview,
        "legend": legend(),
        "word_rule": word_rule(),
        "locator": locator(here.place, area),
        "chosen_slugs": [other.slug for other in here.chosen.places],
        "with_chosen": [here.place.slug, *(other.slug for other in here.chosen.places)],
        "with_peers": [found.slug, *(page.peers.to_compare if page.peers else ())],
        "area": area,
    }
    return render(request, "status/pages/municipality.html", context)


def link_to_goals(request: HttpRequest, place: Place) -> Callable[[str], str]:
    """Return a function from a goal to its page here, in the edition and with the choices of the address."""
    kept = kept_query(request, CHOOSE)
    return lambda goal: reverse("municipality_goal", args=[place.slug, goal]) + kept


def locator(place: PlaceInEdition, area: Area | None) -> OutlineMap | None:
    """Return the map that shows where in its region a municipality lies."""
    if area is None:
        return None
    members = [NamedPlace(one.code, one.slug, one.name) for one in (place, *area.others)]
    title = _("%(place)s in %(area)s") % {"place": place.name, "area": area.name}
    return place_map(title, members, own=[place.code], area=area.name)


@require_safe
def municipality_sheet(request: HttpRequest, place: str) -> HttpResponse:
    """Show how a municipality stands on one sheet of paper, to be handed out in a meeting."""
    met = found_here(request, place, "municipality_sheet")
    if isinstance(met, HttpResponse):
        return met
    found, here = met
    area = surroundings(here.place, here.edition)
    home = Page(found.name, "municipality", (found.slug,))
    context = {
        "place": found,
        "overview": municipality_page(
            here.reader, here.edition, here.place, link_to_goals(request, found), area
        ).overview,
        "area": area,
        "shared": (
            first_lines(here.reader, here.edition, area.name, (here.place, *area.others)) if area else None
        ),
        "at_home": home.permanent(request, here.edition),
    }
    return render(request, "status/pages/municipality_sheet.html", context)


@require_safe
def municipality_figures(request: HttpRequest, place: str) -> HttpResponse:
    """Show all figures of a municipality."""
    met = found_here(request, place, "municipality_figures")
    if isinstance(met, HttpResponse):
        return met
    found, here = met
    page = figures_page(here.reader, here.edition, here.place, here.chosen.places, wanted_words(request))
    context = {"place": found, "page": page, "may_comment": bool(may_comment(actor_of(request), found))}
    return render(request, "status/pages/municipality_figures.html", context | beside(request, here))


@require_safe
def municipality_goal(request: HttpRequest, place: str, goal: str) -> HttpResponse:
    """Show one goal in a municipality."""
    wanted = wanted_goal(goal)
    met = found_here(request, place, "municipality_goal", wanted)
    if isinstance(met, HttpResponse):
        return met
    found, here = met
    page = municipality_goal_page(here.reader, here.edition, here.place, wanted, here.chosen.places)
    context = {"place": found, "page": page, "goal": wanted, "word_rule": word_rule()}
    context |= beside(request, here)
    context["may_comment"] = bool(may_comment(actor_of(request), found))
    return render(request, "status/pages/municipality_goal.html", context)


@require_safe
def municipality_file(request: HttpRequest, place: str, kind: Kind) -> HttpResponseBase:
    """Return the figures of a municipality, then those of the places chosen."""
    found = find_municipality(request, place, f"municipality_{kind.ending}")
    if isinstance(found, HttpResponse):
        return found
    page = Page(found.name, "municipality", (found.slug,))
    return figures_file(request, kind, found, found.slug, page)


@require_safe
def municipality_goal_csv(request: HttpRequest, place: str, goal: str) -> HttpResponseBase:
    """Return the figures of one goal in a municipality, then in the places chosen, as CSV."""
    wanted = wanted_goal(goal)
    found = find_municipality(request, place, "municipality_goal_csv", goal)
    if isinstance(found, HttpResponse):
        return found
    page = Page(f"{found.name}: {wanted.name}", "municipality_goal", (found.slug, wanted.key))
    return figures_file(request, CSV, found, f"{found.slug}-{wanted.key}", page, wanted.key)


def figures_file(
    request: HttpRequest, kind: Kind, found: Place, name: str, page: Page, goal: str | None = None
) -> HttpResponseBase:
    """Return the rows that a page shows as a file: the municipality first, then each place beside it."""
    here = with_figures(request, found)
    if here is None:
        raise Http404(_("This edition has no figures for %(place)s.") % {"place": found.name})
    names, wanted = {one.key: one.name for one in goals()}, wanted_words(request)
    places = (here.place, *here.chosen.places)
    rows = here.reader.indicator_rows(
        here.edition,
        here.place.code,
        page_language(),
        [one.code for one in here.chosen.places],
        goal,
    )
    shown = [row for row in rows if is_wanted(row.indicator, names.get(row.indicator.goal, ""), wanted)]
    figures = (
        Figure(place.name, row.indicator, (row.own, *row.compared)[at])
        for at, place in enumerate(places)
        for row in shown
    )
    return figures_response(request, kind, name, page, figures, here.edition)
