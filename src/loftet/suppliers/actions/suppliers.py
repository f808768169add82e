"""A firm is signed up, confirmed, doubted and closed; nothing here asks the register: pages have asked it.

With Ansattporten a third way of confirming comes: a signed-in person who represents the organisation calls
`_confirm` with a means of its own, under a rule that asks which organisation the service has named.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from loftet.background.outbox import enqueue
from loftet.core.actions import action
from loftet.core.records import one_of_a_kind, set_values
from loftet.core.values import NAMES
from loftet.geography.slugs import slug
from loftet.invalid_input import InvalidInput
from loftet.log.actions import record
from loftet.people.acting import acts_by, as_facilitator
from loftet.people.actions.organisations import NewOrganisation, add_organisation
from loftet.people.actions.roles import begin_role
from loftet.people.actor import Actor
from loftet.people.models import Organisation, OrganisationKind, RoleKind, User
from loftet.places.models import Place, PlaceCode
from loftet.places.queries import place_by_slug
from loftet.sources.brreg.company import Company, business_forms
from loftet.suppliers.letters import CODE, supplier_code
from loftet.suppliers.models import Means, Supplier, Trouble
from loftet.suppliers.register import readable_name
from loftet.suppliers.rules import PROFILE, WRITES, may_create_profile, may_edit_supplier, may_sign_up

LONGEST_SLUG = 60


@dataclass(frozen=True, slots=True)
class Foreign:
    """An organisation that a register of another country knows."""

    name: str
    country: str
    register: str
    number: str


Found = Company | Foreign
ACTS_FOR = acts_by(*WRITES)


@action("supplier.signed_up", rule=may_sign_up, creates=True, locks_parent=True)
def sign_up(person: User, found: Found, kind: OrganisationKind, *, actor: Actor) -> Supplier:
    """Create an organisation with an unconfirmed profile; the actor manages it.

    Raises:
        InvalidInput: when the number is here already, or a value is refused.
    """
    _refuse_known(found)
    if isinstance(found, Foreign):
        _check_name(found.name)
    elif kind != OrganisationKind.SUPPLIER and found.form in business_forms():
        firm = _("Enhetsregisteret has the form %(form)s: sign up as a supplier.") % {"form": found.form}
        raise InvalidInput.because(firm, field="kind")
    name = readable_name(found.name)[:200]
    place = place_of(found, actor)
    number = found.number if isinstance(found, Company) else ""
    with one_of_a_kind(here_already):
        new = NewOrganisation(_free_slug(name, found.number), name, kind, number)
        organisation = add_organisation(new, place)
        begin_role(person, organisation, RoleKind.TOP_MANAGEMENT, by=person, today=actor.today)
        return _new_profile(organisation, found, actor)


@action("supplier.signed_up", rule=may_create_profile, creates=True, locks_parent=True)
def create_profile(organisation: Organisation, found: Found, *, actor: Actor) -> Supplier:
    """Create the unconfirmed profile of an organisation that is here already.

    Raises:
        InvalidInput: when another has the number, or the organisation has another one.
    """
    if organisation.number and (isinstance(found, Foreign) or organisation.number != found.number):
        other = _("Your organisation is here with another number: %(number)s.")
        raise InvalidInput.because(other % {"number": organisation.number}, field="number")
    _refuse_known(found, besides=organisation)
    if isinstance(found, Company):
        organisation.number = found.number
        organisation.place = organisation.place or place_of(found, actor)
        organisation.save(update_fields=["number", "place"])
    with one_of_a_kind(here_already):
        return _new_profile(organisation, found, actor)


def here_already() -> InvalidInput:
    """Return the refusal of a number that is here."""
    return InvalidInput.because(
        _(
            "This organisation is here already. Ask a colleague to invite you, or a facilitator of the"
            " region if somebody else has signed it up."
        ),
        field="number",
    )


def _check_name(name: str) -> None:
    """Refuse a name that people wrote, if it is no plain text or is that of somebody else here.

    A name that Enhetsregisteret has is taken as it is.
    """
    try:
        for check in NAMES:
            check(name)
    except ValidationError as refused:
        raise InvalidInput.because(refused.messages[0], field="name") from refused
    word = slug(name)
    words = {word, word.removesuffix("-kommune"), word.removesuffix("-fylkeskommune")}
    is_place = Place.objects.filter(Q(slug__in=words) | Q(words__word__in=words)).exists()
    if is_place or any(slug(one) == word for one in Organisation.objects.values_list("name", flat=True)):
        raise InvalidInput.because(
            _("An organisation or a place here has this name. Write the name as the register there has it."),
            field="name",
        )


def _refuse_known(found: Found, besides: Organisation | None = None) -> None:
    """Refuse a number that an organisation here has: nobody takes over another's profile by its number."""
    if isinstance(found, Company):
        taken = Organisation.objects.filter(number=found.number)
    else:
        same = {"country": found.country, "register": found.register, "number": found.number}
        taken = Organisation.objects.filter(pk__in=Supplier.objects.filter(**same).values("organisation"))
    if (taken.exclude(pk=besides.pk) if besides else taken).exists():
        raise here_already()


def place_of(found: Found, actor: Actor) -> Place | None:
    """Return the municipality in which the register has an organisation."""
    if isinstance(found, Foreign):
        return None
    codes = PlaceCode.objects.on(actor.today).filter(code=found.municipality, place__kind="municipality")
    row = codes.select_related("place").first()
    return row.place if row else None


