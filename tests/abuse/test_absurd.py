"""Absurd days, numbers and texts in every form: refused in words, or kept so that every page can show them."""

import pytest
from django.db import transaction

from tests.abuse.forms import FORMS, READ
from tests.abuse.scene import Scene

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
REFUSED_BY = {"nul", "oversized", "no-day", "first-year", "last-year"}


@pytest.mark.parametrize("absurd", ABSURD)
def test_what_is_absurd_breaks_no_page(scene: Scene, absurd: str) -> None:
    text, day, number = ABSURD[absurd]
    wrong = []
    for name, form in FORMS.items():
        with transaction.atomic():
            sent = {key: scene.address(word) for key, word in form.with_all(text, day, number).items()}
            try:
                answer = scene.browser(form.who).post(scene.address(form.address), sent)
                if answer.status_code not in (200, 302, 403, 404, 409, 422, 429):
                    wrong.append(f"{name}: {answer.status_code}")
                if answer.status_code == 302:
                    wrong += [f"{name}, then {page}" for page in broken(scene)]
            except Exception as failed:  # whatever it is, the page would be a 500
                wrong.append(f"{name}: {type(failed).__name__} {failed}")
            transaction.set_rollback(True)
    assert wrong == []


def broken(scene: Scene) -> list[str]:
    """Give the pages that can no longer be shown."""
    found = []
    for path in READ:
        who = "coordinator" if path.startswith("/kull") and "gol" not in path else "director"
        try:
            answer = scene.browser(who).get(scene.address(path))
        except Exception as failed:
            found.append(f"{path}: {type(failed).__name__} {failed}")
        else:
            if answer.status_code >= 400:
                found.append(f"{path}: {answer.status_code}")
    return found


@pytest.mark.parametrize("word", ["%00", "%FF%FE", "x" * 5_000, "%27%20OR%201=1--", "9" * 40])
def test_what_is_looked_for_breaks_no_page(scene: Scene, word: str) -> None:
    wrong = []
    for path in READ:
        for key in ("q", "side", "tilstand", "vis", "aar", "neste"):
            who = "coordinator" if path.startswith("/kull") and "gol" not in path else "director"
            try:
                status = scene.browser(who).get(f"{scene.address(path)}?{key}={word}").status_code
            except Exception as failed:
                wrong.append(f"{path}?{key}: {type(failed).__name__} {failed}")
            else:
                if status not in (200, 404):
                    wrong.append(f"{path}?{key}: {status}")
    assert wrong == []
