"""The pools of Demodalen, made up: read from `catalogue/demo_programme/pools.toml`."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from loftet.challenges.models import Challenge
from loftet.core.demo import Demo
from loftet.needs.models import Need
from loftet.people.demo import then
from loftet.people.models import Organisation
from loftet.pools.actions import (
    change_pool,
    open_pool,
    pledge,
    pledge_of,
    specify_pool,
    start_pool,
)
from loftet.pools.models import Pool

FILE = "pools.toml"
NUMBERS = ("amount", "alone_unit_price", "max_value", "authority_limit")
SUMS = ("unit_estimate", "joint_cost", "least_volume")
DAYS = ("joins_until", "earliest", "latest")
Told = Mapping[str, Any]


def tell_of_pools(demo: Demo) -> None:
    """Create the pools, with their pledges in the order of their days.

    Raises:
        InvalidInput: with the pool that cannot be told.
    """
    for told in demo.record(FILE)["pool"]:
        with demo.telling(FILE, f"the pool «{told.get('title')}»"):
            _pool(demo, told)


def _pool(demo: Demo, told: Told) -> None:
    by, lead = told["by"], Organisation.objects.get(slug=told["lead"])
    needs = [Need.objects.get(title=title) for title in told.get("needs", ())]
    written = {name: told[name] for name in ("title", "unit", "kind", "cpv")}
    written["joins_until"] = demo.day(told["joins_until"])
    if key := told.get("challenge"):
        written["challenge"] = Challenge.objects.standing().filter(region__made_up=True).get(key=key)
    pool = then(demo, by, demo.day(told["day"]), start_pool, lead, written, [one.pk for one in needs])
    for text in told.get("asks", ()):
        then(demo, by, demo.day(text["day"]), specify_pool, pool, {"text": text["text"].strip()})
        pool.refresh_from_db()
    if day := told.get("opened"):
        answers = {name: told[name] for name in ("journal", "journal_case", "hidden_basis")}
        pool = then(demo, by, demo.day(day), open_pool, pool, answers)
    for one in told.get("pledge", ()):
        _pledge(demo, one, pool)
    if terms := told.get("terms"):
        pool.refresh_from_db()
        values = _values(demo, {name: value for name, value in terms.items() if name != "day"})
        pool = then(demo, by, demo.day(terms["day"]), change_pool, pool, values)


def _pledge(demo: Demo, told: Told, pool: Pool) -> None:
    organisation = Organisation.objects.get(slug=told["organisation"])
    left = {name: value for name, value in told.items() if name not in ("organisation", "by", "day")}
    version = pledge_of(pool, organisation).version
    then(demo, told["by"], demo.day(told["day"]), pledge, pool, organisation, _values(demo, left), version)


def _values(demo: Demo, told: Told) -> dict[str, Any]:
    """Return numbers and days as an action takes them."""
    found = dict(told)
    found |= {name: Decimal(str(told[name])) for name in (*NUMBERS, *SUMS) if name in told}
    return found | {name: demo.day(told[name]) for name in DAYS if name in told}
