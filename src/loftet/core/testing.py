"""Checks that every app gets from what it registers: access, pages, forms that are misused, personal data.

Each returns what is wrong as sentences, so that a test says `== []`. People are given by name, such as
«own: editor», with a browser each; the example of the app says who is let in where.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import partial
from html import unescape
from typing import Any
from urllib.parse import urlencode, urljoin

from django import forms
from django.apps import apps as django_apps
from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from loftet.core.pages import EditPage, FormPage, Page
from loftet.core.registry import App, Example, apps
from loftet.core.submissions import FIELD, new_word

A_LINK = re.compile(r'<a\b[^>]*?\shref="([^"]*)"')
A_BUTTON = re.compile(r'<form method="post" action="([^"]*)"[^>]*>(.*?)</form>', re.DOTALL)
HIDDEN_FIELD = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)"')
INSIDE = frozenset({200, 302, 409, 422})
NUL, STALE, FAR_DAY = "\0", 999_999, "2099-01-01"
LANGUAGES = ("nb", "nn")


def patterns(resolver: URLResolver | None = None) -> Iterator[URLPattern]:
    """Return every address of the site."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLResolver):
            yield from patterns(one)
        else:
            yield one


def page_classes() -> Iterator[tuple[str, type[Page]]]:
    """Return every address of the site that a core page answers, by its name."""
    for one in patterns():
        view = getattr(one.callback, "view_class", None)
        if isinstance(view, type) and issubclass(view, Page):
            yield one.name or "", view


def pages_of(app: App) -> Mapping[str, type[Page]]:
    """Return the pages of an app, by the names of their addresses."""
    package = f"{django_apps.get_app_config(app.label).name}."
    return {name: view for name, view in page_classes() if view.__module__.startswith(package)}


def pages_without_example() -> list[str]:
    """Return the pages of apps that register no example."""
    covered = {name for app in apps() if app.example is not None for name in pages_of(app)}
    return [
        f"{view.__module__}.{view.__name__}: its app registers no example"
        for name, view in page_classes()
        if name not in covered
    ]


def address_of(name: str, example: Example, **query: str) -> str:
    """Return the address of a page, filled with the words and the query of an example."""
    named = (one for one in patterns() if one.name == name and hasattr(one.callback, "view_class"))
    wanted = next(named).pattern.converters
    address = reverse(name, kwargs={word: example.words[word] for word in wanted})
    query = {**example.query.get(name, {}), **query}
    return f"{address}?{urlencode(query)}" if query else address


def wrong_access(
    app: App, example: Example, browsers: Mapping[str, Client], *, as_everybody: bool = True
) -> list[str]:
    """Return where somebody is let in or kept out against the example, and pages that it forgets.

    A form is sent as the example fills it in, or else empty, with the one-time word that its page gives it.
    What that does is undone. Unless asked `as_everybody`, one who is let in and one who is not stand for the
    others, other ones from page to page.
    """
    pages = pages_of(app)
    wrong = [f"{name}: no example says who is let in" for name in pages if name not in example.let_in]
    wrong += [f"{name}: the app has no such page" for name in example.let_in if name not in pages]
    wrong += [f"«{who}» is nobody of this test" for who in example.people if who not in browsers]
    for number, name in enumerate(one for one in example.let_in if one in pages):
        methods, address = pages[name].http_method_names, address_of(name, example)
        sent = {**example.sent.get(name, {}), **_word_for(name, pages[name])}
        for who in browsers if as_everybody else one_of_each(number, name, example, list(browsers)):
            browser = browsers[who]
            if "get" in methods:
                wrong += _wrongly_answered(name, who, example.let_in[name], partial(browser.get, address))
            if "post" in methods:
                send = partial(browser.post, address, sent)
                wrong += _wrongly_answered(name, who, example.senders(name), send)
    return wrong


def _word_for(name: str, page: type[Page]) -> dict[str, str]:
    """Return the one-time word that a form sends beside its fields; none where it is sent without."""
    return {FIELD: new_word(name)} if issubclass(page, FormPage) and page.once else {}


def refused_links(
    app: App, example: Example, browsers: Mapping[str, Client], *, as_everybody: bool = True
) -> list[str]:
    """Return the links and buttons of an app's pages that refuse a reader to whom they are shown.

    Read is the main part of each page; a button is sent with its hidden fields. What that does is undone.
    """
    asked: set[tuple[str, str, str]] = set()
    wrong = []
    for number, (name, page) in enumerate(pages_of(app).items()):
        if "get" not in page.http_method_names:
            continue
        readers = browsers if as_everybody else one_of_each(number, name, example, list(browsers))
        for who in [one for one in readers if one in example.let_in.get(name, ())]:
            answer = undone(partial(browsers[who].get, address := address_of(name, example)))
            for method, href, sent in shown_in(answer, address):
                if (who, method, href) not in asked:
                    asked.add((who, method, href))
                    if undone(partial(getattr(browsers[who], method), href, sent)).status_code == 403:
                        wrong.append(f"{name}: {who} is shown {href}, which refuses")
    return wrong


