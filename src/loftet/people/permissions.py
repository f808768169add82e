"""The permissions of a person on a day: the roles held, with those by delegation."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeAlias, TypeVar

from loftet.core.actor import Actor as CoreActor
from loftet.people.models import Organisation, OrganisationKind, RoleKind, User
from loftet.places.models import Place

Answer = TypeVar("Answer")
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
    _answers: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, question: Callable[["Permissions"], Answer]) -> Answer:
        """Return what several packages ask of the person, computed once for a page."""
        if self.user is None:  # the same object for all who are not signed in
            return question(self)
        if question not in self._answers:
            self._answers[question] = question(self)
        answer: Answer = self._answers[question]
        return answer

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

    @property
    def organisations(self) -> tuple[tuple[str, str], ...]:
        """Return slug and name of each organisation acted for, in the order of the roles."""
        return tuple(dict.fromkeys((one.slug, one.name) for one in self.roles))


NOBODY = Permissions(None)
Actor: TypeAlias = CoreActor[User, Permissions]
