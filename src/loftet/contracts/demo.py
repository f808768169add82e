"""The contracts of Demodalen, made up: those of `catalogue/demo_programme/procurements.toml`."""

from loftet.contracts.actions import add_promise, answer_promise, sign_contract
from loftet.core.demo import Demo
from loftet.needs.actions import close_need
from loftet.needs.models import Need, Outcome
from loftet.people.demo import then
from loftet.people.models import User
from loftet.procurement.demo import FILE, Told, values_of
from loftet.procurement.models import Procurement

PARTS = ("promise", "closes")  # told after the contract


def tell_of_contracts(demo: Demo) -> None:
    """Create the contracts of the procurements, their promises and what came of them.

    Raises:
        InvalidInput: with the contract that cannot be told.
    """
    for told in demo.record(FILE)["procurement"]:
        if contract := told.get("contract"):
            title = told["facts"]["title"]
            with demo.telling(FILE, f"the contract of «{title}»"):
                _contract(demo, told["by"], Procurement.objects.get(title=title), contract)


def _contract(demo: Demo, by: str, procurement: Procurement, told: Told) -> None:
    """Create the contract, its promises and what came of them, and close the needs that it answers."""
    values = values_of(demo, told, PARTS)
    values["follows"] = User.objects.get(email=told["follows"])
    contract = then(demo, by, values["signed_on"], sign_contract, procurement, values)
    for promise in told.get("promise", ()):
        row = then(demo, by, contract.signed_on, add_promise, contract, values_of(demo, promise, ("answer",)))
        if answer := promise.get("answer"):
            written = values_of(demo, answer, ("day",))
            then(demo, told["follows"], demo.day(answer["day"]), answer_promise, row, written)
    for one in told.get("closes", ()):
        outcome = {"outcome": Outcome.BOUGHT, "outcome_text": one["outcome_text"]}
        need = Need.objects.get(title=one["need"])
        then(demo, one["by"], demo.day(one["day"]), close_need, need, outcome)
