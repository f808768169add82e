"""Pages with one form: what is asked, what was refused, and what somebody else wrote meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from loftet.core.forms import PlainForm
from loftet.core.saving import ASKED, CHANGED, KEPT, Versioned, reread, submit
from loftet.core.words import Words

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Newer:
    """What a field holds since somebody else changed it."""

    label: Words
    text: str


def nothing_beside() -> tuple[Newer, ...]:
    """Return what others have written beside the fields of a form that is all there is."""
    return ()


@dataclass(frozen=True, slots=True)
class Question:
    """A page with one form: its name, what it says first, its button, the way back, and what is said then.

    `beside` gives what others have written where no field of the form has the name of what the row keeps.
    """

    heading: Words
    answer: Words
    submit: Words
    back: str
    kept: Words = ""
    crumbs: tuple[tuple[Words, str], ...] = ()
    template: str = "decisions/pages/form.html"
    extra: dict[str, Any] = field(default_factory=dict)
    beside: Callable[[], tuple[Newer, ...]] = nothing_beside


def answer(
    request: HttpRequest,
    question: Question,
    form: PlainForm,
    save: Callable[[], Made],
    row: Versioned | None = None,
    *,
    fits: bool = True,
    then: Callable[[Made], HttpResponse] | None = None,
) -> HttpResponse:
    """Show the form until what it holds is kept, then lead back, or to where `then` leads with what was made.

    What others have written in `row` since is shown above what was sent; sending it again is then a choice.
    """
    made: list[Made] = []
    newest = None if row is None else partial(reread, row)
    status = submit(form, lambda: made.append(save()), newest, fits=fits)
    if status != KEPT:
        newer = () if row is None or status != CHANGED else newer_in(form, row) + question.beside()
        return ask(request, question, form, status=status, newer=newer)
    if question.kept:
        messages.success(request, str(question.kept))
    return redirect(question.back) if then is None else then(made[0])


def ask(
    request: HttpRequest,
    question: Question,
    form: PlainForm,
    *,
    status: int = ASKED,
    newer: tuple[Newer, ...] = (),
) -> HttpResponse:
    """Show the form."""
    context = {"question": question, "form": form, "newer": newer, **question.extra}
    return render(request, question.template, context, status=status)


def newer_in(form: PlainForm, row: Versioned) -> tuple[Newer, ...]:
    """Return the fields in which others have written, or have emptied, something else than was sent."""
    names = [name for name in form.fields if name != "version" and hasattr(row, name)]
    return tuple(
        one
        for name in names
        for one in differing(
            form.fields[name].label or name,
            _text(getattr(row, name)),
            form.data.get(name, ""),
            _said(row, name),
        )
    )


def differing(label: Words, stored: str, sent: str, said: str = "") -> tuple[Newer, ...]:
    """Return what is stored, in the words it is `said` in, when something else was sent."""
    return () if stored == str(sent) else (Newer(label, said or stored or _("Empty now.")),)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _said(row: Versioned, name: str) -> str:
    """Return a choice in the words of the page."""
    say = getattr(row, f"get_{name}_display", None)
    return "" if say is None else _text(say())
