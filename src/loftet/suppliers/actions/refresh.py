"""The nightly job that asks Enhetsregisteret again; what has changed for the worse is told to the firm.

A firm that is missing from an answer about many may be missing by a fault: it is asked for alone, and only a
clear answer says that it is removed.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from loftet.invalid_input import InvalidInput
from loftet.log.actions import Line, record_all
from loftet.notices.actions.notifications import News, notify_all
from loftet.notices.models import Reason
from loftet.people.models import Role
from loftet.sources.brreg.company import Company
from loftet.suppliers.actions.suppliers import seen_in_register
from loftet.suppliers.models import Standing, Supplier, Trouble
from loftet.suppliers.register import register
from loftet.suppliers.rules import WRITES

if TYPE_CHECKING:
    from loftet.sources.brreg.client import Register

AT_ONCE = 100
MOST_MISSING, MOST_SHARE = 3, 0.05  # of one answer; more than both is a fault of the answer
OLD = timedelta(hours=20)
FIELDS = ("snapshot", "activity", "trouble", "looked_up")


def refresh_suppliers(now: datetime) -> int:
    """Ask the register for every supplier that is not closed, the longest unasked first; return how many.

    What it has not answered when it fails is asked by the next run.

    Raises:
        InvalidInput: when it does not answer, or many firms are missing from an answer: nothing of that
            answer is kept.
    """
    asked, patient = 0, register(patient=True)
    rows = Supplier.objects.filter(country="", looked_up__lt=now - OLD).exclude(state=Standing.CLOSED)
    keys = iter(list(rows.order_by("looked_up", "pk").values_list("pk", flat=True)))
    for some in _by(keys):
        known = dict(Supplier.objects.filter(pk__in=some).values_list("number", "trouble"))
        found = patient.find_all(known)
        missing = [one for one, trouble in known.items() if one not in found and trouble != Trouble.DELETED]
        _refuse_many(missing, len(known))
        removed = _ask_alone(patient, missing, found)
        _keep(some, found, removed, now)
        asked += len(some)
    return asked


def _by(keys: Iterator[int]) -> Iterator[list[int]]:
    while some := list(islice(keys, AT_ONCE)):
        yield some


def _refuse_many(missing: Sequence[str], asked: int) -> None:
    """Refuse an answer that lacks many firms.

    Raises:
        InvalidInput: with some of their numbers.
    """
    if len(missing) > max(MOST_MISSING, MOST_SHARE * asked):
        some = ", ".join(missing[:5])
        raise InvalidInput.because(
            f"Enhetsregisteret leaves out {len(missing)} of {asked} firms, such as {some}: nothing of the "
            "answer is kept, and no firm is marked as removed"
        )


def _ask_alone(patient: "Register", missing: Sequence[str], found: dict[str, Company]) -> set[str]:
    """Ask for each missing firm alone; add those that are there to `found`, and return those removed."""
    from loftet.sources.brreg.client import Removed

    removed = set()
    for number in missing:
        try:
            found[number] = patient.find(number)
        except Removed:
            removed.add(number)
        except InvalidInput:  # unknown, or no answer: it stays as it was, and is asked for by the next run
            continue
    return removed


@transaction.atomic
def _keep(keys: Sequence[int], found: dict[str, Company], removed: Collection[str], now: datetime) -> None:
    """Store what was answered; one that is neither found nor removed stays as it was."""
    rows = list(
        Supplier.objects.select_for_update(of=("self",)).select_related("organisation").filter(pk__in=keys)
    )
    stopped = []
    for row in rows:
        before = row.trouble
        if (company := found.get(row.number)) is None:
            if row.number in removed or row.trouble == Trouble.DELETED:
                row.trouble, row.looked_up = Trouble.DELETED, now
        else:
            seen = seen_in_register(company, now)
            seen["snapshot"]["branches"] = row.snapshot.get("branches", [])
            for name, value in seen.items():
                setattr(row, name, value)
        if row.trouble and row.trouble != before:
            stopped.append(row)
    Supplier.objects.bulk_update(rows, FIELDS)
    if stopped:
        _tell(stopped, now)


def _tell(stopped: Sequence[Supplier], now: datetime) -> None:
    lines = [Line(row, row.organisation.slug) for row in stopped]
    record_all("supplier.stopped", lines, by=None)
    roles = Role.objects.on(timezone.localdate(now)).filter(
        organisation__in=[row.organisation_id for row in stopped], kind__in=WRITES
    )
    people = [(one.organisation_id, one.user) for one in roles.select_related("user")]
    told = [
        (
            News.about("supplier.stopped", row, row.organisation),
            [user for organisation, user in people if organisation == row.organisation_id],
        )
        for row in stopped
    ]
    notify_all(told, reason=Reason.ROLE, by=None, now=now)
