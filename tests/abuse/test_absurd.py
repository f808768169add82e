"""Absurd days, numbers and texts in every form: refused, or kept so that every page can show them."""

from collections.abc import Mapping

import pytest
from django.test import Client

from loftet.core.testing import around_a_request
from tests.abuse.forms import FORMS, READ
from tests.abuse.scene import Scene
from tests.parameters import by_night

ABSURD: dict[str, tuple[str, str | None, str | None]] = {
    "first-year": ("", "0001-01-01", None),
    "last-year": ("", "9999-12-31", None),
    "no-day": ("", "2026-02-30", None),
    "negative": ("", None, "-1"),
    "huge": ("", None, "9" * 40),
    "no-number": ("", None, "NaN"),
    "endless": ("", None, "1e999"),
    "nul": ("a\x00b", None, None),
    "oversized": ("x" * 30_000, None, None),
    "reversed-and-odd": (
        "\u202eelif\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
        None,
        None,
    ),
}

# One word in the place of everything that an address can ask for.
ASKED = "?q={0}&side={0}&tilstand={0}&vis={0}&aar={0}&neste={0}"


# Databases refuse these, or keep them, each in its own way; forms refuse most of the others.
BY_DATABASE, BY_DAY = ("last-year", "huge", "nul"), ("nul",)


def marks_of(name: str) -> list[pytest.MarkDecorator]:
    """Return whether something absurd is tried on both databases, and by day."""
    both = [pytest.mark.both_databases] if name in BY_DATABASE else []
    return both if name in BY_DAY else [*both, pytest.mark.nightly]


MARKED = [pytest.param(name, marks=marks_of(name)) for name in ABSURD]


@pytest.mark.parametrize("absurd", MARKED)
def test_what_is_absurd_breaks_no_page(scene: Scene, absurd: str) -> None:
    text, day, number = ABSURD[absurd]
    wrong = []
    for name, form in FORMS.items():
        sent = {key: scene.address(word) for key, word in form.with_all(text, day, number).items()}
        status = status_of(scene.browser(form.who), scene.address(form.address), sent)
        if status not in (200, 302, 400, 403, 404, 409, 422, 429):
            wrong.append(f"{name}: {status}")
    assert wrong + broken(scene) == []


def status_of(browser: Client, address: str, sent: Mapping[str, str] | None = None) -> int | str:
    """Ask, or send; return the status, or what a reader would meet as a failure of the site."""
    try:
        with around_a_request():
            answer = browser.get(address, follow=True) if sent is None else browser.post(address, sent)
    except Exception as failed:
        return f"{type(failed).__name__} {failed}"
    return answer.status_code


def broken(scene: Scene, query: str = "", *may_be: int) -> list[str]:
    """Return the pages that cannot be shown."""
    statuses = {path: status_of(scene.browser(reader_of(path)), scene.address(path) + query) for path in READ}
    return [f"{path}: {status}" for path, status in statuses.items() if status not in (200, *may_be)]


def reader_of(path: str) -> str:
    """Return who may read a page."""
    return "coordinator" if path.startswith("/kull") and "gol" not in path else "director"


@pytest.mark.parametrize("word", ["%00", *by_night("%FF%FE", "9999999999999999999999")])
def test_what_is_looked_for_breaks_no_page(scene: Scene, word: str) -> None:
    assert broken(scene, ASKED.format(word), 404) == []
