"""The procurements of Demodalen, made up: read from `catalogue/demo_programme/procurements.toml`."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from loftet.core.demo import Demo
from loftet.needs.actions import close_need
from loftet.needs.models import Need, Outcome
from loftet.people.demo import then
from loftet.people.models import Organisation, User
from loftet.pools.models import Pool
from loftet.procurement.actions import (
    announce_procurement,
    change_procurement,
    log_contact,
    set_criteria,
    start_procurement,
    take_step,
)
from loftet.procurement.contracts.actions import add_promise, answer_promise, sign_contract
from loftet.procurement.criteria import read_criteria
from loftet.procurement.models import Procurement
from loftet.procurement.strategy.actions import write_strategy

FILE = "procurements.toml"
NUMBERS = ("value", "options", "max_value", "amount", "delivered")
DAYS = (
    "planned_on",
    "announced",
    "signed_on",
    "begins_on",
    "ends_on",
    "options_until",
    "due",
    "day",
    "adopted_on",
    "revise_on",
)
PARTS = ("promise", "closes")  # of a contract, told after it
Told = Mapping[str, Any]


def tell_of_procurements(demo: Demo) -> None:
    """Create the procurements, with their steps, contracts and promises.

    Raises:
        InvalidInput: with the procurement that cannot be told.
    """
    for told in demo.record(FILE)["procurement"]:
        with demo.telling(FILE, f"the procurement «{told['facts'].get('title')}»"):
            _procurement(demo, told)
    for told in demo.record(FILE)["strategy"]:
        buyer, values = Organisation.objects.get(slug=told["buyer"]), _values(demo, told["says"])
        then(demo, told["by"], demo.day(told["day"]), write_strategy, buyer, values, 0)


def _procurement(demo: Demo, told: Told) -> None:
    by, day = told["by"], demo.day(told["day"])
    lead = Organisation.objects.get(slug=told["lead"])
    pool = Pool.objects.get(title=told["pool"]) if "pool" in told else None
    need = Need.objects.get(title=told["need"]) if "need" in told else None
    facts = _values(demo, told["facts"])
    one = then(demo, by, day, start_procurement, lead, facts, need=need, pool=pool)
    if texts := told.get("texts"):
        one = then(demo, by, day, change_procurement, one, _values(demo, texts))
    if award := told.get("award"):
        written = {**award, "criteria": read_criteria(award["criteria"])}
        one = then(demo, by, day, set_criteria, one, written)
    for step in told.get("step", ()):
        written = {"step": step["key"], "left_out": "reason" in step, "reason": step.get("reason", "")}
        one = then(demo, by, demo.day(step["day"]), take_step, one, written)
    if announced := told.get("announced"):
        values = _values(demo, announced)
        one = then(demo, by, values["announced"], announce_procurement, one, values)
    for contact in told.get("contact", ()):
        values = _values(demo, contact)
        then(demo, by, values["day"], log_contact, one, values)
    if contract := told.get("contract"):
        _contract(demo, by, one, contract)


def _contract(demo: Demo, by: str, procurement: Procurement, told: Told) -> None:
    """Create the contract, its promises and what came of them, and close the needs that it answers."""
    values = _values(demo, {name: value for name, value in told.items() if name not in PARTS})
    values["follows"] = User.objects.get(email=told["follows"])
    contract = then(demo, by, values["signed_on"], sign_contract, procurement, values)
    for promise in told.get("promise", ()):
        answer = promise.get("answer")
        values = _values(demo, {name: value for name, value in promise.items() if name != "answer"})
        row = then(demo, by, contract.signed_on, add_promise, contract, values)
        if answer:
            day = demo.day(answer["day"])
            written = _values(demo, {name: value for name, value in answer.items() if name != "day"})
            then(demo, told["follows"], day, answer_promise, row, written)
    for one in told.get("closes", ()):
        outcome = {"outcome": Outcome.BOUGHT, "outcome_text": one["outcome_text"]}
        need = Need.objects.get(title=one["need"])
        then(demo, one["by"], demo.day(one["day"]), close_need, need, outcome)


def _values(demo: Demo, told: Told) -> dict[str, Any]:
    """Return numbers and days as an action takes them."""
    found = {name: value.strip() if isinstance(value, str) else value for name, value in told.items()}
    found |= {name: Decimal(str(told[name])) for name in NUMBERS if name in told}
    return found | {name: demo.day(told[name]) for name in DAYS if name in told}
