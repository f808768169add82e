"""The kinds of thing that can be written in for others: what is said of one, and what a yes does."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models

from loftet.core.registry import apps
from loftet.core.words import Words
from loftet.notices.models import Noted
from loftet.people.actor import Actor


@dataclass(frozen=True, slots=True)
class NotedKind:
    """A kind: a sentence of what is written in, and the action of a yes.

    `run` gets the row, what the form of the reply holds, and who is asked as the actor; it returns the record
    that it made or changed. `text` is the rest of what is confirmed, where a sentence is not all. A kind with
    a `form` asks for values with the reply, such as a reading; what was said is then nothing yet. Of a kind
    that is `latest_only`, a newer row takes the place of those about the same that nobody has replied to.
    """

    words: Callable[[Noted], Words]
    run: Callable[[Noted, Mapping[str, Any], Actor], models.Model]
    form: type[forms.Form] | None = None
    text: Callable[[Noted], str] = lambda _noted: ""
    latest_only: bool = False


def kinds() -> Mapping[str, NotedKind]:
    """Return every kind by its key, as the apps register them."""
    return {key: kind for app in apps() for key, kind in app.noted.items()}


def kind_of(noted: Noted) -> NotedKind:
    """Return the kind of a row."""
    return kinds()[noted.kind]
