"""The people who have which role in many organisations at once; one query however many they are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from loftet.people.models import Organisation, Role, RoleKind, User


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody in a role on the day; `document` tells by which delegation, if by one."""

    role: int
    user: User
    kind: RoleKind
    since: date
    document: str

    @property
    def name(self) -> str:
        """Return what the person is called."""
        return self.user.name or self.user.email


def own_people(organisation: Organisation, on: date, *kinds: RoleKind) -> QuerySet[User]:
    """Return who has a role of their own in an organisation, of some kinds or of any, by name."""
    held = Role.objects.on(on).filter(organisation=organisation, delegation=None)
    held = held.filter(kind__in=kinds) if kinds else held
    return User.objects.filter(pk__in=held.values("user")).order_by("name", "email")


def people_in(
    organisations: Iterable[int], kinds: Collection[RoleKind], on: date
) -> Mapping[int, tuple[Named, ...]]:
    """Return who has one of some roles on a day, by organisation; one query."""
    rows = Role.objects.on(on).filter(organisation__in=list(organisations), kind__in=kinds)
    found: dict[int, list[Named]] = defaultdict(list)
    for row in rows.select_related("user", "delegation").order_by("kind", "valid_from", "pk"):
        document = row.delegation.document if row.delegation else ""
        one = Named(row.pk, row.user, RoleKind(row.kind), row.valid_from, document)
        found[row.organisation_id].append(one)
    return {organisation: tuple(people) for organisation, people in found.items()}


def own_top_management(organisations: Iterable[int], on: date) -> Mapping[int, tuple[User, ...]]:
    """Return the top management of each organisation; it is held by office, never by delegation."""
    found = people_in(organisations, (RoleKind.TOP_MANAGEMENT,), on)
    return {one: tuple(named.user for named in people) for one, people in found.items()}


def facilitators_of(lead: Organisation, on: date) -> tuple[User, ...]:
    """Return who facilitates for an organisation on a day: they change when somebody changes jobs."""
    found = people_in([lead.pk], (RoleKind.FACILITATOR,), on).get(lead.pk, ())
    return tuple(dict.fromkeys(one.user for one in found))
