"""The list of regions and counties, the page of one, and both as files."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.editions.rows import Edition
from loftet.editions.store import EditionStore
from loftet.geography.place import Kind as PlaceKind
from loftet.places.models import Place
from loftet.places.queries import members_of
from loftet.status.composition import earlier_rule, word_rule
from loftet.status.downloads import Figure, Kind, Page, csv_response, figures_response
from loftet.status.edition import edition_of, kept_query, store
from loftet.status.queries.beside import is_about, readings_of
from loftet.status.queries.chosen import MOST_CHOSEN, PlaceInEdition, day_of_codes, in_edition
from loftet.status.region.list_queries import regions_page
from loftet.status.region.queries import read_members, region_page
from loftet.status.region.sentences import side_by_side
from loftet.status.region.shared import OPEN, SMALL
from loftet.status.views.choosing import kept_words, wanted_words
from loftet.status.views.finding import codes_of, find_region

REGIONS_HEADER = ("region", "region_name", "kind", "municipality", "municipality_name", "valid_on")


@dataclass(frozen=True, slots=True)
class RegionInEdition:
    """The members of a region that an edition holds, the other ones, and the region's own figures."""

    members: tuple[PlaceInEdition, ...]
    without: tuple[Place, ...]
    own: PlaceInEdition | None


@require_safe
def regions(request: HttpRequest) -> HttpResponse:
    """List the regions and the counties with their municipalities."""
    edition, wanted = edition_of(request), wanted_words(request)
    page = regions_page(day_of_codes(edition) if edition else timezone.localdate(), wanted)
    context = {"page": page, "wanted": wanted, "csv_query": kept_words(request)}
    return render(request, "status/pages/regions.html", context)


@require_safe
def regions_csv(request: HttpRequest) -> HttpResponseBase:
    """Return the regions and the counties with their municipalities as CSV."""
    edition = edition_of(request)
    if edition is None:
        raise Http404(_("No figures have been published here yet."))
    page = regions_page(day_of_codes(edition), wanted_words(request))
    rows = [
        (one.place.slug, one.place.name, one.place.kind, member.slug, member.name, str(page.day))
        for one in (*page.regions, *page.counties)
        for member in one.members
    ]
    return csv_response(request, "regioner", rows, edition, REGIONS_HEADER)


@require_safe
def region(request: HttpRequest, place: str) -> HttpResponse:
    """Show what the municipalities of a region have in common."""
    found = find_region(request, place, "region")
    if isinstance(found, HttpResponse):
        return found
    edition = edition_of(request)
    here = region_in(found, edition) if edition else None
    context: dict[str, object] = {"place": found}
    if edition is None or here is None or not here.members:
        day = day_of_codes(edition) if edition else timezone.localdate()
        context |= {"members": members_of(found, day), "day": day}
        return render(request, "status/pages/region_empty.html", context)
    slugs = [one.slug for one in here.members]
    context |= {
        "page": region_page(store(), edition, found.name, here.members, here.own, kept_query(request)),
        "here": here,
        "open": f":{OPEN}",
        "small": f"{OPEN}:{OPEN + SMALL}",
        "rest": f"{OPEN + SMALL}:",
        "counties": counties_of(store(), edition, found, here.members),
        "side_by_side": side_by_side(len(here.members)),
        "most": MOST_CHOSEN,
        "first": slugs[:MOST_CHOSEN],
        "beside": slugs if len(slugs) <= MOST_CHOSEN else (),
        "word_rule": word_rule(),
        "earlier_rule": earlier_rule(edition),
        "csv_query": kept_words(request),
    }
    return render(request, "status/pages/region.html", context)


def found_region_here(
    request: HttpRequest, place: str, address: str
) -> tuple[Place, Edition, RegionInEdition] | HttpResponse:
    """Find the region of a page with its members in the edition, or the answer that leads to it.

    Raises:
        Http404: when the edition holds none of its members.
    """
    found = find_region(request, place, address)
    if isinstance(found, HttpResponse):
        return found
    edition = edition_of(request)
    here = region_in(found, edition) if edition else None
    if edition is None or here is None or not here.members:
        raise Http404(_("This edition has no figures for %(place)s.") % {"place": found.name})
    return found, edition, here


@require_safe
def region_file(request: HttpRequest, place: str, kind: Kind) -> HttpResponseBase:
    """Return the figures of a region's municipalities, and its own."""
    met = found_region_here(request, place, f"region_{kind.ending}")
    if isinstance(met, HttpResponse):
        return met
    found, edition, here = met
    names = names_of([*here.members, *([here.own] if here.own else [])])
    rows, _goals = read_members(store(), edition, here.members, here.own)
    wanted = wanted_words(request)
    figures = (
        Figure(names[reading.place], row.indicator, reading)
        for row in rows
        if is_about(row.indicator, wanted)
        for reading in readings_of(row)
        if reading.place in names
    )
    page = Page(found.name, "region", (found.slug,))
    return figures_response(request, kind, found.slug, page, figures, edition)


def counties_of(
    reader: EditionStore, edition: Edition, region: Place, members: Sequence[PlaceInEdition]
) -> list[str]:
    """Return the names of the counties that a region lies in; none of a county itself."""
    names = {place.code: place.name for place in reader.places(edition)}
    codes = dict.fromkeys(one.code[:2] for one in members)
    return [] if region.kind == PlaceKind.COUNTY else [names[code] for code in codes if code in names]


def region_in(region: Place, edition: Edition) -> RegionInEdition:
    """Find the members that an edition holds, on the day of its codes."""
    held = codes_of(store(), edition)
    members = list(members_of(region, day_of_codes(edition)))
    found = in_edition([region, *members], edition)
    there = [found[one.slug] for one in members if one.slug in found and found[one.slug].code in held]
    known, own = {one.slug for one in there}, found.get(region.slug)
    return RegionInEdition(
        members=tuple(there),
        without=tuple(one for one in members if one.slug not in known),
        own=own if own and own.code in held else None,
    )


def names_of(places: Sequence[PlaceInEdition]) -> dict[str, str]:
    """Return the name of each place by its code."""
    return {place.code: place.name for place in places}
