"""Pages with one form: what is asked, what was refused, and what somebody else wrote meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from loftet.common.forms import PlainForm
from loftet.common.saving import ASKED, CHANGED, KEPT, Versioned, reread, settle
from loftet.common.words import Words

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Question:
    """A page with one form: its name, what it says first, its button, the way back, and what is said then."""

    heading: Words
    answer: Words
    submit: Words
    back: str
    kept: Words = ""
    crumbs: tuple[tuple[Words, str], ...] = ()
    template: str = "decisions/form.html"
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Newer:
    """What a field holds since somebody else changed it."""

    label: Words
    text: str


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
    status = settle(form, lambda: made.append(save()), newest, fits=fits)
    if status != KEPT:
        newer = () if row is None or status != CHANGED else newer_in(form, row)
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
    """Give the fields in which others have written something else than was sent."""
    return tuple(
        Newer(one.label or name, str(getattr(row, name)))
        for name, one in form.fields.items()
        if name != "version" and str(getattr(row, name, "")) not in ("", "None", str(form.data.get(name, "")))
    )
