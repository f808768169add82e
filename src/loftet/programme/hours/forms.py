"""Forms of hours."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from loftet.core.fields import CommaField
from loftet.core.forms import Conflict, PlainForm
from loftet.programme.models import HalfYear, HalfYearHours
from loftet.programme.templatetags.programme import amount


def version_of(written: Mapping[HalfYear, HalfYearHours]) -> str:
    """Return all that is written in one word: «2026-1:12.5 2026-2:8.0»."""
    return " ".join(sorted(f"{half.key}:{row.hours}" for half, row in written.items()))


class HoursForm(PlainForm):
    """The hours of a half-year; `version` is all that was written when the page was shown."""

    version = forms.CharField(required=False, widget=forms.HiddenInput)

    half = forms.ChoiceField(label=_("Half-year"))
    hours = CommaField(
        label=_("Hours, all of you together"),
        max_digits=7,
        decimal_places=1,
        help_text=_("As you judge it. A whole number is enough."),
        error_messages={"required": _("Write how many hours.")},
    )

    def __init__(
        self,
        *args: Any,
        halves: Iterable[HalfYear],
        written: Mapping[HalfYear, HalfYearHours],
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.halves = {one.key: one for one in halves}
        self.initial["version"] = version_of(written)
        self.conflicts: list[Conflict] = []
        self.set_choices({"half": [(key, one.label) for key, one in self.halves.items()]})

    def seen(self, half: HalfYear) -> Decimal | None:
        """Return the number that the person has read for a half-year, None where there was none."""
        read = dict(one.split(":", 1) for one in self.cleaned_data["version"].split() if ":" in one)
        try:
            return Decimal(read[half.key])
        except (KeyError, InvalidOperation):
            return None

    def show_conflict(self, half: HalfYear, theirs: HalfYearHours | None) -> None:
        """Set the number that somebody else has written beside what was filled in."""
        said = amount(theirs.hours) if theirs else _("not written")
        self.conflicts = [Conflict(half.label, str(said))]
