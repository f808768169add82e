"""The next step and the thread of a record page, as somebody reads them, in bokmål."""

from datetime import date
from typing import Any

from django.db.models import Model
from django.utils import translation

from loftet.core.threads import NextStep, Stop
from loftet.people.models import User
from tests.people.partnership import browser_of


def context_of(record: Any, user: User | None) -> Any:
    """Return what the page of a record is made from."""
    answer = browser_of(user).get(record.get_absolute_url(), {"lang": "nb"})
    assert answer.status_code == 200
    return answer.context


def next_of(record: Model, user: User | None) -> tuple[str, date | None, str] | None:
    """Return what happens next, by which day, and by whom: «du», on whose behalf, or another."""
    step: NextStep | None = context_of(record, user)["next"]
    if step is None:
        return None
    with translation.override("nb"):
        yours = f"du for {step.on_behalf_of}" if step.on_behalf_of else "du"
        who = str(step.who) or yours if step.is_yours else f"ikke du: {step.who}"
        return str(step.what), step.by, who


def thread_of(record: Model, user: User | None) -> list[str]:
    """Return what a record came from, itself as «*», and what it became or what is to come."""
    told = context_of(record, user)
    with translation.override("nb"):
        before, after = map(_said, told["thread"].before), map(_said, told["became"])
        return [*before, "*", *after]


def _said(stop: Stop) -> str:
    return f"{stop.kind}: {stop.name}" if stop.address else f"{stop.kind} kommer"
