"""What comes of a form: asked for, kept, refused, or written by somebody else meanwhile."""

from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import Mock

import pytest
from django import forms
from django.contrib.messages import get_messages
from django.contrib.messages.middleware import MessageMiddleware
from django.http import HttpRequest, HttpResponse, QueryDict
from django.test import RequestFactory
from django.utils import translation
from pytest_django import Settings

from loftet.core.forms import PlainForm, VersionForm
from loftet.core.pages import ButtonPage
from loftet.core.saving import (
    ASKED,
    CHANGED,
    KEPT,
    REFUSED,
    bound_data,
    denial_as_form_error,
    submit,
)
from loftet.core.verdicts import Denied, anybody, demand
from loftet.core.versions import same_version
from loftet.invalid_input import InvalidInput, Problem

CHANGED_WORDS = "This has been changed since you opened it. What you wrote still stands below."


class Wish(VersionForm):
    words = forms.CharField()
    days = forms.MultipleChoiceField(choices=[("mon", "Monday"), ("tue", "Tuesday")], required=False)
    seen = forms.IntegerField(required=False)


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with translation.override("en"):
        yield


def filled(query: str = "words=lift&version=1") -> Wish:
    return Wish(QueryDict(query))


def untouched() -> None:
    raise AssertionError("nothing is saved here")


def outpaced() -> None:
    same_version(2, 1)


def refuse(*problems: Problem) -> Callable[[], None]:
    def save() -> None:
        raise InvalidInput(problems)

    return save


def words_in(form: PlainForm) -> list[str]:
    return [str(words) for words in form.non_field_errors()]


def test_only_what_was_sent_fills_a_form_even_when_it_is_empty() -> None:
    ask = RequestFactory()
    assert bound_data(ask.get("/?words=lift")) is None
    assert bound_data(ask.post("/")) == QueryDict()
    assert bound_data(ask.post("/", {"words": "lift"})) == QueryDict("words=lift")


def test_a_form_that_is_only_asked_for_saves_nothing() -> None:
    assert submit(Wish(), untouched, fits=False) == ASKED


def test_what_does_not_hold_together_is_not_saved() -> None:
    form = filled("version=1")
    assert submit(form, untouched) == REFUSED
    assert list(form.errors) == ["words"]


def test_what_does_not_fit_what_was_sent_beside_it_is_not_saved() -> None:
    form = filled()
    assert submit(form, untouched, fits=False) == REFUSED
    assert form.errors == {}


def test_what_holds_together_is_saved_once() -> None:
    kept: list[str] = []
    form = filled()
    assert submit(form, lambda: kept.append(form.cleaned_data["words"])) == KEPT
    assert (kept, form.errors) == (["lift"], {})


def test_a_refusal_stands_in_the_form_with_its_line_or_field() -> None:
    form = filled()
    save = refuse(
        Problem("this is no day", file="plan", line=3, column="day"),
        Problem("too long", column="title"),
        Problem("it has ended", file="plan"),
    )
    assert submit(form, save) == REFUSED
    assert words_in(form) == ["Line 3: this is no day", "title: too long", "it has ended"]
    assert form.data["version"] == "1"


def test_whoever_comes_second_is_told_and_can_send_it_again() -> None:
    form = filled("words=lift&days=mon&days=tue&version=1")
    told_before: list[list[str]] = []

    def newest() -> int:
        told_before.append(words_in(form))
        return 2

    assert submit(form, outpaced, newest) == CHANGED
    assert told_before == [[CHANGED_WORDS]]
    assert words_in(form) == [CHANGED_WORDS]
    assert (form["version"].value(), form["words"].value(), form["days"].value()) == (
        *("2", "lift"),
        ["mon", "tue"],
    )


def test_what_was_seen_may_have_a_field_of_its_own() -> None:
    form = filled("words=lift&version=1&seen=4")
    assert submit(form, outpaced, lambda: 7, seen="seen") == CHANGED
    assert (form.data["version"], form.data["seen"]) == ("1", "7")


def test_without_a_newer_version_what_was_sent_stays() -> None:
    form = filled()
    assert submit(form, outpaced) == CHANGED
    assert (words_in(form), form.data["version"]) == ([CHANGED_WORDS], "1")


# --- a button -------------------------------------------------------------------------------------


@pytest.fixture
def pressed(settings: Settings) -> Callable[[str], HttpRequest]:
    settings.MESSAGE_STORAGE = "django.contrib.messages.storage.cookie.CookieStorage"

    def with_version(version: str) -> HttpRequest:
        request = RequestFactory().post("/", {"version": version})
        MessageMiddleware(lambda _request: HttpResponse()).process_request(request)
        return request

    return with_version


def told(request: HttpRequest) -> list[tuple[str, str]]:
    return [(one.level_tag, str(one)) for one in get_messages(request)]


class Press(ButtonPage):
    """A button on a thing of one version, with an action that a test gives."""

    rule = anybody
    success = "It is done."

    def __init__(self, do: Callable[[int], object]) -> None:
        super().__init__()
        self.do, self.actor = do, Mock()
        self.subject = Mock(version=0, get_absolute_url=lambda: "/")

    def get_action(self) -> Callable[..., Any]:
        """Return the action, called with the version that was read."""
        return lambda subject, actor: self.do(subject.version)


def test_a_button_does_it_to_the_version_that_was_read(pressed: Callable[[str], HttpRequest]) -> None:
    done: list[int] = []
    request = pressed("3")
    Press(done.append).post(request)
    assert (done, told(request)) == ([3], [("success", "It is done.")])


def test_a_button_without_a_version_does_and_says_nothing(pressed: Callable[[str], HttpRequest]) -> None:
    done: list[int] = []
    request = pressed("")
    Press(done.append).post(request)
    assert (done, told(request)) == ([], [])


def test_a_button_says_why_it_was_refused(pressed: Callable[[str], HttpRequest]) -> None:
    request = pressed("1")
    Press(lambda _version: refuse(Problem("it has ended"))()).post(request)
    assert told(request) == [("error", "it has ended")]


def test_a_button_says_that_somebody_else_was_first(pressed: Callable[[str], HttpRequest]) -> None:
    request = pressed("1")
    Press(lambda version: same_version(2, version)).post(request)
    assert told(request) == [("error", str(ButtonPage.overtaken))]


def test_what_a_rule_denies_is_told_in_the_form() -> None:
    with pytest.raises(InvalidInput, match="it was decided before") as refused, denial_as_form_error():
        demand(Denied("it was decided before"))
    assert [one.cause for one in refused.value.problems] == ["it was decided before"]


def test_what_is_refused_of_a_value_stands_at_its_field_and_all_else_above() -> None:
    form = filled()
    problems = (
        Problem("no word", field="words"),
        Problem("no day", line=2, field="days"),
        Problem("hidden", field="version"),
        Problem("not asked", field="other"),
    )
    assert submit(form, refuse(*problems)) == REFUSED
    assert form.errors["words"] == ["no word"]
    assert form.errors["days"] == ["Line 2: no day"]
    assert words_in(form) == ["hidden", "not asked"]


def test_a_rule_that_denies_a_value_names_its_field() -> None:
    def save() -> None:
        with denial_as_form_error():
            demand(Denied("no such word", field="words"))

    form = filled()
    assert submit(form, save) == REFUSED
    assert form.errors["words"] == ["no such word"]
