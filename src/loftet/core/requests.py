"""The actor of a request, and the redirect that asks a stranger to sign in.

Who acts is set as `request.actor` by a middleware of `people`, which knows users and roles.
"""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from loftet.core.actor import AnyActor

NEXT = "neste"


def actor_of(request: HttpRequest) -> AnyActor:
    """Return the actor of a request; roles are read from the database once, on first use."""
    actor: AnyActor = request.actor  # type: ignore[attr-defined]
    return actor


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Return the redirect to the sign-in page, which leads back here after a page that was only read."""
    if request.method not in ("GET", "HEAD"):
        return redirect("sign_in")
    return redirect(f"{reverse('sign_in')}?{urlencode({NEXT: request.get_full_path()})}")
