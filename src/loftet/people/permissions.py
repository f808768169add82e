"""The permissions of a person on a day: the roles held, with those by delegation."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias, TypeVar

from django.utils import timezone

from loftet.core.actor import Actor as CoreActor
from loftet.people.models import Organisation, OrganisationKind, Role, RoleKind, User
from loftet.places.models import Place
from loftet.places.queries import region_mates

Answer = TypeVar("Answer")
ANY_KIND = tuple(OrganisationKind)
# Organisations that speak for their place; a firm that lies in a municipality does not.
SPEAKS_FOR_ITS_PLACE = frozenset(
    {OrganisationKind.MUNICIPALITY, OrganisationKind.REGIONAL_COUNCIL, OrganisationKind.COUNTY}
)


@dataclass(frozen=True, slots=True)
class ActiveRole:
    """One role that is held: for which organisation, by which delegation, if by one, and until when."""

    role: int
    kind: RoleKind
    organisation: int
    slug: str
    name: str
    organisation_kind: OrganisationKind
    place: int | None
    document: str = ""
    ends: date | None = None
    short_name: str = ""
    language: str = "nb"  # the official form of Norwegian of the organisation
    given_up: bool = False  # the person ends it

    @property
    def by_delegation(self) -> bool:
        """Check whether the person acts on behalf of an organisation that is not the person's own."""
        return self.document != ""

    def is_for(self, target: Organisation | Place) -> bool:
        """Check whether the role is one in an organisation, or speaks for a place."""
        if isinstance(target, Organisation):
            return self.organisation == target.pk
        return self.place == target.pk and self.organisation_kind in SPEAKS_FOR_ITS_PLACE


@dataclass(frozen=True, slots=True)
class Permissions:
    """The roles of a user on a day; without a user there are none."""

    user: int | None
    roles: tuple[ActiveRole, ...] = ()
    chosen: int | None = None  # the organisation that the person has chosen to act for first
    _answers: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, question: Callable[["Permissions"], Answer]) -> Answer:
        """Return what several packages ask of the person, computed once for a page."""
        if self.user is None:  # the same object for all who are not signed in
            return question(self)
        if question not in self._answers:
            self._answers[question] = question(self)
        answer: Answer = self._answers[question]
        return answer

    def know(self, question: Callable[["Permissions"], Answer], answer: Answer) -> None:
        """Store the answer of a question that has been read with others; `once` then asks no more."""
        if self.user is not None:
            self._answers[question] = answer

    def in_(self, target: Organisation | Place, *kinds: RoleKind) -> tuple[ActiveRole, ...]:
        """Return the roles held for an organisation or a place, of some kinds or of any."""
        return tuple(one for one in self.roles if one.is_for(target) and (not kinds or one.kind in kinds))

    def has(self, target: Organisation | Place, *kinds: RoleKind) -> bool:
        """Check whether one of some kinds of role is held for an organisation or a place."""
        return bool(self.in_(target, *kinds))

    def has_own(self, target: Organisation | Place, *kinds: RoleKind) -> bool:
        """Check the same of roles that are the person's own, not by delegation."""
        return any(not one.by_delegation for one in self.in_(target, *kinds))

    def on_behalf_of(self, target: Organisation | Place, *kinds: RoleKind) -> str:
        """Return the organisation that the log names when a thing is done by one of these roles."""
        return next((one.name for one in self.in_(target, *kinds)), "")

    def on_behalf_of_any(self, organisations: Collection[int], *kinds: RoleKind) -> str:
        """Return the one of some organisations that the log names when a thing is done by such a role."""
        roles = (one for one in self.roles if one.kind in kinds)
        return next((one.name for one in roles if one.organisation in organisations), "")

    def held_in(
        self, *kinds: RoleKind, among: Collection[str] = ANY_KIND, own: bool = False
    ) -> frozenset[int]:
        """Return the keys of the organisations of some kinds in which such a role is held, or any role.

        With `own`, roles by delegation do not count.
        """
        held = (one for one in self.roles if not kinds or one.kind in kinds)
        return frozenset(
            one.organisation
            for one in held
            if one.organisation_kind in among and not (own and one.by_delegation)
        )

    @property
    def own_first(self) -> tuple[ActiveRole, ...]:
        """Return the roles: those of the chosen organisation, one's own, then those by delegation."""
        return tuple(sorted(self.roles, key=lambda one: (one.organisation != self.chosen, one.by_delegation)))

    @property
    def acting_for(self) -> ActiveRole | None:
        """Return a role in the organisation that the person acts for first, if there is one."""
        return next(iter(self.own_first), None)

    def acted_for(self, *kinds: RoleKind, among: Collection[str] = ANY_KIND) -> list[Organisation]:
        """Return the organisations of some kinds, with their places, in which such a role is held.

        The chosen one comes first, and one's own before those by delegation.
        """
        held = (one for one in self.own_first if one.kind in kinds and one.organisation_kind in among)
        keys = list(dict.fromkeys(one.organisation for one in held))
        found = Organisation.objects.select_related("place").in_bulk(keys) if keys else {}
        return [found[key] for key in keys]

    @property
    def language(self) -> str:
        """Return the official form of Norwegian of the person's own municipality, council or county first."""
        speaking = (one.language for one in self.own_first if one.organisation_kind in SPEAKS_FOR_ITS_PLACE)
        return next(speaking, "nb")

    @property
    def organisations(self) -> tuple[tuple[str, str], ...]:
        """Return slug and name of each organisation acted for, in the order of the roles."""
        return tuple(dict.fromkeys((one.slug, one.name) for one in self.roles))


def permissions_at(user: User, on: date, chosen: int | None = None) -> Permissions:
    """Return what a person may act as on a day, for a chosen organisation first; one query."""
    held = Role.objects.on(on).filter(user=user).select_related("organisation__place", "delegation")
    return Permissions(user.pk, tuple(active_role(role) for role in held), chosen)


def active_role(role: Role) -> ActiveRole:
    """Return a row as what rules ask."""
    organisation, delegation = role.organisation, role.delegation
    place = organisation.place if organisation.kind in SPEAKS_FOR_ITS_PLACE else None
    ends = [day for day in (role.valid_to, delegation and delegation.valid_to) if day]
    return ActiveRole(
        role=role.pk,
        kind=RoleKind(role.kind),
        organisation=organisation.pk,
        slug=organisation.slug,
        name=organisation.name,
        organisation_kind=OrganisationKind(organisation.kind),
        place=organisation.place_id,
        document=delegation.document if delegation else "",
        ends=min(ends, default=None),
        short_name=place.name if place else organisation.short_name,
        language=organisation.official_form,
        given_up=role.given_up,
    )


def reached_places(permissions: Permissions) -> frozenset[int]:
    """Return the places that share a region with one that somebody speaks for, and these regions."""
    places = {
        one.place for one in permissions.roles if one.place and one.organisation_kind in SPEAKS_FOR_ITS_PLACE
    }
    return region_mates(places, timezone.localdate()) if places else frozenset()


NOBODY = Permissions(None)
Actor: TypeAlias = CoreActor[User, Permissions]