def _free_slug(name: str, number: str) -> str:
    """Return a slug that no organisation and no place has; the number makes it one of its own."""
    wanted = slug(name)[:LONGEST_SLUG].strip("-")
    taken = not wanted or Organisation.objects.filter(slug=wanted).exists() or place_by_slug(wanted)
    return slug(f"{wanted}-{number}") if taken else wanted


def _new_profile(organisation: Organisation, found: Found, actor: Actor) -> Supplier:
    supplier = Supplier(organisation=organisation, signed_up=actor.now, signed_up_by=actor.person)
    if isinstance(found, Company):
        set_values(supplier, {"number": found.number} | seen_in_register(found, actor.now))
    else:
        told = {"country": found.country, "register": found.register, "number": found.number}
        if not all(told.values()):
            raise InvalidInput.because(
                _("Name the country, the register and the number there."), field="register"
            )
        set_values(supplier, told)
    supplier.save()
    return supplier


def seen_in_register(company: Company, now: datetime) -> dict[str, Any]:
    """Return what is kept of an answer of the register, with when it was given."""
    trouble = Trouble(company.trouble.value).value if company.trouble else ""
    return {
        "snapshot": company.snapshot(),
        "activity": company.activity[:10],
        "trouble": trouble,
        "looked_up": now,
    }


@action("supplier.changed", rule=may_edit_supplier, acting_for=ACTS_FOR)
def change_supplier(supplier: Supplier, written: Mapping[str, Any], *, actor: Actor) -> Supplier:
    """Change what a supplier says of itself.

    Raises:
        InvalidInput: when a value is refused.
    """
    set_values(supplier, written)
    return supplier


@action("supplier.code_sent", rule=PROFILE.rule_of("send"), acting_for=ACTS_FOR)
def send_code(supplier: Supplier, *, actor: Actor) -> Supplier:
    """Send a new code to the address in Enhetsregisteret; an earlier one no longer holds."""
    supplier.code_word, supplier.code_sent, supplier.code_tries = secrets.token_hex(16), actor.now, 0
    enqueue(CODE, supplier.pk)
    return supplier


@action(None, rule=PROFILE.rule_of("enter"))  # a wrong try is not for the log
def enter_code(supplier: Supplier, code: str, *, actor: Actor) -> bool:
    """Check a code, and confirm the firm where it is right; a wrong one counts, and is not raised."""
    if not constant_time_compare(supplier_code(supplier), code):
        supplier.code_tries += 1
        return False
    _confirm(supplier, Means.EMAIL, "", actor)
    scope = supplier.organisation.slug
    record("supplier.confirmed", supplier, by=actor.person, acting_for=str(supplier), scope=scope)
    return True


@action("supplier.confirmed", rule=PROFILE.rule_of("confirm"), acting_for=as_facilitator)
def confirm_supplier(supplier: Supplier, note: str, *, actor: Actor) -> Supplier:
    """Mark a firm as confirmed, with a note on how it is known.

    Raises:
        InvalidInput: when there is no note.
    """
    set_note(supplier, note, _("Write how you know that it is the firm."))
    _confirm(supplier, Means.FACILITATOR, note.strip(), actor)
    return supplier


def set_note(supplier: Supplier, note: str, missing: str) -> None:
    """Set what a facilitator has written of a firm.

    Raises:
        InvalidInput: when there is nothing.
    """
    if not note.strip():
        raise InvalidInput.because(missing, field="note")
    set_values(supplier, {"note": note})


def _confirm(supplier: Supplier, means: Means, note: str, actor: Actor) -> None:
    PROFILE.take("confirm", supplier)
    supplier.means, supplier.note = means, note
    supplier.confirmed, supplier.confirmed_by, supplier.code_word = actor.now, actor.person, ""


def confirm_by_letter(supplier: Supplier, note: str, actor: Actor) -> None:
    """Set a firm to be confirmed by its answer to the letter of a facilitator; inside an action."""
    _confirm(supplier, Means.LETTER, note, actor)
    supplier.version += 1
    supplier.save()
    scope = supplier.organisation.slug
    record("supplier.confirmed", supplier, by=actor.person, acting_for=str(supplier), scope=scope)


@action("supplier.doubted", rule=PROFILE.rule_of("doubt"), acting_for=as_facilitator)
def doubt_supplier(supplier: Supplier, note: str, *, actor: Actor) -> Supplier:
    """Withdraw a confirmation, with the reason; what the firm has published is hidden until it is confirmed.

    Raises:
        InvalidInput: when there is no reason.
    """
    set_note(supplier, note, _("Write why the confirmation is taken back."))
    unconfirm(supplier, "doubt")
    return supplier


def unconfirm(supplier: Supplier, step: str) -> None:
    """Set a profile back by a step, so that the firm is confirmed once more; inside an action."""
    PROFILE.take(step, supplier)
    supplier.means, supplier.confirmed, supplier.confirmed_by = "", None, None
    supplier.code_word = ""  # when it was sent and how often it was tried stay: nobody begins to guess again


@action("supplier.closed", rule=PROFILE.rule_of("close"), acting_for=ACTS_FOR)
def close_supplier(supplier: Supplier, *, actor: Actor) -> Supplier:
    """Close a profile: the firm leaves, and nothing of it is shown."""
    unconfirm(supplier, "close")
    return supplier


@action("supplier.reopened", rule=PROFILE.rule_of("reopen"), acting_for=ACTS_FOR)
def reopen_supplier(supplier: Supplier, *, actor: Actor) -> Supplier:
    """Open a closed profile again; the firm is confirmed once more."""
    unconfirm(supplier, "reopen")
    return supplier
