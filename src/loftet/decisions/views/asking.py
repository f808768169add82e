"""Pages with one form: what is asked, what was refused, and what somebody else wrote meanwhile."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from loftet.common.forms import PlainForm
from loftet.common.versions import ChangedMeanwhile
from loftet.common.words import Words
from loftet.refused import Problem, Refused

REFUSED, CHANGED = 422, 409


@dataclass(frozen=True, slots=True)
class Question:
    """A page with one form: its name, what it says first, its button, and the way back."""

    heading: Words
    answer: Words
    submit: Words
    back: str
    crumbs: tuple[tuple[Words, str], ...] = ()
    template: str = "decisions/form.html"
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Newer:
    """What a field holds since somebody else changed it."""

    label: Words
    text: str


def sent(request: HttpRequest) -> QueryDict | None:
    """Give what was sent, if anything was; an empty form that is sent is not one that is asked for."""
    return request.POST if request.method == "POST" else None


def ask(
    request: HttpRequest,
    question: Question,
    form: PlainForm,
    *,
    status: int = 200,
    newer: tuple[Newer, ...] = (),
) -> HttpResponse:
    """Show the form; one that was sent and is shown again was not kept."""
    if form.is_bound and status == 200:
        status = REFUSED
    context = {"question": question, "form": form, "newer": newer, **question.extra}
    return render(request, question.template, context, status=status)


def refuse(request: HttpRequest, question: Question, form: PlainForm, refused: Refused) -> HttpResponse:
    """Show the form again with why it was refused."""
    for problem in refused.problems:
        form.add_error(None, in_words(problem))
    return ask(request, question, form)


def show_newer(
    request: HttpRequest, question: Question, form: PlainForm, changed: ChangedMeanwhile, row: models.Model
) -> HttpResponse:
    """Show what others have written since, above what was sent; sending it again is then a choice."""
    row.refresh_from_db()
    form.add_error(None, str(changed))
    sent = {name: form.data[name] for name in form.data}
    form.data = {**sent, "version": str(getattr(row, "version", 1))}
    newer = tuple(
        Newer(one.label or name, str(getattr(row, name)))
        for name, one in form.fields.items()
        if name != "version" and str(getattr(row, name, "")) not in ("", "None", str(sent.get(name, "")))
    )
    return ask(request, question, form, status=CHANGED, newer=newer)


def attempt(
    request: HttpRequest,
    question: Question,
    form: PlainForm,
    row: models.Model | None,
    do: Callable[[], object],
) -> HttpResponse | None:
    """Do what a form that holds together asks for; give the page that says why it was not done."""
    try:
        do()
    except ChangedMeanwhile as changed:
        if row is None:
            raise
        return show_newer(request, question, form, changed, row)
    except Refused as refused:
        return refuse(request, question, form, refused)
    return None


def in_words(problem: Problem) -> str:
    """Say what is wrong, and on which line or in which field."""
    if problem.line is not None:
        return _("Line %(line)d: %(cause)s") % {"line": problem.line, "cause": problem.cause}
    return f"{problem.column}: {problem.cause}" if problem.column else problem.cause
