"""Passkeys as a browser asks for them: small answers in JSON to the script `people/passkey.js`."""

import json
from collections.abc import Mapping
from functools import wraps
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, RawPostDataException
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from loftet.core.refusals import log_refusal
from loftet.core.verdicts import NotAllowed
from loftet.people.access import P, View, begin_session, next_url, signed_in, user_of
from loftet.people.actions import passkeys as actions
from loftet.people.models import Passkey
from loftet.people.passkeys import NOT_CONFIRMED, PasskeyRequest, RelyingParty
from loftet.people.views.sign_in import client_of, remember_browser

COOKIE, LASTS = "passkey", 600
LONGEST_NAME = 100


def here(request: HttpRequest) -> RelyingParty:
    """Return the site as the browser knows it; the name is one of those that the site answers to."""
    return RelyingParty(request.get_host().partition(":")[0], f"{request.scheme}://{request.get_host()}")


def in_json(view: View[P]) -> View[P]:
    """Wrap a view so that a script gets the reason of a refusal as JSON."""

    @wraps(view)
    def answered(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except NotAllowed as refused:
            log_refusal(refused.denied)
            return JsonResponse({"reason": str(refused.denied.reason)}, status=403)

    return cast(View[P], answered)


def sent_by(request: HttpRequest) -> Mapping[str, Any]:
    """Return what a script has sent, as JSON; a form is refused."""
    try:
        sent = json.loads(request.body)
    except (ValueError, RawPostDataException) as error:
        raise NotAllowed(NOT_CONFIRMED) from error
    if not isinstance(sent, dict) or not isinstance(sent.get("answer"), dict):
        raise NotAllowed(NOT_CONFIRMED)
    return sent


def asked_of(browser: str, asked: PasskeyRequest, path: str) -> HttpResponse:
    """Return a question to the script, and the word by which the browser is known when it answers."""
    response = JsonResponse(dict(asked.options))
    response.set_cookie(
        COOKIE,
        browser,
        max_age=LASTS,
        path=path,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


@signed_in
@require_POST
@in_json
def new_passkey(request: HttpRequest) -> HttpResponse:
    """Ask the person's machine to make a key."""
    user, client = user_of(request), client_of(request)
    asked, browser = actions.begin_new(user, here(request), client.where, timezone.now())
    return asked_of(browser, asked, reverse("my_page"))


@signed_in
@require_POST
@in_json
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Save the key that was made."""
    sent = sent_by(request)
    actions.add_passkey(
        user_of(request),
        here(request),
        request.COOKIES.get(COOKIE, ""),
        sent["answer"],
        name=str(sent.get("name", ""))[:LONGEST_NAME].replace("\0", ""),
        now=timezone.now(),
    )
    response = JsonResponse({"next": f"{reverse('account')}#passkeys"})
    response.delete_cookie(COOKIE, path=reverse("my_page"))
    return response


@signed_in
@require_POST
def remove_passkey(request: HttpRequest, passkey: int) -> HttpResponse:
    """Remove one of one's own keys."""
    user = user_of(request)
    actions.remove_passkey(get_object_or_404(Passkey, pk=passkey, user=user), by=user)
    return redirect(f"{reverse('account')}#passkeys")


@never_cache
@require_POST
@in_json
def begin_passkey(request: HttpRequest) -> HttpResponse:
    """Ask a machine for a key to sign in with."""
    asked, browser = actions.begin_sign_in(here(request), client_of(request).where, timezone.now())
    return asked_of(browser, asked, reverse("sign_in"))


@never_cache
@require_POST
@in_json
def sign_in_by_passkey(request: HttpRequest) -> HttpResponse:
    """Sign in whose key has answered."""
    browser, answer = request.COOKIES.get(COOKIE, ""), sent_by(request)["answer"]
    user = actions.sign_in_by_passkey(here(request), browser, answer, timezone.now())
    begin_session(request, user)
    response = JsonResponse({"next": next_url(request)})
    response.delete_cookie(COOKIE, path=reverse("sign_in"))
    remember_browser(request, response, user)
    return response