def shown_in(answer: Any, address: str) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Return the own addresses that the main part of a page leads and sends to, with what a button sends."""
    if not answer.headers.get("Content-Type", "").startswith("text/html"):
        return
    main = answer.content.decode().partition("<main")[2].partition("</main>")[0]
    for href in A_LINK.findall(main):
        path = urljoin(address, unescape(href))
        if path.startswith("/") and path != "/":  # the front page is for everybody
            yield "get", path.partition("#")[0], {}
    for action, form in A_BUTTON.findall(main):
        yield "post", urljoin(address, unescape(action)), dict(HIDDEN_FIELD.findall(form))


def one_of_each(turn: int, page: str, example: Example, people: Sequence[str]) -> Collection[str]:
    """Return nobody, and the first who is let in, may send or is kept out, counted from a turn on.

    Of those who are kept out one is where others are let in, as «member: planner» beside «member: editor»:
    strangers see no such record, and ask no further rule.
    """
    let_in, senders = example.let_in[page], example.senders(page)
    where = {_where(one) for one in let_in}
    found: dict[tuple[bool, ...], str] = {}
    for number in range(len(people)):
        who = people[(turn + number) % len(people)]
        found.setdefault((who == "nobody", who in let_in, who in senders, _where(who) in where), who)
    return found.values()


def _where(who: str) -> str:
    return who.partition(":")[0]


def _wrongly_answered(name: str, who: str, let_in: Collection[str], ask: Callable[[], Any]) -> Iterator[str]:
    answer = undone(ask)
    asked_to_sign_in = answer.status_code == 302 and reverse("sign_in") in answer.headers["Location"]
    inside = answer.status_code in INSIDE and not asked_to_sign_in
    if inside != (who in let_in):
        yield f"{name}: {who} gets {answer.status_code}"


def undone(ask: Callable[[], Any]) -> Any:
    """Ask, and undo in the database what it did."""
    with around_a_request():
        answer = ask()
        transaction.set_rollback(True)
    return answer


def around_a_request() -> transaction.Atomic:
    """Return a transaction of a test, in which a request can be undone as if it had stood for itself.

    As in the one of Django's `TestCase`, durable transactions may begin in it.
    """
    whole = transaction.Atomic(using=None, savepoint=True, durable=False)
    whole._from_testcase = True  # type: ignore[attr-defined]  # as Django marks its own
    return whole


def unread_pages(app: App, example: Example, browsers: Mapping[str, Client]) -> list[str]:
    """Return the pages that do not answer 200 to the first who is let in, in each form of Norwegian."""
    wrong = []
    for name, page in pages_of(app).items():
        if "get" not in page.http_method_names or not example.let_in.get(name):
            continue
        for language in LANGUAGES:
            browser = browsers[example.let_in[name][0]]
            answer = browser.get(address_of(name, example, lang=language))
            if answer.status_code != 200:
                wrong.append(f"{name}: {answer.status_code} in {language}")
            elif b"<html" in answer.content and f'<html lang="{language}"'.encode() not in answer.content:
                wrong.append(f"{name}: it is not in {language}")
    return wrong


def misused_forms(
    app: App, example: Example, browser: Client, strict: Client, names: Collection[str] | None = None
) -> list[str]:
    """Return the forms of an app that take what they must refuse, sent by somebody who is let in.

    Tried are: a form from elsewhere, an empty one, a NUL, and a version that was never read. `names` are
    the pages to try, if not all of them.
    """
    wrong = []
    for name, page in pages_of(app).items():
        if not issubclass(page, FormPage) or not hasattr(page, "form_class"):
            continue  # a button has no fields
        if "post" not in page.http_method_names:
            continue  # its form is sent to another address
        if names is not None and name not in names:
            continue
        address, fields = address_of(name, example), {**example.sent.get(name, _filled(page))}
        tried: list[tuple[str, Client, Mapping[str, Any], Sequence[int]]] = [
            ("a form from elsewhere", strict, fields, (403,)),
            ("a NUL", browser, fields | dict.fromkeys(fields, f"a{NUL}b"), (400,)),
        ]
        if any(field.required for field in page.form_class.base_fields.values()):
            tried.append(("nothing", browser, {}, (422,)))
        if issubclass(page, EditPage):
            tried.append(("a version never read", browser, fields | {"version": STALE}, (409,)))
        for what, client, sent, refused in tried:
            if (status := undone(partial(client.post, address, sent)).status_code) not in refused:
                wrong.append(f"{name} takes {what}: {status}")
    return wrong


def _filled(page: type[FormPage]) -> dict[str, Any]:
    """Return something for every field: a number is a text, too; a day and a choice are of their own kind."""
    return {name: _value_of(one) for name, one in page.form_class.base_fields.items() if name != "version"}


def _value_of(field: forms.Field) -> str:
    if isinstance(field, forms.DateField):
        return FAR_DAY
    if isinstance(field, forms.ChoiceField) and not isinstance(field, forms.ModelChoiceField):
        return next((str(key) for key, _words in field.widget.choices if key), "1")
    return "1"


def pointers(app: App) -> Iterator[tuple[type[models.Model], str]]:
    """Return the fields of an app's tables that point to a person."""
    for model in django_apps.get_app_config(app.label).get_models():
        for one in model._meta.get_fields():
            if isinstance(one, models.ForeignKey) and one.related_model is get_user_model():
                yield model, one.name


def untold_pointers(app: App, told: Collection[Any] = ()) -> list[str]:
    """Return the fields that point to a person and that no table of the app's personal data tells of.

    `told` are tables that it tells of in another way.
    """
    nobody: Any = get_user_model()(pk=0)
    tables = {table.rows(nobody).model for table in (*app.personal_data.values(), *told)}
    return [f"{model.__name__}.{name}" for model, name in pointers(app) if model not in tables]


def still_pointing(app: App, erased: Any, may_point: Callable[[type[models.Model]], bool]) -> list[str]:
    """Return the fields that still point to an erased person in tables whose words say that nothing does."""
    return [
        f"{model.__name__}.{name}"
        for model, name in pointers(app)
        if model._default_manager.filter(**{name: erased}).exists() and not may_point(model)
    ]
