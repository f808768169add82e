"""The form of a year: the gatherings of a cohort, each with its title and its day."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import day_field
from loftet.core.forms import PlainForm
from loftet.core.versions import changed_meanwhile
from loftet.meetings.models import Event


class YearForm(PlainForm):
    """The gatherings of a year, a line each; a new one whose title is empty is left out."""

    version = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, rows: Sequence[tuple[Event | None, dict[str, Any]]], **options: Any
    ) -> None:
        options["initial"] = {"version": self.as_read([event for event, _values in rows])}
        super().__init__(*args, **options)
        self.rows = rows
        for (_event, values), number in zip(rows, self.keys, strict=True):
            first: dict[str, Any] = {
                "max_length": 160,
                "initial": values["title"],
                "required": _event is not None,
            }
            self.fields[f"title_{number}"] = forms.CharField(label=_("What it is called"), **first)
            self.fields[f"day_{number}"] = day_field(_("Day"))
            self.fields[f"day_{number}"].initial = values["day"]
            self.fields[f"where_{number}"] = forms.CharField(
                label=_("Where"), required=False, max_length=200, initial=values["where"]
            )
        self.style_fields()

    @property
    def keys(self) -> list[str]:
        """Return the key of each line: its event, so that a line that goes moves no other; or a number."""
        return [f"e{event.pk}" if event else str(number) for number, (event, _values) in enumerate(self.rows)]

    @staticmethod
    def as_read(events: Iterable[Event | None]) -> str:
        """Return which events were read, each with its version."""
        return ",".join(f"{one.pk}:{one.version}" for one in events if one is not None)

    @property
    def lines(self) -> list[list[forms.BoundField]]:
        """Return the fields of each gathering."""
        names = ("title", "day", "where")
        return [[self[f"{name}_{key}"] for name in names] for key in self.keys]

    @property
    def gatherings(self) -> list[tuple[Event | None, dict[str, Any]]]:
        """Return the gatherings that were filled in, those that are there with the version that was read.

        Raises:
            ChangedMeanwhile: when one that was read is ahead no longer.
        """
        read = dict(one.split(":") for one in self.cleaned_data["version"].split(",") if one.count(":") == 1)
        if set(read) - {str(event.pk) for event, _values in self.rows if event}:
            raise changed_meanwhile()
        found = []
        for (event, _values), key in zip(self.rows, self.keys, strict=True):
            values = {name: self.cleaned_data[f"{name}_{key}"] for name in ("title", "day", "where")}
            if event is not None:
                version = read.get(str(event.pk), "0")
                event.version = int(version) if version.isdecimal() and len(version) < 10 else 0
            if event is not None or values["title"]:
                found.append((event, values))
        return found
