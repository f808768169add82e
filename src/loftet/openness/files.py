"""The file of an access request: parts with a name and a value on each line, as a page and as data.

What is withheld is replaced by the paragraph that allows it, no matter who makes the file.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.contrib.contenttypes.models import ContentType
from django.core.serializers.json import DjangoJSONEncoder
from django.db.models import Model, Q
from django.http import HttpResponse
from django.template.defaultfilters import floatformat
from django.template.loader import render_to_string
from django.utils.formats import localize
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from loftet.core.export import file_response
from loftet.core.hooks import Hook
from loftet.core.registry import added_to
from loftet.core.words import Words
from loftet.log.models import Entry
from loftet.people.queries.log import log_lines


@dataclass(frozen=True, slots=True)
class AccessLine:
    """A name and a value, which is a text, a number or a day."""

    name: Words
    value: Any

    @property
    def shown(self) -> str:
        """Return the value as the language of the page writes it."""
        if isinstance(self.value, Decimal):
            return str(floatformat(self.value, "-4g"))
        return moment(self.value) if isinstance(self.value, datetime) else str(localize(self.value))


@dataclass(frozen=True, slots=True)
class AccessPart:
    """A heading with its lines."""

    heading: Words
    lines: Sequence[AccessLine]


@dataclass(frozen=True, slots=True)
class AccessFile:
    """All of a record that may be handed out; `withheld` are the paragraphs by which the rest is not."""

    name: str
    title: str
    organisation: str
    made: datetime
    parts: Sequence[AccessPart]
    withheld: Sequence[str] = ()

    def data(self) -> dict[str, Any]:
        """Return it as a file of data holds it."""
        return {
            "title": self.title,
            "organisation": self.organisation,
            "made": self.made,
            "withheld": list(self.withheld),
            "parts": [
                {
                    "heading": part.heading,
                    "lines": [{"name": one.name, "value": one.value} for one in part.lines],
                }
                for part in self.parts
            ],
        }

    def response(self) -> HttpResponse:
        """Return it as a ZIP file with a page and the data."""
        page = render_to_string("openness/pages/access_file.html", {"file": self})
        return zip_response(self.name, page, self.data())


Part = Callable[[Any], AccessPart]
# A part of the file of a model's records, from an app that the model's app does not know.
ACCESS_PARTS: Hook[tuple[type[Model], Part]] = Hook("the file of an access request")


def added_parts(record: Model) -> list[AccessPart]:
    """Return what later apps add to the file of a record."""
    return [part(record) for model, part in added_to(ACCESS_PARTS) if type(record) is model]


def moment(when: datetime) -> str:
    """Return a moment as the language of the page writes it."""
    return str(localize(localtime(when)))


def zip_response(name: str, page: str, data: Any) -> HttpResponse:
    """Return a page and the same as data in one ZIP file."""
    out = BytesIO()
    written = json.dumps(data, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2)
    with ZipFile(out, "w", ZIP_DEFLATED) as whole:
        whole.writestr(f"{name}/{name}.html", page)
        whole.writestr(f"{name}/{name}.json", written)
    return file_response(out.getvalue(), "application/zip", f"{name}-innsyn.zip")


def lines_of(record: Model, names: Iterable[str]) -> list[AccessLine]:
    """Return fields of a record in words, without those that are empty."""
    found = []
    for name in names:
        field: Any = record._meta.get_field(name)
        value = getattr(record, name)
        if field.choices:
            value = getattr(record, f"get_{name}_display")()
        elif isinstance(value, list):
            value = ", ".join(map(str, value))
        if value not in (None, ""):
            found.append(AccessLine(field.verbose_name, value))
    return found


def log_part(*records: Model, without: Iterable[str] = ()) -> AccessPart:
    """Return what the log tells of some records, oldest first."""
    about = Q(pk=None)
    for one in records:
        kind = ContentType.objects.get_for_model(type(one))
        about |= Q(subject_type=kind, subject_id=one.pk)
    entries = Entry.objects.filter(about).exclude(action__in=without).order_by("when", "pk")
    told = log_lines(entries)
    return AccessPart(
        _("Log"),
        [
            AccessLine(
                moment(one.when),
                f"{one.who} {one.what}" + (f" ({one.acting_for})" if one.acting_for else ""),
            )
            for one in told
        ],
    )
