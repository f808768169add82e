"""The pages that have a picture to be shared by, and its address."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from loftet.core.hooks import Hook
from loftet.core.registry import added_to
from loftet.core.words import page_language
from loftet.editions.rows import Edition
from loftet.status.edition import PARAMETER
from loftet.status.views.choosing import CHOOSE

# The page by the name of its address, the address of its picture, and the words of the one in the other.
PICTURES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "front": ("share_front", ()),
    "municipality": ("share_municipality", ("place",)),
    "municipality_figures": ("share_municipality", ("place",)),
    "municipality_goal": ("share_municipality", ("place",)),
    "municipality_work": ("share_municipality", ("place",)),
    "municipality_sheet": ("share_municipality", ("place",)),
    "municipality_presentation": ("share_municipality", ("place",)),
    "region": ("share_region", ("place",)),
    "region_presentation": ("share_region", ("place",)),
    "challenges": ("share_region", ("place",)),
    "indicator": ("share_indicator", ("key",)),
    "indicator_map": ("share_indicator", ("key",)),
    "goal": ("share_goal", ("goal",)),
}


# The pictures of later apps in the same way.
SHARE_PICTURES: Hook[Mapping[str, tuple[str, tuple[str, ...]]]] = Hook(
    "the pictures that pages are shared by"
)


def picture_of(page: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the picture by which a page is shared, if it has one."""
    known = (PICTURES, *added_to(SHARE_PICTURES))
    return next((pictures[page] for pictures in known if page in pictures), None)


def share_picture(request: HttpRequest, edition: Edition | None) -> str:
    """Return the whole address of a page's picture, in the page's language; empty where it has none."""
    match = request.resolver_match
    found = picture_of(match.url_name or "") if match else None
    if edition is None or match is None or found is None:
        return ""
    name, words = found
    query = {"lang": page_language()}
    if name == "share_indicator" and (chosen := request.GET.getlist(CHOOSE)):
        query[CHOOSE] = chosen[0]
    if PARAMETER in request.GET:
        query[PARAMETER] = edition.id
    address = reverse(name, args=[match.kwargs[word] for word in words])
    return request.build_absolute_uri(f"{address}?{urlencode(query)}")
