"""The answer that is a file: its name, how long it may be kept, and when it need not be sent once more."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header

from loftet.core.words import page_language
from loftet.editions.rows import Edition
from loftet.status.edition import PARAMETER, store
from loftet.status.visibility import is_for_participants

MADE_UP = "oppdiktede-tall-"
# An address that names its edition gives the same file for ever; the others follow what is published.
FOR_EVER = "public, max-age=31536000, immutable"
ASK_EACH_TIME = "public, no-cache"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: how its name ends, what it is, and whether a reader takes it home or looks at it."""

    ending: str
    content_type: str
    is_kept: bool = True


CSV = Kind("csv", "text/csv; charset=utf-8")
EXCEL = Kind("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
JSON_STAT = Kind("json", "application/json")
METADATA = Kind("metadata.json", "application/json")
ZIP = Kind("zip", "application/zip")
PNG = Kind("png", "image/png", is_kept=False)
SVG = Kind("svg", "image/svg+xml", is_kept=False)


def file_response(
    request: HttpRequest, edition: Edition, name: str, kind: Kind, make: Callable[[], bytes]
) -> HttpResponseBase:
    """Answer with a file that depends on nothing but its edition and its address; `make` gives its bytes.

    A reader who has it already is told so before it is made. Anyone may read it from another site.
    """
    tag = entity_tag(request, edition)
    known = get_conditional_response(request, tag)
    response = known or HttpResponse(make(), content_type=kind.content_type)
    headers = {"ETag": tag, **file_headers(request, edition, name, kind.ending, is_kept=kind.is_kept)}
    if known:
        headers = {one: headers[one] for one in ("ETag", "Cache-Control", "Access-Control-Allow-Origin")}
    for header, value in headers.items():
        response.headers[header] = value
    return response


def file_headers(
    request: HttpRequest, edition: Edition, name: str, ending: str, *, is_kept: bool = True
) -> dict[str, str]:
    """Return how long a file may be kept, who may read it, and its name.

    The name says that figures are made up, and search engines leave those out.
    """
    called = f"{MADE_UP if edition.demo else ''}{name}-{edition.id}.{ending}"
    headers = {
        "Cache-Control": FOR_EVER if never_changes(request) else ASK_EACH_TIME,
        "Access-Control-Allow-Origin": "*",
        "Content-Disposition": content_disposition_header(is_kept, called) or "",
    }
    return headers | ({"X-Robots-Tag": "noindex, nofollow"} if edition.demo else {})


def never_changes(request: HttpRequest) -> bool:
    """Check whether an address gives the same for ever; who takes part, and so is judged, changes."""
    return PARAMETER in request.GET and not is_for_participants()


def entity_tag(request: HttpRequest, edition: Edition) -> str:
    """Return the tag of a file: its edition, address and language, who is judged, and the release."""
    unjudged = ",".join(sorted(store().hidden_in(edition)))
    parts = (edition.id, request.build_absolute_uri(), page_language(), unjudged, release())
    return f'"{hashlib.blake2b(chr(0).join(parts).encode(), digest_size=12).hexdigest()}"'


@cache
def release() -> str:
    """Return a hash of code and words, computed once, so that no release passes off an older one's file."""
    digest = hashlib.blake2b(digest_size=12)
    for pattern in ("**/*.py", "locale/**/*.mo"):
        for file in sorted(settings.PACKAGE.glob(pattern)):
            digest.update(file.read_bytes())
    return digest.hexdigest()
