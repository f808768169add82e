"""Organisations are added, by operators and by those who invite; each gets its first people."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from loftet.invalid_input import InvalidInput
from loftet.log.actions import record
from loftet.people.actions.roles import begin_role
from loftet.people.models import Organisation, OrganisationKind, Role, RoleKind, User
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.places.models import Place
from loftet.places.queries import place_by_slug


@dataclass(frozen=True, slots=True)
class NewOrganisation:
    """An organisation as the operator names it; a municipality, county or region is called by its place."""

    slug: str
    name: str
    kind: OrganisationKind
    number: str = ""


@transaction.atomic
def add_organisation(new: NewOrganisation, place: Place | None, *, by: User | None = None) -> Organisation:
    """Add an organisation.

    Raises:
        InvalidInput: when the word of its address is that of a place which it does not speak for, or is
            taken.
    """
    speaks = new.kind in SPEAKS_FOR_ITS_PLACE and place is not None
    if speaks and place is not None and place.slug != new.slug:
        raise InvalidInput.because(f"an organisation that speaks for a place has its slug: «{place.slug}»")
    if not speaks and place_by_slug(new.slug) is not None:
        raise InvalidInput.because(f"«{new.slug}» is a place; call the organisation something else")
    if Organisation.objects.filter(slug=new.slug).exists():
        raise InvalidInput.because(f"there is an organisation «{new.slug}» already")
    organisation = Organisation(slug=new.slug, name=new.name, kind=new.kind, number=new.number, place=place)
    organisation.full_clean()
    organisation.save()
    record("organisation.added", organisation, by=by, scope=organisation.slug)
    return organisation


@transaction.atomic
def appoint(email: str, organisation: Organisation, kind: RoleKind, *, name: str, today: date) -> Role:
    """Create a role from the command line, as the first of an organisation needs."""
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        user = User.objects.create_user(email, name=name)
    return begin_role(user, organisation, kind, by=None, today=today)
