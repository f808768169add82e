"""A contract of a municipality, for the tests that walk through the pages."""

from datetime import timedelta

from loftet.contracts.actions import add_promise, sign_contract
from loftet.contracts.models import Contract, Promise, YearAnswer
from loftet.core.registry import Example
from loftet.people.actor import Actor
from loftet.people.example import EVERYBODY
from loftet.people.models import Organisation
from loftet.procurement.example import BUYERS, announced, buyer_of

WRITES = (
    *("contract_edit", "contract_promise", "promise_answer"),
    *("contract_year", "contract_year_confirm"),
)


def example(actor: Actor, organisation: Organisation) -> Example:
    """Return a contract of a municipality with a promise to ask about, and who is let in where."""
    promise = _promised(buyer_of(organisation, actor))
    contract, day = promise.contract, actor.today.isoformat()
    terms = {"supplier": "Lade AS", "value": "290000", "signed_on": day, "begins_on": day, "ends_on": day}
    return Example(
        words={"pk": contract.procurement_id, "id": promise.pk},
        let_in={
            "contract": EVERYBODY,
            "contract_create": (),  # it is signed
            **dict.fromkeys(WRITES, BUYERS),
        },
        sent={
            "contract_edit": terms | {"follows": str(contract.follows_id), "version": str(contract.version)},
            "contract_promise": {"promise": "Ladar på 30 minutt", "due": day},
            "promise_answer": {"verdict": "kept", "version": "1"},
            "contract_year": {"turnover": "1", "jobs": "1", "abroad": "0", "version": "1"},
        },
    )


def _promised(buyer: tuple[Actor, Organisation]) -> Promise:
    """Create a contract from the year before, with a promise that is due and figures to confirm."""
    actor, _member = buyer
    day, year = actor.today, timedelta(days=366)
    terms = {"supplier": "Lade AS", "value": 290_000, "signed_on": day, "begins_on": day}
    terms |= {"ends_on": day + timedelta(days=700), "follows": actor.person}
    contract = sign_contract(announced(buyer), terms, actor=actor)
    promise = add_promise(contract, {"promise": "Ladar på 30 minutt", "due": day}, actor=actor)
    Contract.objects.filter(pk=contract.pk).update(signed_on=day - year, begins_on=day - year)
    told = {"turnover": 1, "jobs": 1, "abroad": 0, "told": actor.now, "told_by": actor.person}
    # Addresses name both rows by `id`: the figures have the key of the promise.
    YearAnswer.objects.create(pk=promise.pk, contract=contract, year=day.year - 1, **told)
    contract.refresh_from_db()
    promise.contract = contract
    return promise
