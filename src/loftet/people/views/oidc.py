"""Signing in by OpenID Connect, and tying a service to oneself."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from loftet.core.words import page_language
from loftet.people.access import begin_session, next_url, signed_in, user_of
from loftet.people.actions.oidc import Back, Going, finish_oidc, start_oidc, untie
from loftet.people.models import User
from loftet.people.services import Service
from loftet.people.views.sign_in import client_of, remember_browser

COOKIE, LASTS = "outside", 600


def find_service(key: str) -> Service:
    """Find a service that the settings name."""
    found = next((one for one in settings.SIGN_IN_SERVICES if one.key == key), None)
    if found is None:
        raise Http404(_("There is no such service here."))
    return found


def back_to(request: HttpRequest, service: Service) -> str:
    """Return the address that the service leads back to."""
    return request.build_absolute_uri(reverse("outside_answer", args=[service.key]))


def going(request: HttpRequest, service: Service, user: User | None) -> Going:
    """Begin, for somebody who is signed in or for nobody."""
    return start_oidc(
        service,
        back_to(request, service),
        client_of(request).where,
        next_url=next_url(request),
        user=user,
        language=page_language(),
        now=timezone.now(),
    )


def remember(response: HttpResponse, browser: str) -> HttpResponse:
    """Set the cookie by which the browser is known when it comes back; `Lax`: another site leads back."""
    response.set_cookie(
        COOKIE,
        browser,
        max_age=LASTS,
        path=reverse("sign_in"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@never_cache
@require_safe
def sign_in_outside(request: HttpRequest, service: str) -> HttpResponse:
    """Redirect to the service; nothing but where to go on to is read from the address."""
    found = find_service(service)
    if isinstance(request.user, User):
        return redirect(next_url(request))
    to = going(request, found, None)
    return remember(redirect(to.address), to.browser)


@signed_in
@require_POST
def tie_outside(request: HttpRequest, service: str) -> HttpResponse:
    """Begin to tie the service to oneself: a page leads on, as a form may not leave the site."""
    found = find_service(service)
    to = going(request, found, user_of(request))
    return remember(
        render(request, "people/pages/go_on.html", {"service": found, "address": to.address}), to.browser
    )


@never_cache
@require_safe
def outside_answer(request: HttpRequest, service: str) -> HttpResponse:
    """Accept the answer of one who was led to the service."""
    found = find_service(service)
    signed_in_as = request.user if isinstance(request.user, User) else None
    back = Back(
        request.COOKIES.get(COOKIE, ""),
        request.GET.get("state", ""),
        request.GET.get("code", ""),
        back_to(request, found),
    )
    who = finish_oidc(found, back, signed_in_as, timezone.now(), timezone.localdate())
    if who.tied:
        messages.success(request, _("From now on you can sign in by %(service)s.") % {"service": found.name})
        response = redirect("account")
    else:
        begin_session(request, who.user)
        response = redirect(who.next_url or "my_page")
        remember_browser(request, response, who.user)
    response.delete_cookie(COOKIE, path=reverse("sign_in"))
    return response


@signed_in
@require_POST
def untie_outside(request: HttpRequest, service: str) -> HttpResponse:
    """Remove the link from the service to oneself."""
    untie(user_of(request), find_service(service).issuer)
    return redirect(f"{reverse('account')}#services")
