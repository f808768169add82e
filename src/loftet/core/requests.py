"""The redirect that asks a stranger to sign in."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

NEXT = "neste"


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Return the redirect to the sign-in page, which leads back here after a page that was only read."""
    if request.method not in ("GET", "HEAD"):
        return redirect("sign_in")
    return redirect(f"{reverse('sign_in')}?{urlencode({NEXT: request.get_full_path()})}")
