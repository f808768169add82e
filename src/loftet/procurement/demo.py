"""The procurements of Demodalen, made up: read from `catalogue/demo_programme/procurements.toml`."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from loftet.core.demo import Demo
from loftet.needs.models import Need
from loftet.people.demo import then
from loftet.people.models import Organisation
from loftet.pools.models import Pool
from loftet.procurement.actions import (
    announce_procurement,
    change_procurement,
    log_contact,
    set_criteria,
    start_procurement,
    take_step,
)
from loftet.procurement.criteria import read_criteria

FILE = "procurements.toml"
NUMBERS = ("value", "options", "max_value", "amount", "delivered")
DAYS = ("planned_on", "announced", "signed_on", "begins_on", "ends_on", "options_until", "due", "day")
Told = Mapping[str, Any]


def tell_of_procurements(demo: Demo) -> None:
    """Create the procurements with their steps; their contracts are told of by the app of contracts.

    Raises:
        InvalidInput: with the procurement that cannot be told.
    """
    for told in demo.record(FILE)["procurement"]:
        with demo.telling(FILE, f"the procurement «{told['facts'].get('title')}»"):
            _procurement(demo, told)


def _procurement(demo: Demo, told: Told) -> None:
    by, day = told["by"], demo.day(told["day"])
    lead = Organisation.objects.get(slug=told["lead"])
    pool = Pool.objects.get(title=told["pool"]) if "pool" in told else None
    need = Need.objects.get(title=told["need"]) if "need" in told else None
    facts = values_of(demo, told["facts"])
    one = then(demo, by, day, start_procurement, lead, facts, need=need, pool=pool)
    if texts := told.get("texts"):
        one = then(demo, by, day, change_procurement, one, values_of(demo, texts))
    if award := told.get("award"):
        written = {**award, "criteria": read_criteria(award["criteria"])}
        one = then(demo, by, day, set_criteria, one, written)
    for step in told.get("step", ()):
        written = {"step": step["key"], "left_out": "reason" in step, "reason": step.get("reason", "")}
        one = then(demo, by, demo.day(step["day"]), take_step, one, written)
    if announced := told.get("announced"):
        values = values_of(demo, announced)
        one = then(demo, by, values["announced"], announce_procurement, one, values)
    for contact in told.get("contact", ()):
        values = values_of(demo, contact)
        then(demo, by, values["day"], log_contact, one, values)


def values_of(demo: Demo, told: Told, without: Collection[str] = ()) -> dict[str, Any]:
    """Return what is told as an action takes it: texts, numbers and days."""
    found = {name: value for name, value in told.items() if name not in without}
    for name, value in found.items():
        if name in NUMBERS:
            found[name] = Decimal(str(value))
        elif isinstance(value, str):
            found[name] = demo.day(value) if name in DAYS else value.strip()
    return found
