"""Queries of people: what they act as, who has a role, what was done."""

from datetime import date

from loftet.people.models import OrganisationKind, Role, RoleKind, User
from loftet.people.permissions import ActiveRole, Permissions


def permissions_at(user: User, on: date) -> Permissions:
    """Return what a person may act as on a day; one query."""
    held = Role.objects.on(on).filter(user=user).select_related("organisation", "delegation")
    return Permissions(user.pk, tuple(active_role(role) for role in held))


def active_role(role: Role) -> ActiveRole:
    """Return a row as what rules ask."""
    organisation, delegation = role.organisation, role.delegation
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
    )
