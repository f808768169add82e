"""The pictures by which pages are shared, as PNG."""

import shutil
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from loftet.charts.cache import cached_picture
from loftet.charts.png import png_of
from loftet.core.words import page_language
from loftet.editions.rows import Edition
from loftet.status.downloads.answer import PNG, file_response
from loftet.status.downloads.said import MADE_UP
from loftet.status.edition import current, store
from loftet.status.goals.views import published_or_named, wanted_goal
from loftet.status.indicator.figure_views import read_figure
from loftet.status.municipality.queries import municipality_overview
from loftet.status.municipality.views import found_here, link_to_goals
from loftet.status.presentation.region import shared_lines
from loftet.status.queries.nearby import surroundings
from loftet.status.region.views import found_region_here
from loftet.status.share import pictures
from loftet.status.share.frame import ShareWords, share_svg
from loftet.status.views.choosing import CHOOSE

FOLDER = "share"
MOST = 800  # pictures of a language: one for each municipality, region, indicator and goal, and some to spare


@require_safe
def share_front(request: HttpRequest) -> HttpResponseBase:
    """Return the picture of the front page."""
    edition = published_or_named(request)
    title, lead = pictures.front_words()
    return _answer(
        request, edition, "front", lambda: share_svg(_words(edition, title, lead), pictures.goals_picture())
    )


@require_safe
def share_municipality(request: HttpRequest, place: str) -> HttpResponseBase:
    """Return the picture of a municipality: its profile and the question."""
    met = found_here(request, place, "share_municipality")
    if isinstance(met, HttpResponse):
        return met
    found, here = met

    def draw() -> str:
        area = surroundings(here.place, here.edition)
        link = link_to_goals(request, found)
        overview = municipality_overview(here.reader, here.edition, here.place, link, area)
        title = _("How does %(place)s stand?") % {"place": found.name}
        drawn = pictures.profile_picture(overview.profile) if overview.profile else pictures.goals_picture()
        return share_svg(_words(here.edition, title, " ".join(overview.answer)), drawn)

    return _answer(request, here.edition, found.slug, draw)


@require_safe
def share_region(request: HttpRequest, place: str) -> HttpResponseBase:
    """Return the picture of a region: what its municipalities share, where they lie among all."""
    met = found_region_here(request, place, "share_region")
    if isinstance(met, HttpResponse):
        return met
    found, edition, here = met

    def draw() -> str:
        finding, lines = shared_lines(store(), edition, here.members)
        title = _("What do the municipalities in %(place)s have in common?") % {"place": found.name}
        drawn = pictures.strips_picture(lines) if lines else pictures.goals_picture()
        return share_svg(_words(edition, title, finding), drawn)

    return _answer(request, edition, found.slug, draw)


@require_safe
def share_indicator(request: HttpRequest, key: str) -> HttpResponseBase:
    """Return the picture of an indicator: its finding and its chart, with the places of the address."""
    figure = read_figure(request, key)
    page = figure.page

    def draw() -> str:
        drawn = pictures.line_picture(page.view) if page.view else pictures.goals_picture()
        named = ", ".join(filter(None, (page.indicator.name, page.indicator.unit)))
        return share_svg(_words(figure.edition, page.heading, named), drawn)

    return _answer(request, figure.edition, page.indicator.key, draw, is_kept=not figure.chosen.places)


@require_safe
def share_goal(request: HttpRequest, goal: str) -> HttpResponseBase:
    """Return the picture of a goal: how many municipalities have each word."""
    found, edition = wanted_goal(goal), published_or_named(request)

    def draw() -> str:
        reader = store()
        ranked = frozenset(place.code for place in reader.places(edition) if place.ranked)
        drawn = pictures.words_picture(reader.goal_table(edition, found.key), ranked)
        return share_svg(_words(edition, found.title, _("The municipalities by the word of the goal")), drawn)

    return _answer(request, edition, f"goal-{found.key}", draw)


def _words(edition: Edition, title: str, lead: str) -> ShareWords:
    return ShareWords(title, lead, str(MADE_UP) if edition.demo else "")


def _answer(
    request: HttpRequest, edition: Edition, key: str, draw: Callable[[], str], *, is_kept: bool = True
) -> HttpResponseBase:
    """Answer with a picture. Those of the published edition are kept as files, without chosen places.

    So many can there be at most, whatever is asked for.
    """
    keeps = is_kept and edition == current().edition and not request.GET.getlist(CHOOSE)
    make = _kept if keeps else _made
    return file_response(request, edition, f"{key}-del", PNG, lambda: make(draw(), edition, key))


def _made(svg: str, _edition: Edition, _key: str) -> bytes:
    return png_of(svg)


def _kept(svg: str, edition: Edition, key: str) -> bytes:
    folder = settings.DATA / FOLDER
    if not (folder / edition.id).exists():
        shutil.rmtree(folder, ignore_errors=True)  # of the edition before
    language = page_language()
    return cached_picture(svg, png_of, folder, edition=edition.id, language=language, key=key, most=MOST)
