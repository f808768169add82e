"""The text that somebody else has written meanwhile, beside a form that is not the form of a record."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from loftet.core.forms import PlainForm
from loftet.core.saving import Versioned
from loftet.core.words import Words


@dataclass(frozen=True, slots=True)
class Newer:
    """The value of a field since somebody else changed it."""

    label: Words
    text: str


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
