"""Signing in by a code in an e-mail, and out again."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from loftet.background.unsent import is_late
from loftet.core.refusals import log_refusal
from loftet.core.verdicts import NotAllowed
from loftet.core.words import page_language
from loftet.people.access import NEXT, begin_session, client_hash_of, next_url, signed_in, user_of
from loftet.people.actions.sign_in import Client, ask_for_code, sign_out_everywhere
from loftet.people.actions.sign_in import sign_in as sign_in_by_code
from loftet.people.devices import DEVICE_COOKIE, new_device
from loftet.people.forms import AddressForm, CodeForm
from loftet.people.kept_forms import kept_form
from loftet.people.limits import CODE_LASTS, CODE_MINUTES, DEVICE_LASTS
from loftet.people.models import User

COOKIE = "sign_in"
PATH = "/logg-inn/"


def client_of(request: HttpRequest) -> Client:
    """Return who asks."""
    language = page_language()
    return Client(client_hash_of(request), language, request.COOKIES.get(DEVICE_COOKIE, ""))


def kept_next(request: HttpRequest) -> str:
    """Return the query that carries on where the reader was heading."""
    wanted = request.GET.get(NEXT, "")
    return f"?{urlencode({NEXT: wanted})}" if wanted else ""


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask for an address, and send a code to it; the answer is the same whether anybody has it."""
    if isinstance(request.user, User):
        return redirect(next_url(request))
    form, denied, status = AddressForm(request.POST or None), None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                browser = ask_for_code(form.cleaned_data["email"], client_of(request), timezone.now())
            except NotAllowed as refused:
                log_refusal(refused.denied)
                denied, status = refused.denied, 429
            else:
                return sent(request, browser)
    context: dict[str, object] = {"form": form, "denied": denied, "kept_next": kept_next(request)}
    context |= {
        "services": settings.SIGN_IN_SERVICES,
        "kept": kept_form(request) is not None,
        "letters_are_late": is_late(timezone.now()),
    }
    return render(request, "people/pages/sign_in.html", context, status=status)


def sent(request: HttpRequest, browser: str) -> HttpResponse:
    """Redirect to where the code is written; a cookie holds the token by which the browser is known."""
    response = redirect(reverse("sign_in_code") + kept_next(request))
    response.set_cookie(
        COOKIE,
        browser,
        max_age=CODE_LASTS,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code, and sign in the person it was sent to."""
    browser = request.COOKIES.get(COOKIE, "")
    ask_again = reverse("sign_in") + kept_next(request)
    if not browser:
        return redirect(ask_again)
    form, denied, status = CodeForm(request.POST or None), None, 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            answer = sign_in_by_code(browser, form.cleaned_data["code"], client_of(request), timezone.now())
            if isinstance(answer, User):
                return entered(request, answer)
            log_refusal(answer)
            denied = answer
    context = {
        "form": form,
        "denied": denied,
        "minutes": CODE_MINUTES,
        "ask_again": ask_again,
        "letters_are_late": is_late(timezone.now()),
    }
    return render(request, "people/pages/sign_in_code.html", context, status=status)


def entered(request: HttpRequest, user: User) -> HttpResponse:
    """Begin the session, in the person's own language."""
    begin_session(request, user)
    response = redirect(next_url(request))
    response.delete_cookie(COOKIE, path=PATH)
    remember_browser(request, response, user)
    return response


def remember_browser(request: HttpRequest, response: HttpResponse, user: User) -> None:
    """Set the cookies by which a browser is known the next time, in the person's language."""
    response.set_cookie(
        DEVICE_COOKIE,
        new_device(user, request.COOKIES.get(DEVICE_COOKIE, "")),
        max_age=DEVICE_LASTS,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    if user.language:
        keep_language(response, user.language)


def keep_language(response: HttpResponse, language: str) -> None:
    """Show the pages in a language from now on, in this browser."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )


@never_cache
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session."""
    logout(request)
    return redirect("signed_out")


@signed_in
@require_POST
def sign_out_of_all(request: HttpRequest) -> HttpResponse:
    """End every session of the person."""
    sign_out_everywhere(user_of(request))
    logout(request)
    return redirect("signed_out")


@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """Show that it is done."""
    return render(request, "people/pages/signed_out.html")
