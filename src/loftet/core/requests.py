"""The redirect that asks a stranger to sign in, and the site that is told the subject of a page."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

NEXT = "neste"
ABOUT = "loftet_about"  # what the site does with the subject of a page that may be read


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Return the redirect to the sign-in page, which leads back here after a page that was only read."""
    if request.method not in ("GET", "HEAD"):
        return redirect("sign_in")
    return redirect(f"{reverse('sign_in')}?{urlencode({NEXT: request.get_full_path()})}")


def tell_about(request: HttpRequest, subject: Any) -> None:
    """Pass the subject of a page to the site, where it has asked: the language may follow from its owner."""
    asked: Callable[[Any], None] | None = vars(request).get(ABOUT)
    if asked is not None:
        asked(subject)
