"""What every page shows around its own content."""

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils import translation

from loftet.editions.rows import Edition
from loftet.indicators.edition import edition_of


def language_links(request: HttpRequest) -> list[tuple[str, str, str]]:
    """Give the same page in each language: code, name in its own language, address."""
    links = []
    for code, _name in settings.LANGUAGES:
        query = request.GET.copy()
        query["lang"] = code
        name = translation.get_language_info(code)["name_local"].capitalize()
        links.append((code, name, f"{request.path}?{query.urlencode()}"))
    return links


def edition_shown(request: HttpRequest) -> Edition | None:
    """Give the edition of the page; the page that says an edition is not there has none."""
    try:
        return edition_of(request)
    except Http404:
        return None


def page(request: HttpRequest) -> dict[str, object]:
    """Give the languages, and the edition the page is read from."""
    return {"language_links": language_links(request), "edition": edition_shown(request)}
