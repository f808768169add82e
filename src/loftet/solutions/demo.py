"""The suppliers of Demodalen and what they offer, made up: read from `catalogue/demo_programme`."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from loftet.core.demo import Cells, Demo
from loftet.needs.models import Need
from loftet.people.demo import then
from loftet.people.models import Organisation
from loftet.places.models import Place
from loftet.solutions.actions.solutions import publish_solution, withdraw_solution, write_solution
from loftet.solutions.actions.suppliers import (
    Foreign,
    Found,
    change_supplier,
    confirm_supplier,
    create_profile,
    enter_code,
    send_code,
)
from loftet.solutions.actions.uses import add_use, answer_abroad, confirm_use, deny_use
from loftet.solutions.letters import supplier_code
from loftet.solutions.models import Solution
from loftet.sources.brreg.company import read_branches, read_company

SUPPLIERS, SOLUTIONS, USES = "suppliers.csv", "solutions.csv", "solution_uses.csv"
OF_SUPPLIER = (
    *("organisation", "by", "day", "number", "country", "register", "about", "contact"),
    *("means", "confirmed_by", "confirmed", "note"),
)
TEXTS = (
    *("title", "problem", "what", "effect", "evidence", "evidence_source", "maturity", "cpv"),
    *("price_model", "price_note", "unit", "markets", "contact"),
)
LISTS = ("goals", "targets", "delivers", "languages")
OF_SOLUTION = (
    *("key", "organisation", "by", "day", "need", "least_volume"),
    *(*TEXTS, *LISTS, "published", "withdrawn"),
)
OF_USE = (
    *("solution", "place", "abroad", "began", "ended", "result", "contact"),
    *("answer", "proof", "proof_link", "by", "day"),
)


def tell_of_solutions(demo: Demo) -> None:
    """Create the suppliers, their solutions, and where these are in use.

    Raises:
        InvalidInput: with file and line of what cannot be told.
    """
    made: dict[str, Solution] = {}
    demo.each(SUPPLIERS, OF_SUPPLIER, lambda row: _supplier(demo, row))
    demo.each(SOLUTIONS, OF_SOLUTION, lambda row: _solution(demo, row, made))
    demo.each(USES, OF_USE, lambda row: _use(demo, row, made))


def _supplier(demo: Demo, row: Cells) -> None:
    organisation = Organisation.objects.get(slug=row["organisation"])
    day, by = demo.day(row["day"]), row["by"]
    supplier = then(demo, by, day, create_profile, organisation, _found(demo, row, organisation))
    told = {"about": row["about"], "contact": row["contact"]}
    supplier = then(demo, by, day, change_supplier, supplier, told)
    if row["means"] == "email":
        supplier = then(demo, by, day, send_code, supplier)
        then(demo, by, day, enter_code, supplier, supplier_code(supplier))
    elif row["means"] == "facilitator":
        then(demo, row["confirmed_by"], demo.day(row["confirmed"]), confirm_supplier, supplier, row["note"])


def _found(demo: Demo, row: Cells, organisation: Organisation) -> Found:
    from loftet.sources.stand_in.brreg import read_register  # knows HTTP, which the web loads late

    if row["country"]:
        return Foreign(organisation.name, row["country"], row["register"], row["number"])
    register, number = read_register(demo.catalogue), row["number"]
    status, told = register.answer(["enheter", number], {})
    if status != 200:
        raise ValueError(f"the made-up register has no {number}")
    _status, below = register.answer(["underenheter"], {"overordnetEnhet": number})
    return replace(read_company(told), branches=read_branches(below))


def _solution(demo: Demo, row: Cells, made: dict[str, Solution]) -> None:
    organisation = Organisation.objects.get(slug=row["organisation"])
    written: dict[str, Any] = {name: row[name] for name in TEXTS}
    written |= {name: row[name].split() for name in LISTS}
    if row["least_volume"]:
        written["least_volume"] = Decimal(row["least_volume"])
    if row["need"]:
        written["need"] = Need.objects.get(title=row["need"])
    by = row["by"]
    solution = then(demo, by, demo.day(row["day"]), write_solution, organisation, written)
    if row["published"]:
        solution = then(demo, by, demo.day(row["published"]), publish_solution, solution)
    if row["withdrawn"]:
        solution = then(demo, by, demo.day(row["withdrawn"]), withdraw_solution, solution)
    made[row["key"]] = solution


def _use(demo: Demo, row: Cells, made: dict[str, Solution]) -> None:
    solution = made[row["solution"]]
    written = {name: row[name] for name in ("abroad", "result", "contact")} | {
        "place": Place.objects.get(slug=row["place"]) if row["place"] else None,
        "began": int(row["began"]),
        "ended": int(row["ended"]) if row["ended"] else None,
    }
    day = demo.day(row["day"])
    use = then(demo, solution.written_by.email, day, add_use, solution, written)
    if row["answer"] and row["abroad"]:
        answer = {name: row[name] for name in ("answer", "proof", "proof_link")}
        then(demo, row["by"], day, answer_abroad, use, answer)
    elif row["answer"]:
        then(demo, row["by"], day, confirm_use if row["answer"] == "confirmed" else deny_use, use)
