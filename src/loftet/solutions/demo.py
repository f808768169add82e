"""The solutions of Demodalen, and where they are in use, made up: read from `catalogue/demo_programme`."""

from typing import Any

from loftet.core.demo import Cells, Demo
from loftet.needs.models import Need
from loftet.people.demo import then
from loftet.people.models import Organisation
from loftet.places.models import Place
from loftet.solutions.actions.solutions import publish_solution, withdraw_solution, write_solution
from loftet.solutions.actions.uses import add_use, answer_abroad, confirm_use, deny_use
from loftet.solutions.models import Solution

SOLUTIONS, USES = "solutions.csv", "solution_uses.csv"
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
    """Create the solutions, and where they are in use.

    Raises:
        InvalidInput: with file and line of what cannot be told.
    """
    made: dict[str, Solution] = {}
    demo.each(SOLUTIONS, OF_SOLUTION, lambda row: _solution(demo, row, made))
    demo.each(USES, OF_USE, lambda row: _use(demo, row, made))


def _solution(demo: Demo, row: Cells, made: dict[str, Solution]) -> None:
    organisation = Organisation.objects.get(slug=row["organisation"])
    written: dict[str, Any] = {name: row[name] for name in TEXTS}
    written |= {name: row[name].split() for name in LISTS}
    if row["least_volume"]:
        written["least_volume"] = row["least_volume"]
    if row["need"]:
        written["need"] = Need.objects.get(title=row["need"])
    by = row["by"]
    solution = then(demo, by, demo.day(row["day"]), write_solution, organisation, written)
    for step, action in (("published", publish_solution), ("withdrawn", withdraw_solution)):
        if row[step]:
            solution = then(demo, by, demo.day(row[step]), action, solution)
    made[row["key"]] = solution


def _use(demo: Demo, row: Cells, made: dict[str, Solution]) -> None:
    solution = made[row["solution"]]
    written: dict[str, Any] = {name: row[name] or None for name in ("began", "ended")}
    written |= {name: row[name] for name in ("abroad", "result", "contact")}
    written["place"] = Place.objects.get(slug=row["place"]) if row["place"] else None
    day = demo.day(row["day"])
    use = then(demo, solution.written_by.email, day, add_use, solution, written)
    if row["answer"] and row["abroad"]:
        answer = {name: row[name] for name in ("answer", "proof", "proof_link")}
        then(demo, row["by"], day, answer_abroad, use, answer)
    elif row["answer"]:
        then(demo, row["by"], day, confirm_use if row["answer"] == "confirmed" else deny_use, use)
