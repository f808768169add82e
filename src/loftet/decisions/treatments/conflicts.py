"""The text that somebody else has written meanwhile, beside a form that is not the form of a record."""

from collections.abc import Iterator

from loftet.core.forms import Conflict, PlainForm
from loftet.core.saving import Versioned
from loftet.core.words import Words


def conflicts_in(form: PlainForm, row: Versioned) -> Iterator[Conflict]:
    """Return the fields in which others have written, or have emptied, something else than was sent."""
    for name in form.fields:
        if name != "version" and hasattr(row, name):
            label, sent = form.fields[name].label or name, form.data.get(name, "")
            yield from differing(label, _text(getattr(row, name)), sent, _said(row, name))


def differing(label: Words, stored: str, sent: str, said: str = "") -> tuple[Conflict, ...]:
    """Return what is stored, in the words it is `said` in, when something else was sent."""
    return () if stored == str(sent) else (Conflict(label, said or stored),)


def _text(value: object) -> str:
    return "" if value is None else str(value)


def _said(row: Versioned, name: str) -> str:
    """Return a choice in the words of the page."""
    say = getattr(row, f"get_{name}_display", None)
    return "" if say is None else _text(say())
