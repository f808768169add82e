"""A contract: until when, what was promised, and whether it holds."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from loftet.contracts.actions import add_promise, answer_promise, change_contract, sign_contract
from loftet.contracts.codes import ENVIRONMENT, INNOVATION, SOCIAL, words_of
from loftet.contracts.forms import AnswerForm, ContractForm, PromiseForm
from loftet.contracts.models import Contract, Promise, YearAnswer
from loftet.contracts.queries import kept_of, people_who_follow
from loftet.contracts.rules import asks_about, may_answer, may_follow
from loftet.contracts.yearly.rules import asked_year, may_confirm_year, may_tell_year, supplies
from loftet.core.pages import Button, CreatePage, EditPage, Link, Page, RecordPage
from loftet.core.threads import Stop, Thread
from loftet.core.verdicts import anybody
from loftet.procurement.pages.procurement import OfProcurement
from loftet.procurement.rules import is_inside, may_sign
from loftet.procurement.threads import came_from, projects_of


class OfContract(Page):
    """A page about a contract, for those who may read its procurement."""

    kwargs: dict[str, Any]

    def get_queryset(self) -> QuerySet[Contract]:
        """Return the contracts, with what their actions lock."""
        contracts = Contract.objects.visible_to(self.actor)
        return contracts.select_related(*Contract.lock_with, "follows")

    def get_subject(self) -> Contract:
        """Return the contract of the procurement that the address names, or answer 404."""
        return get_object_or_404(self.get_queryset(), procurement=self.kwargs["pk"])


class ContractPage(OfContract, RecordPage):
    """One contract; deviations and who follows it up are for the buyers."""

    rule = anybody
    template_name = "contracts/pages/contract.html"
    spot = "contract"
    links = (Link(_("Change the contract"), "contract_edit", may_follow, look="button"),)

    def get_address_words(self) -> list[object]:
        """Return the key of the procurement, by which the addresses name its contract."""
        return [self.subject.procurement_id]

    def get_buttons(self) -> Iterable[Button]:
        """Return how a promise is added."""
        if self.may(may_follow):
            yield self.button_to(_("Add a promise"), "contract_promise")

    def get_thread(self) -> Thread:
        """Return the needs, the joint purchase and the procurement behind it, and projects of the needs."""
        procurement = self.subject.procurement
        own = Stop(_("Procurement"), procurement.title, procurement.get_absolute_url())
        before = [*came_from(procurement, self.actor), own]
        after = projects_of([procurement], self.actor)
        return Thread(_("This contract"), before, after, _("Experience"))

    def get_title(self) -> Any:
        """Return whether the promises hold, in a sentence."""
        held, answered = kept_of(self.promises)
        if not answered:
            return self.subject.procurement.title
        words = ngettext(
            "%(title)s: %(held)d of %(count)d promise that is followed up holds",
            "%(title)s: %(held)d of %(count)d promises that are followed up hold",
            answered,
        )
        return words % {"title": self.subject.procurement.title, "held": held, "count": answered}

    @cached_property
    def promises(self) -> list[Promise]:
        """Return what was promised, by its day."""
        return list(self.subject.promises.all())

    def get_context(self, **more: Any) -> dict[str, Any]:
        """Return the contract as its reader may see it."""
        contract, actor = self.subject, self.actor
        asks = bool(asks_about(actor, contract))
        return super().get_context(**more) | {
            "inside": bool(is_inside(actor, contract.procurement)),
            "promises": [(one, asks and one.due <= actor.today and not one.verdict) for one in self.promises],
            **self._years(),
            "codes": [
                *words_of(ENVIRONMENT, contract.environment),
                *words_of(SOCIAL, contract.social),
                *words_of(INNOVATION, contract.innovation),
            ],
        }

    def _years(self) -> dict[str, Any]:
        """Return the yearly figures for the firm and the buyers, and what can be done with them."""
        contract, actor = self.subject, self.actor
        if actor.user is None:
            return {}
        rows = YearAnswer.objects.filter(contract=contract)
        if not is_inside(actor, contract.procurement):  # a firm reads its own alone
            rows = rows.filter(number=contract.number) if supplies(actor, contract) else rows.none()
        return {
            "years": [(one, bool(may_confirm_year(actor, one))) for one in rows],
            "year_to_tell": asked_year(actor) if may_tell_year(actor, contract) else None,
        }


class ContractCreate(OfProcurement, CreatePage):
    """Write the contract of a procurement."""

    rule = may_sign
    title = _("The contract")
    lead = _("It is put into the calendar of agreements. Invoices are not handled here.")
    button = _("Keep the contract")
    success = _("The contract is kept, and is in the calendar. Add what the supplier promised.")
    form_class = ContractForm
    action = sign_contract

    def get_form_options(self) -> dict[str, Any]:
        """Return a contract to be filled in, and who can follow it up."""
        return {
            "instance": Contract(procurement=self.subject),
            "initial": {"follows": self.actor.person.pk},
            "followers": people_who_follow(self.subject, self.actor),
        }


class ContractEdit(OfContract, EditPage):
    """Change a contract, as when an option is used."""

    rule = may_follow
    title = _("Change the contract")
    lead = _("When an option is used, write the new last day. When none is used, empty the day with options.")
    template_name = "contracts/pages/form.html"
    form_class = ContractForm
    action = change_contract

    def get_form_options(self) -> dict[str, Any]:
        """Return the record, and who can follow it up."""
        followers = people_who_follow(self.subject.procurement, self.actor)
        return super().get_form_options() | {"followers": followers}


class PromiseCreate(OfContract, CreatePage):
    """Add a promise to a contract."""

    rule = may_follow
    title = _("What was promised?")
    template_name = "contracts/pages/form.html"
    form_class = PromiseForm
    action = add_promise

    def get_form_options(self) -> dict[str, Any]:
        """Return a promise of the contract to be filled in."""
        return {"instance": Promise(contract=self.subject)}


class PromiseAnswer(EditPage):
    """Record if a promise holds."""

    rule = may_answer
    lead = _("Ask for proof. What is not followed up is not kept.")
    button = _("Keep the answer")
    template_name = "contracts/pages/answer.html"
    form_class = AnswerForm
    action = answer_promise

    def get_subject(self) -> Promise:
        """Return the promise, or answer 404."""
        self.demand_user()
        rows = Promise.objects.select_related(*Promise.lock_with)
        keys = {"pk": self.kwargs["id"], "contract__procurement": self.kwargs["pk"]}
        return get_object_or_404(rows, **keys)

    def get_title(self) -> Any:
        """Return what was promised."""
        return _("Does it hold? %(promise)s") % {"promise": self.subject.promise}
