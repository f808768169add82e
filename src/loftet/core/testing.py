"""Checks that every app gets from what it registers: access, forms that are misused, personal data.

Each returns what is wrong as sentences, so that a test says `== []`. People are given by name, such as
«own: editor», with a browser each; the example of the app says who is let in where.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.apps import apps as django_apps
from django.contrib.auth import get_user_model
from django.db import models
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from loftet.core.pages import EditPage, FormPage, Page
from loftet.core.registry import App, Example

LET_IN = frozenset({200, 302, 409, 422})
NUL, STALE = "\0", 999_999


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Return every address of the site."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        else:
            yield one


def pages_of(app: App) -> Mapping[str, type[Page]]:
    """Return the pages of an app, by the names of their addresses."""
    package = django_apps.get_app_config(app.label).name
    found = ((one.name or "", getattr(one.callback, "view_class", None)) for one in patterns())
    return {
        name: view
        for name, view in found
        if isinstance(view, type) and issubclass(view, Page) and view.__module__.startswith(package)
    }


def address_of(name: str, example: Example) -> str:
    """Return the address of a page, filled with the words of an example."""
    named = (one for one in patterns() if one.name == name and hasattr(one.callback, "view_class"))
    wanted = next(named).pattern.converters
    return reverse(name, kwargs={word: example.words[word] for word in wanted})


def wrong_access(app: App, example: Example, browsers: Mapping[str, Client]) -> list[str]:
    """Return where somebody is let in or kept out against the example, and pages that it forgets.

    A page that is only sent to is sent an empty form.
    """
    pages = pages_of(app)
    wrong = [f"{name}: no example says who is let in" for name in pages if name not in example.let_in]
    for name, let_in in example.let_in.items():
        if name not in pages:
            wrong.append(f"{name}: the app has no such page")
            continue
        wrong += [f"{name}: «{who}» is nobody of this test" for who in let_in if who not in browsers]
        for who, browser in browsers.items():
            ask = browser.get if "get" in pages[name].http_method_names else browser.post
            answer = ask(address_of(name, example))
            asked_to_sign_in = answer.status_code == 302 and reverse("sign_in") in answer.headers["Location"]
            inside = answer.status_code in LET_IN and not asked_to_sign_in
            if inside != (who in let_in):
                wrong.append(f"{name}: {who} gets {answer.status_code}")
    return wrong


def misused_forms(app: App, example: Example, browser: Client, strict: Client) -> list[str]:
    """Return the forms of an app that take what they must refuse, sent by somebody who is let in.

    Tried are: a form from elsewhere, an empty one, a NUL, and a version that was never read.
    """
    wrong = []
    for name, page in pages_of(app).items():
        if not issubclass(page, FormPage):
            continue
        address, fields = address_of(name, example), _filled(page)
        tried: list[tuple[str, Client, Mapping[str, Any], Sequence[int]]] = [
            ("a form from elsewhere", strict, fields, (403,)),
            ("a NUL", browser, fields | dict.fromkeys(fields, f"a{NUL}b"), (400,)),
        ]
        if any(field.required for field in page.form_class.base_fields.values()):
            tried.append(("nothing", browser, {}, (422,)))
        if issubclass(page, EditPage):
            tried.append(("a version never read", browser, fields | {"version": STALE}, (409,)))
        for what, client, sent, refused in tried:
            if (status := client.post(address, sent).status_code) not in refused:
                wrong.append(f"{name} takes {what}: {status}")
    return wrong


def _filled(page: type[FormPage]) -> dict[str, Any]:
    """Return something for every field that must be filled in."""
    return {name: "1" for name, field in page.form_class.base_fields.items() if name != "version"}


def untold_pointers(app: App) -> list[str]:
    """Return the fields that point to a person and that no table of the app's personal data tells of."""
    user, told = get_user_model(), set()
    for table in app.personal_data.values():
        rows: models.QuerySet[Any] = table.rows(user(pk=0))
        told.add(rows.model)
    pointing = (
        (model, field)
        for model in django_apps.get_app_config(app.label).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model is user
    )
    return [f"{model.__name__}.{field.name}" for model, field in pointing if model not in told]
