"""The first organisation of a site, and the first person who acts for it."""

from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from loftet.core.verdicts import NotAllowed
from loftet.geography.place import Kind
from loftet.invalid_input import InvalidInput
from loftet.people.actions.organisations import NewOrganisation, add_organisation, appoint
from loftet.people.models import Organisation, OrganisationKind, RoleKind
from loftet.places.models import Place
from loftet.places.queries import place_by_slug
from loftet.site.install.answers import Prompt, SettingQuestion, ask, check_email

# What an organisation is and is called, where it speaks for a place of a kind.
SPEAKS_FOR = {
    Kind.MUNICIPALITY: (OrganisationKind.MUNICIPALITY, "{} kommune"),
    Kind.COUNTY: (OrganisationKind.COUNTY, "{} fylkeskommune"),
    Kind.REGION: (OrganisationKind.REGIONAL_COUNCIL, "{}"),
}


@dataclass(frozen=True, slots=True)
class First:
    """The first organisation and its first person, as the operator names them; what is empty is not given."""

    slug: str = ""
    name: str = ""
    kind: str = ""
    place: str = ""
    email: str = ""
    person: str = ""
    role: str = RoleKind.TOP_MANAGEMENT


@dataclass(frozen=True, slots=True)
class Made:
    """The result, in lines, and the e-mail address of the person who was appointed."""

    lines: tuple[str, ...] = ()
    appointed: str = ""


def ask_first(first: First, prompt: Prompt) -> First:
    """Ask for what is not given; nothing is asked where the site has organisations."""
    if first.slug or Organisation.objects.exists():
        return first
    words = "First organisation: the word of its address, such as gol (nothing: none yet)"
    slug = ask(SettingQuestion("", words), "", prompt)
    if not slug:
        return first
    place = place_by_slug(slug)
    kind, name = kind_and_name(place)
    if place is None:
        kinds = ", ".join(one for one in OrganisationKind.values if one != OrganisationKind.MUNICIPALITY)
        kind = ask(
            SettingQuestion("", f"What it is: {kinds}", check=check_kind), OrganisationKind.PARTNER, prompt
        )
    return First(
        slug=slug,
        name=ask(SettingQuestion("", "Its name"), name, prompt),
        kind=kind,
        place=place.slug if place else "",
        email=ask(SettingQuestion("", "E-mail of its first person", check=check_email), "", prompt),
        person=ask(SettingQuestion("", "That person's name"), "", prompt),
        role=ask(SettingQuestion("", "Role of that person", check=check_role), first.role, prompt),
    )


def check_kind(text: str) -> str:
    """Return a kind of organisation."""
    if text not in OrganisationKind.values:
        raise InvalidInput.because(f"«{text}» is none of {', '.join(OrganisationKind.values)}")
    return text


def check_role(text: str) -> str:
    """Return a kind of role."""
    if text not in RoleKind.values:
        raise InvalidInput.because(f"«{text}» is none of {', '.join(RoleKind.values)}")
    return text


def kind_and_name(place: Place | None) -> tuple[str, str]:
    """Return the kind and the name of an organisation that speaks for a place."""
    kind, name = SPEAKS_FOR.get(Kind(place.kind), ("", "{}")) if place else ("", "{}")
    return str(kind), name.format(place.name if place else "").strip()


@transaction.atomic
def make_first(first: First, today: date) -> Made:
    """Add the organisation and appoint the person, each where it is not there; return what was done.

    Raises:
        InvalidInput: when they cannot be as they are named.
    """
    if not first.slug:
        if first.email:
            raise InvalidInput.because(
                "--admin needs --organisation: the organisation that the person acts for"
            )
        return Made()
    organisation = Organisation.objects.filter(slug=first.slug).first()
    added: tuple[str, ...] = ()
    if organisation is None:
        organisation = _add(first)
        added = (f"organisation: {organisation.name} ({organisation.slug})",)
    if not first.email:
        return Made(added)
    try:
        role = appoint(
            check_email(first.email),
            organisation,
            RoleKind(check_role(first.role)),
            name=first.person,
            today=today,
        )
    except ValidationError as fault:
        raise InvalidInput.because(f"«{first.email}» is not an e-mail address") from fault
    except NotAllowed:  # the person has the role already
        return Made(added)
    person = f"first person: {first.email}, {role.kind}, {organisation.name}"
    return Made((*added, person), first.email)


def _add(first: First) -> Organisation:
    place = place_by_slug(first.place or first.slug)
    if first.place and place is None:
        raise InvalidInput.because(f"there is no place «{first.place}» in the catalogue")
    kind, name = kind_and_name(place)
    kind = check_kind(first.kind or kind) if first.kind or kind else ""
    if not kind:
        cause = f"«{first.slug}» is no place: add --organisation-kind and --organisation-name"
        raise InvalidInput.because(cause)
    if not (first.name or name):
        raise InvalidInput.because("the organisation has no name: add --organisation-name")
    new = NewOrganisation(first.slug, first.name or name, OrganisationKind(kind))
    try:
        return add_organisation(new, place)
    except ValidationError as fault:
        raise InvalidInput.because(f"the organisation «{first.slug}»: {' '.join(fault.messages)}") from fault
