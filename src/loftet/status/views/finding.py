"""The record that an address of a page of status leads to, or the answer that says where it is."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from loftet.core.pages import Page
from loftet.editions.rows import Edition, Indicator, Reading
from loftet.editions.store import EditionStore
from loftet.geography.place import Kind
from loftet.places.models import Place
from loftet.places.queries import Ambiguous, Moved, may_be_word, place_by_slug, place_for_path
from loftet.status.edition import edition_of, store
from loftet.status.indicator.queries import find_indicator
from loftet.status.queries.chosen import in_edition

REGIONS = (Kind.REGION, Kind.COUNTY)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of an edition; without a place it is the indicator as a whole."""

    edition: Edition
    indicator: Indicator
    place: Place | None
    reading: Reading | None


def find_municipality(request: HttpRequest, segment: str, name: str, *more: object) -> Place | HttpResponse:
    """Find the municipality of an address, or the answer that leads to it.

    `name` and `more` are the page's address and what follows the municipality in it.
    """
    found = place_for_path(segment, Kind.MUNICIPALITY)
    if found is None:
        raise Http404(_("There is no municipality «%(name)s».") % {"name": segment})
    return _place_or_way(request, segment, found, name, *more)


def find_region(request: HttpRequest, segment: str, name: str, *more: object) -> Place | HttpResponse:
    """Find the region or the county of an address, or the answer that leads to it."""
    found = place_for_path(segment, *REGIONS)
    if found is None:
        raise Http404(_("There is no region or county «%(name)s».") % {"name": segment})
    return _place_or_way(request, segment, found, name, *more)


def _place_or_way(
    request: HttpRequest, segment: str, found: Place | Moved | Ambiguous, name: str, *more: object
) -> Place | HttpResponse:
    if isinstance(found, Moved):
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return redirect(reverse(name, args=[found.slug, *more]) + query, permanent=True)
    if isinstance(found, Ambiguous):
        choices = [(place, reverse(name, args=[place.slug, *more])) for place in found.places]
        context = {"wanted": segment, "choices": choices}
        return render(request, "status/pages/ambiguous.html", context, status=300)
    return found


class PlacePage(Page):
    """A page about the municipality in its address, or what `find` finds; an old address leads on."""

    word: ClassVar[str] = "municipality"
    find: ClassVar[Callable[..., Place | HttpResponse]] = staticmethod(find_municipality)
    subject: Place

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Find the place, and answer."""
        assert request.resolver_match is not None
        found = type(self).find(request, kwargs[self.word], request.resolver_match.url_name or "")
        if isinstance(found, HttpResponse):
            return found
        self.place = found
        return super().dispatch(request, *args, **kwargs)

    def get_subject(self) -> Place:
        """Return the place."""
        return self.place


def find_indicator_page(request: HttpRequest, key: str) -> tuple[EditionStore, Edition, Indicator]:
    """Find an indicator of the edition, or say that it is not there."""
    reader, edition = store(), edition_of(request)
    indicator = find_indicator(reader, edition, key) if edition else None
    if edition is None or indicator is None:
        raise Http404(_("This edition has no indicator «%(key)s».") % {"key": key})
    return reader, edition, indicator


def find_place(slug: str) -> Place | None:
    """Find a place by what an address calls it; None where it is not there, or no word at all."""
    return place_by_slug(slug) if may_be_word(slug) else None


def find_figure(request: HttpRequest, key: str, slug: str) -> Figure:
    """Find the figure of an indicator in a place, or say what is not there."""
    reader, edition, indicator = find_indicator_page(request, key)
    if not slug:
        return Figure(edition, indicator, None, None)
    place = find_place(slug)
    here = in_edition([place], edition).get(slug) if place else None
    table = reader.indicator_table(edition, indicator.key) if here else ()
    reading = next((one for one in table if here and one.place == here.code), None)
    if place is None or reading is None:
        raise Http404(_("This edition has no figures for %(place)s.") % {"place": slug})
    return Figure(edition, indicator, place, reading)


def codes_of(reader: EditionStore, edition: Edition | None) -> set[str]:
    """Return the codes of the places that an edition holds."""
    return {place.code for place in reader.places(edition)} if edition else set()
