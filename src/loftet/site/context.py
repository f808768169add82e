"""What every page shows around its own content."""

from django.conf import settings
from django.http import HttpRequest
from django.utils import translation

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


def page(request: HttpRequest) -> dict[str, object]:
    """Give the languages, and the edition the page is read from."""
    return {"language_links": language_links(request), "edition": edition_of(request)}
