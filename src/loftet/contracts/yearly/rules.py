"""Rules on a supplier's yearly figures: told by the firm, or by the buyer, who confirms them."""

from django.utils.translation import gettext_lazy as _

from loftet.contracts.models import Contract, YearAnswer
from loftet.contracts.rules import asks_about
from loftet.core.verdicts import ALLOWED, HIDDEN, Denied, Verdict
from loftet.people.actor import Actor
from loftet.suppliers.models import IS_CONFIRMED_FIRST, Standing, Supplier

CLOSED = _("The figures of a year are told and confirmed in the year after.")


def supplies(actor: Actor, contract: Contract) -> Supplier | None:
    """Return the confirmed firm of the contract that the actor has a role in, known by its number."""
    if not contract.number or not (own := actor.permissions.held_in(among=IS_CONFIRMED_FIRST)):
        return None
    rows = Supplier.objects.filter(organisation__in=own, number=contract.number, state=Standing.CONFIRMED)
    return rows.select_related("organisation").first()


def asked_year(actor: Actor) -> int:
    """Return the year that is asked about: the one before. Those before that are closed."""
    return actor.today.year - 1


def may_tell_year(actor: Actor, contract: Contract) -> Verdict:
    """Check whether the actor may tell the figures of the year before: the firm, or the buyer for it."""
    if actor.user is None:
        return Denied(HIDDEN)
    verdict = ALLOWED if supplies(actor, contract) else asks_about(actor, contract)
    if not verdict:
        return verdict
    year = asked_year(actor)
    if not contract.begins_on.year <= year <= contract.ends_on.year:
        return Denied(_("The contract was not under way in the year before."))
    told = YearAnswer.objects.filter(contract=contract, year=year).first()
    is_shut = told is not None and (told.confirmed is not None or told.number != contract.number)
    if is_shut and not asks_about(actor, contract):
        return Denied(_("The figures of that year are confirmed, and stand."))
    return ALLOWED


def may_confirm_year(actor: Actor, answer: YearAnswer) -> Verdict:
    """Check whether the actor may confirm what a firm has told: the buyer, once."""
    if actor.user is None:
        return Denied(HIDDEN)
    if answer.confirmed is not None:
        return Denied(_("The figures of that year are confirmed, and stand."))
    if answer.year != asked_year(actor):
        return Denied(CLOSED)
    return asks_about(actor, answer.contract)
