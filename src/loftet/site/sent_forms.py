"""Submitted forms that could not be saved, shown to the sender again.

Neither the database nor the session is asked: they may be what has failed.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain
from typing import Any

from django import forms
from django.http import HttpRequest
from django.middleware.csrf import CsrfViewMiddleware, get_token
from django.utils.translation import gettext

from loftet.core.forms import PlainForm
from loftet.core.words import Words

LONG = 80  # characters that do not fit on one line of a form
NEVER_SHOWN = frozenset({"csrfmiddlewaretoken", "code", "password"})
SECRET_AUTOCOMPLETE = frozenset({"one-time-code", "current-password", "new-password"})


class FieldShape(StrEnum):
    """The way that a field is shown again."""

    TEXT = "text"
    LINE = "line"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class SentField:
    """A field as it was sent; a version is carried on without being shown, a choice is only told."""

    name: str
    value: str
    shape: FieldShape
    label: Words = ""
    told: Words = ""


@dataclass(frozen=True, slots=True)
class SentForm:
    """A form as it was sent, to be sent again."""

    address: str
    token: str
    fields: tuple[SentField, ...]


def sent_form(request: HttpRequest) -> SentForm | None:
    """Return the submitted data of a form, without secrets; nothing where no form can be read."""
    if request.method != "POST":
        return None
    try:
        sent = [(name, value) for name, values in request.POST.lists() for value in values]
    except Exception:  # a body that cannot be read has nothing to show, whatever is wrong with it
        return None
    return as_sent(request, request.get_full_path(), sent)


def as_sent(request: HttpRequest, address: str, sent: list[tuple[str, str]]) -> SentForm | None:
    """Return fields as they were sent to an address; nothing where all are secret."""
    known = _fields_of({_own_name(name) for name, _value in sent})
    fields = tuple(_fields(sent, known))
    return SentForm(address, _token(request), fields) if fields else None


def _fields(sent: list[tuple[str, str]], known: dict[str, forms.Field]) -> Iterator[SentField]:
    for name, value in sent:
        field = known.get(_own_name(name))
        if name in NEVER_SHOWN or _is_secret(field):
            continue
        shape = _shape(field, value)
        told = _told(field, value) if shape is FieldShape.HIDDEN and field is not None else ""
        is_seen = field is not None and (told or shape is not FieldShape.HIDDEN)
        yield SentField(name, value, shape, (field.label or "") if field and is_seen else "", told)


def _own_name(name: str) -> str:
    """Return the name of a field in its form; formset rows have a number before it.

    >>> _own_name("rows-3-text"), _own_name("title")
    ('text', 'title')
    """
    return name.rpartition("-")[2]


def _is_secret(field: forms.Field | None) -> bool:
    if field is None:
        return False
    written = field.widget.attrs.get("autocomplete")
    return isinstance(field.widget, forms.PasswordInput) or written in SECRET_AUTOCOMPLETE


def _shape(field: forms.Field | None, value: str) -> FieldShape:
    """Choose how a value is shown: what somebody has written is, what they have chosen is carried on."""
    if field is not None and field.widget.is_hidden:
        return FieldShape.HIDDEN
    if "\n" in value or len(value) > LONG or (field is not None and isinstance(field.widget, forms.Textarea)):
        return FieldShape.TEXT
    is_line = field is not None and type(field.widget) in (forms.TextInput, forms.EmailInput)
    return FieldShape.LINE if is_line else FieldShape.HIDDEN


def _told(field: forms.Field, value: str) -> Words:
    """Return what was chosen, in words; nothing of a row of the database, which may be what has failed."""
    if field.widget.is_hidden or isinstance(field, forms.ModelChoiceField):
        return ""
    if isinstance(field, forms.BooleanField):
        return gettext("yes")
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        groups = (rest if isinstance(rest, list | tuple) else [(key, rest)] for key, rest in choices)
        told: Words = dict(chain.from_iterable(groups)).get(value, "")
        return told
    return value


def _fields_of(names: set[str]) -> dict[str, forms.Field]:
    """Return the fields of the form that knows most of these names, and fewest others."""
    best: dict[str, forms.Field] = {}
    for form in _forms_below(PlainForm):
        shared, before = len(names & form.base_fields.keys()), len(names & best.keys())
        if shared > before or (shared == before > 0 and len(form.base_fields) < len(best)):
            best = form.base_fields
    return best


def _forms_below(form: type[PlainForm]) -> Iterator[type[PlainForm]]:
    for one in form.__subclasses__():
        yield one
        yield from _forms_below(one)


def _token(request: HttpRequest) -> str:
    """Return the CSRF token of the form, to send it again; it is in a cookie."""
    if "CSRF_COOKIE" not in request.META:
        CsrfViewMiddleware(lambda _request: None).process_request(request)  # type: ignore[arg-type]
    return get_token(request)
