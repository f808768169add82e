"""Actions on a firm that was written in: by the coordinator; mended, published or deleted by the firm."""

from collections.abc import Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.background.outbox import enqueue
from loftet.core.actions import Done, action
from loftet.core.records import one_of_a_kind, set_values
from loftet.core.verdicts import Denied, NotAllowed
from loftet.invalid_input import InvalidInput
from loftet.notices.actions.notifications import News, notify
from loftet.notices.models import How, Reason
from loftet.notices.noted.rules import LASTS
from loftet.people.acting import as_facilitator
from loftet.people.actor import Actor, actor_at
from loftet.people.models import Organisation, OrganisationKind, User
from loftet.solutions.actions.solutions import publish_solution, write_solution
from loftet.solutions.models import Solution
from loftet.solutions.told.letters import TOLD
from loftet.solutions.told.models import ToldFirm
from loftet.solutions.told.rules import may_answer_told, may_write_in_firm
from loftet.sources.brreg.company import Company, kept_company
from loftet.suppliers.actions.accounts import account_of
from loftet.suppliers.actions.suppliers import confirm_by_letter, place_of, sign_up


@action("firm.told", rule=may_write_in_firm, creates=True, locks_parent=True, acting_for=as_facilitator)
def write_in_firm(
    person: User, found: Company, said: Mapping[str, Any], wants: Mapping[str, Any], *, actor: Actor
) -> ToldFirm:
    """Create a firm that waits for its own answer, and send its letter; one's own earlier one is replaced.

    Raises:
        InvalidInput: when a value is refused, or the firm is here or written in already.
    """
    _demand_new(found, person, actor)
    address = str(said["email"]).strip().lower()
    if address == person.email:
        own = _("This is your own address. Write that of somebody at the firm.")
        raise InvalidInput.because(own, field="email")
    place = place_of(found, actor)
    told = ToldFirm(number=found.number, snapshot=found.snapshot(), wants=_checked(wants))
    told.language = place.official_form if place else "nb"
    told.written, told.written_by, told.expires = actor.now, person, actor.now + LASTS
    set_values(told, {**said, "email": address})
    with one_of_a_kind(_waits):
        told.save()
    enqueue(TOLD, told.pk)
    return told


def _demand_new(found: Company, person: User, actor: Actor) -> None:
    """Refuse a firm that is here, or that waits for another coordinator; what is over makes place."""
    if Organisation.objects.filter(number=found.number).exists():
        raise is_here()
    same = ToldFirm.objects.filter(number=found.number)
    if same.waiting(actor.now).exclude(written_by=person).exists():
        raise _waits()
    same.delete()


def _waits() -> InvalidInput:
    return InvalidInput.because(_("Another coordinator has written the firm in. It has its letter."))


def is_here() -> InvalidInput:
    """Return the refusal of a firm that is here already."""
    return InvalidInput.because(_("The firm is here already, and writes itself what it offers."))


def _checked(wants: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of a solution, each checked; what was not told is left out."""
    solution = Solution()
    set_values(solution, wants)
    kept = {name: getattr(solution, name) for name in wants}
    return {name: value for name, value in kept.items() if value not in ("", [])}


@action("firm.mended", rule=may_answer_told)
def mend_told(told: ToldFirm, written: Mapping[str, Any], *, actor: Actor) -> ToldFirm:
    """Change what was told; still nobody else reads it.

    Raises:
        InvalidInput: when a value is refused.
    """
    told.wants = _checked(written)
    return told


def _tell_coordinator(done: Done) -> None:
    """Notify the coordinator of what the firm has published, or that it has deleted what nobody names."""
    told: ToldFirm = done.record
    news = News.about(done.key, told.made or told)
    notify(news, [told.written_by], reason=Reason.ROLE, by=None, now=done.actor.now)


@action("firm.published", rule=may_answer_told, notify=_tell_coordinator)
def publish_told(told: ToldFirm, written: Mapping[str, Any], *, actor: Actor) -> ToldFirm:
    """Create the firm, confirmed by the letter, with its solution published; who answered acts for it.

    Raises:
        InvalidInput: when a value is refused, or the firm has signed up meanwhile.
        NotAllowed: when the solution lacks what a reader asks first.
    """
    wants = _checked(written)
    person = _person_of(told)
    supplier = sign_up(
        person, kept_company(told.snapshot), OrganisationKind.SUPPLIER, actor=_acting(person, actor)
    )
    acting = _acting(person, actor)  # with the role that signing up has given
    confirm_by_letter(supplier, _means(told), acting)
    solution = write_solution(supplier.organisation, wants, actor=acting)
    told.made, told.wants = publish_solution(solution, actor=acting), {}
    return told


def _means(told: ToldFirm) -> str:
    """Return on what the confirmation of the firm rests; it names nobody."""
    words = {"how": How(told.how).label, "day": date_format(told.said_on, "j. F Y")}
    return _("Told of %(how)s, %(day)s; published from the letter.") % words


def _acting(person: User, actor: Actor) -> Actor:
    return actor_at(person, actor.now, actor.today)


def _person_of(told: ToldFirm) -> User:
    """Return who has the address, with an account.

    Raises:
        NotAllowed: when the person has been shut out.
    """
    person = account_of(told.email, told.language)
    if not person.is_active:
        raise NotAllowed(Denied(_("This address cannot be used here. Ask the coordinator.")))
    return person


@action("firm.deleted", rule=may_answer_told, notify=_tell_coordinator)
def delete_told(told: ToldFirm, *, actor: Actor) -> ToldFirm:
    """Remove all that was told of a firm, and the address of its person."""
    told.delete()
    return told
