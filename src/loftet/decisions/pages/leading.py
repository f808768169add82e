"""A regional matter: led to each municipality, and followed there."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from loftet.core.export import csv_file_response
from loftet.decisions.actions.departures import Journal
from loftet.decisions.actions.leading import lead_out
from loftet.decisions.actions.matters import Draft
from loftet.decisions.forms import LeadOutForm
from loftet.decisions.models import Matter
from loftet.decisions.pages.matters import ShownMatter
from loftet.decisions.parts import OfMatter
from loftet.decisions.queries.tracking import TrackedRow, Tracking, tracking_of
from loftet.decisions.rules import may_lead_out
from loftet.openness.journal import Journalled
from loftet.people.actor import Actor

HEADER = (
    *("municipality", "state", "in_words", "body", "meeting", "paper_deadline"),
    *("outcome", "day", "case_number"),
)
TEXTS = ("title", "language", "facts", "assessment", "economy", "proposal")


class TrackingMixin:
    """A page about what a regional matter leads to."""

    actor: Actor
    subject: Matter

    @cached_property
    def tracking(self) -> Tracking:
        """Return how far each municipality has come, as the reader may know."""
        return tracking_of(self.subject, self.actor.permissions, self.actor.today)


class TrackingPage(TrackingMixin, ShownMatter):
    """The progress of each municipality with what a regional matter leads to."""

    template_name = "decisions/pages/tracking.html"

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return how far each has come."""
        may = bool(may_lead_out(self.actor, self.subject))
        return super().get_context(tracking=self.tracking, may_lead_out=may)


class TrackingFile(TrackingPage):
    """The same as a file."""

    def get(self, request: HttpRequest, *_args: object, **_kwargs: object) -> HttpResponse:
        """Return the file."""
        cells = _cells(self.tracking.rows)
        return csv_file_response(f"sak-{self.subject.pk}-municipalities", HEADER, cells)


def _cells(rows: Iterable[TrackedRow]) -> Iterable[tuple[object, ...]]:
    for row in rows:
        standing = row.standing
        by = standing.treatment if standing is not None else None
        body = by.body.name if by is not None and by.body is not None else ""
        meeting = by.meeting.day if by is not None and by.meeting is not None else ""
        yield (
            *(row.place.name, row.tracked.value, row.tracked.label, body, meeting),
            standing.deadline if standing is not None else "",
            *((by.outcome, by.day, by.case_number) if by is not None else ("", "", "")),
        )


class LeadOutPage(TrackingMixin, OfMatter):
    """Prepare one matter in each municipality that has none yet."""

    rule = may_lead_out
    title = _("Lead it to each municipality")
    button = _("Prepare the matters")
    success = _("The matters are prepared. They wait in each municipality.")
    form_class = LeadOutForm
    success_url = ("tracking", "pk")

    def get_lead(self) -> str:
        """Return what happens in each municipality, and for how many it is done now."""
        words = gettext(
            "Each municipality gets a matter of its own that waits until its top management takes it up, and "
            "decides for itself. To be prepared now: %(number)d."
        )
        return words % {"number": len(self.tracking.to_prepare)}

    def get_form_options(self) -> dict[str, Any]:
        """Return the text of the regional matter."""
        return {"initial": {name: getattr(self.subject, name) for name in TEXTS}}

    def save(self, form: LeadOutForm) -> list[Matter]:
        """Prepare the matters."""
        given = form.cleaned_data
        draft = Draft(**{name: given[name] for name in TEXTS})
        journal = Journal(Journalled(given["journalled"]), given["entry"])
        return lead_out(self.subject, draft, self.tracking.to_prepare, journal, actor=self.actor)
