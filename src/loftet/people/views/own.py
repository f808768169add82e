"""«Min side»: what a person is here, what waits for an answer, and what is kept about the person."""

import json
from collections.abc import Collection

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from loftet.core.export import file_response
from loftet.core.words import page_language
from loftet.people.access import permissions_of, signed_in, user_of
from loftet.people.actions.own import Card, erase, write_card
from loftet.people.forms import CardForm, EraseForm
from loftet.people.queries.own import (
    in_words,
    led_by_nobody_else,
    own_account,
    own_data,
    own_page,
    own_record,
)
from loftet.people.services import Service
from loftet.people.views.sign_in import keep_language


@signed_in
@require_safe
def my_page(request: HttpRequest) -> HttpResponse:
    """Show what waits for a person, and what the person is here."""
    page = own_page(permissions_of(request))
    return render(request, "people/pages/my_page.html", {"page": page})


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Show how a person signs in, and save name, telephone number and language."""
    user, status = user_of(request), 200
    language = user.language or page_language()
    initial = {"name": user.name, "telephone": user.telephone, "language": language}
    form = CardForm(request.POST or None, initial=initial)
    if request.method == "POST":
        if form.is_valid():
            card = Card(**form.cleaned_data)
            write_card(user, card)
            response = redirect("account")
            keep_language(response, card.language)
            return response
        status = 422
    page = own_account(user)
    hours, days = _how_long_signed_in()
    services = services_of(page.issuers)
    context = {"page": page, "form": form, "services": services, "hours": hours, "days": days}
    return render(request, "people/pages/account.html", context, status=status)


def _how_long_signed_in() -> tuple[int, int]:
    """Return after how many hours without use, and days in any case, a person is signed out."""
    return round(settings.SESSION_IDLE.total_seconds() / 3600), settings.SESSION_AT_MOST.days


def services_of(issuers: Collection[str]) -> list[tuple[Service, bool]]:
    """Return the services of the settings, each with whether it is tied to the person."""
    return [(one, one.issuer in issuers) for one in settings.SIGN_IN_SERVICES]


@signed_in
@require_safe
def my_record(request: HttpRequest) -> HttpResponse:
    """Show in words what is kept about the person: what, how much, why and how long."""
    hours, days = _how_long_signed_in()
    context = {"record": own_record(user_of(request)), "hours": hours, "days": days}
    return render(request, "people/pages/my_record.html", context)


@signed_in
@require_safe
def my_data(request: HttpRequest) -> HttpResponse:
    """Return all that is kept about the person, as a file that says first what its tables hold."""
    tables = {"in_words": in_words(), **own_data(user_of(request))}
    text = json.dumps(tables, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    return file_response(text, "application/json; charset=utf-8", "loftet-my-data.json")


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def erase_me(request: HttpRequest) -> HttpResponse:
    """Show what is removed and what stays, and erase when the person is sure."""
    form, status = EraseForm(request.POST or None), 200
    if request.method == "POST":
        if form.is_valid():
            erase(user_of(request), now=timezone.now(), today=timezone.localdate())
            logout(request)
            messages.success(request, _("You are erased. What stays leads to nobody."))
            response = redirect("signed_out")
            keep_language(response, page_language())
            return response
        status = 422
    roles = permissions_of(request).roles
    context = {"form": form, "roles": roles, "leaderless": led_by_nobody_else(user_of(request))}
    return render(request, "people/pages/erase_me.html", context, status=status)
