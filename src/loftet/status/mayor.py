"""The mayor's card: what was decided, what is next, and how the municipality stands, in forty words."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest
from django.urls import reverse

from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.decisions.models import DECIDES, BodyKind, Matter, MatterState, Meeting, Treatment
from loftet.decisions.queries.standing import decision
from loftet.decisions.rules import closed_matters
from loftet.people.models import Organisation, OrganisationKind, RoleKind
from loftet.places.models import Place
from loftet.status.edition import edition_of, store
from loftet.status.municipality.queries import municipality_overview
from loftet.status.queries.chosen import in_edition
from loftet.status.queries.nearby import surroundings


@dataclass(frozen=True, slots=True)
class Next:
    """The matter that is treated next, or else only the next meeting of the council."""

    body: str
    day: date
    matter: Matter | None = None


@dataclass(frozen=True, slots=True)
class MayorCard:
    """Three things that a politician reads of the own municipality."""

    organisation: Organisation
    decided: Treatment | None
    next: Next | None
    stands: str
    address: str

    @property
    def decision(self) -> str:
        """Return what was decided last: what, by whom, when and under which number."""
        return decision(self.decided) if self.decided else ""


def mayor_card(request: HttpRequest, _subject: object) -> Panel | None:
    """Show it to those who hold office in a municipality; for others nothing is read."""
    actor = actor_of(request)
    held = actor.permissions.held_in(RoleKind.POLITICIAN, among=[OrganisationKind.MUNICIPALITY])
    found = Organisation.objects.select_related("place").filter(pk__in=held).order_by("name").first()
    if found is None:
        return None
    closed = actor.permissions.once(closed_matters)
    card = MayorCard(
        organisation=found,
        decided=_decided(found, closed),
        next=_next(found, actor.today, closed),
        stands=_stands(request, found.place) if found.place else "",
        address=reverse("municipality", args=[found.place.slug]) if found.place else "",
    )
    return Panel("status/parts/mayor_card.html", {"card": card})


def _decided(organisation: Organisation, closed: Set[int]) -> Treatment | None:
    """Return the newest decision; one query."""
    rows = Treatment.objects.filter(matter__organisation=organisation, outcome__in=DECIDES)
    return rows.exclude(matter__in=closed).select_related("matter", "body").order_by("-day", "-pk").first()


def _next(organisation: Organisation, today: date, closed: Set[int]) -> Next | None:
    """Return the next planned treatment, or else the next meeting of a body that decides; two queries."""
    planned = (
        Treatment.objects.filter(
            matter__organisation=organisation,
            matter__state__in=(MatterState.DRAFT, MatterState.PUBLIC),
            outcome="",
            meeting__cancelled=None,
            meeting__day__gte=today,
        )
        .exclude(matter__in=closed)
        .select_related("matter", "meeting__body")
        .order_by("meeting__day", "pk")
        .first()
    )
    if planned is not None and planned.meeting is not None:
        return _at(planned.meeting, planned.matter)
    meetings = Meeting.objects.filter(
        body__organisation=organisation, body__kind=BodyKind.COUNCIL, cancelled=None, day__gte=today
    )
    meeting = meetings.select_related("body").order_by("day").first()
    return _at(meeting, None) if meeting is not None else None


def _at(meeting: Meeting, matter: Matter | None) -> Next:
    return Next(meeting.body.name, meeting.day, matter)


def _stands(request: HttpRequest, place: Place) -> str:
    """Return the last sentence that the municipality's page answers with: what must improve, if anything."""
    edition = edition_of(request)
    here = in_edition([place], edition).get(place.slug) if edition else None
    if edition is None or here is None:
        return ""
    overview = municipality_overview(store(), edition, here, lambda _goal: "", surroundings(here, edition))
    return overview.answer[-1] if overview.answer else ""
