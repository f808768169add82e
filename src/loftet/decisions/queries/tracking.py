"""A regional matter and the decision of each municipality that it leads to."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from loftet.decisions.models import Matter, MatterState
from loftet.decisions.queries.standing import Standing, Stands, standing_of, with_treatments
from loftet.decisions.rules import may_see
from loftet.geography.place import Kind
from loftet.people.models import Organisation, OrganisationKind
from loftet.people.permissions import Permissions
from loftet.places.models import Membership, Place
from loftet.places.queries import members_of


class Tracked(TextChoices):
    """The progress of one municipality."""

    NOT_HERE = "not_here", gettext_lazy("takes no part here")  # no organisation here speaks for it
    NOT_PREPARED = "not_prepared", gettext_lazy("no matter yet")
    WAITS = "waits", gettext_lazy("waits to be taken up")
    DRAFT = "draft", gettext_lazy("draft, nothing planned")
    PLANNED = "planned", gettext_lazy("planned")
    HELD = "held", gettext_lazy("held, and not recorded")
    TREATED = "treated", gettext_lazy("treated, not decided")
    ADOPTED = "adopted", gettext_lazy("decided as proposed")
    DIFFERENT = "different", gettext_lazy("decided differently")
    NOT_PUBLIC = "not_public", gettext_lazy("not public")


OF_STANDING = {
    Stands.PREPARED: Tracked.WAITS,
    Stands.WRITTEN: Tracked.DRAFT,
    Stands.PLANNED: Tracked.PLANNED,
    Stands.HELD: Tracked.HELD,
    Stands.TREATED: Tracked.TREATED,
    Stands.STOPPED: Tracked.TREATED,
}


@dataclass(frozen=True, slots=True)
class TrackedRow:
    """One municipality: how far it has come with the matter that comes from the region's."""

    place: Place
    organisation: Organisation | None
    tracked: Tracked
    matter: Matter | None = None
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class Tracking:
    """Every municipality of the region on the day, and a sentence on how many have come how far."""

    rows: tuple[TrackedRow, ...]
    sentence: str

    @property
    def to_prepare(self) -> tuple[Organisation, ...]:
        """Return the municipalities that have no matter yet."""
        return tuple(
            row.organisation
            for row in self.rows
            if row.organisation is not None and row.tracked is Tracked.NOT_PREPARED
        )


def members_on(region: Place, day: date) -> list[Place]:
    """Return the municipalities of a region or county on a day, those of the demo among them."""
    if region.kind == Kind.REGION:
        rows = Membership.objects.on(day).filter(region=region)
        return list(Place.objects.filter(pk__in=rows.values("member")))
    return list(members_of(region, day))


def tracking_of(matter: Matter, permissions: Permissions, today: date) -> Tracking:
    """Follow a regional matter through its municipalities; a bounded number of queries."""
    region = matter.organisation.place
    places = members_on(region, today) if region is not None else []
    organisations = {
        one.place_id: one
        for one in Organisation.objects.filter(kind=OrganisationKind.MUNICIPALITY, place__in=places)
    }
    derived = {
        one.organisation_id: one
        for one in with_treatments(
            Matter.objects.filter(derived_from=matter).exclude(state=MatterState.WITHDRAWN)
        )
    }
    rows = tuple(_row(place, organisations.get(place.pk), derived, permissions, today) for place in places)
    return Tracking(rows, _sentence(rows))


def _row(
    place: Place,
    organisation: Organisation | None,
    derived: dict[int, Matter],
    permissions: Permissions,
    today: date,
) -> TrackedRow:
    if organisation is None:
        return TrackedRow(place, None, Tracked.NOT_HERE)
    matter = derived.get(organisation.pk)
    if matter is None:
        return TrackedRow(place, organisation, Tracked.NOT_PREPARED)
    if not may_see(permissions, matter):
        return TrackedRow(place, organisation, Tracked.NOT_PUBLIC)
    standing = standing_of(matter, today)
    settled = Tracked.DIFFERENT if standing.differs else Tracked.ADOPTED
    return TrackedRow(place, organisation, OF_STANDING.get(standing.stands, settled), matter, standing)


def _sentence(rows: tuple[TrackedRow, ...]) -> str:
    """Return in one sentence how many have decided, and how far the others have come."""
    count = Counter(row.tracked for row in rows)
    decided = count[Tracked.ADOPTED] + count[Tracked.DIFFERENT]
    begins = ngettext(
        "%(decided)d of %(all)d municipality has decided",
        "%(decided)d of %(all)d municipalities have decided",
        len(rows),
    ) % {"decided": decided, "all": len(rows)}
    return "; ".join((begins, *_rest(count))) + "."


def _rest(count: Counter[Tracked]) -> Iterator[str]:
    for tracked, words in (
        (Tracked.DIFFERENT, _("%(number)d of them differently")),
        (Tracked.PLANNED, _("%(number)d have planned it")),
        (Tracked.HELD, _("%(number)d have met and not recorded it")),
        (Tracked.TREATED, _("%(number)d have treated it without deciding")),
        (Tracked.DRAFT, _("%(number)d have a draft")),
        (Tracked.WAITS, _("%(number)d have yet to take it up")),
        (Tracked.NOT_PREPARED, _("%(number)d have no matter yet")),
        (Tracked.NOT_HERE, _("%(number)d take no part here")),
        (Tracked.NOT_PUBLIC, _("%(number)d have one that is not public")),
    ):
        if number := count[tracked]:
            yield words % {"number": number}
