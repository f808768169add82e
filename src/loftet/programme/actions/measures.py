"""What the programme measures of itself: where it began is stated, and what cannot be counted is told."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from loftet.core.verdicts import demand
from loftet.core.versions import same_version
from loftet.invalid_input import InvalidInput
from loftet.log.actions import record
from loftet.people.queries import permissions_at
from loftet.programme.actions.participation import Clerk
from loftet.programme.measures.catalogue import Counted, measure_of
from loftet.programme.models import Baseline, Cohort, Reading
from loftet.programme.rules import may_run


@dataclass(frozen=True, slots=True)
class Stated:
    """Where a cohort began and its aim; a `value` that is not known is None, and `source` says why."""

    value: Decimal | None
    day: date
    source: str
    aim: Decimal | None = None
    aim_by: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """A value that was read elsewhere: of which day, from where."""

    value: Decimal
    day: date
    source: str


@transaction.atomic
def state_baseline(cohort: Cohort, measure: str, stated: Stated, version: int, *, clerk: Clerk) -> Baseline:
    """State where a cohort began; `version` is 0 where nothing was stated.

    Raises:
        NotAllowed: when the person may not.
        ChangedMeanwhile: when somebody else has stated it since `version` was read.
        InvalidInput: when there is no such measure, no source, or a value below nought.
    """
    _locked(cohort, clerk)
    if measure_of(measure) is None:
        raise InvalidInput.because(_("There is no such measure."))
    _check(stated.value, stated.source)
    _check(stated.aim, stated.source)
    row = Baseline.objects.filter(cohort=cohort, measure=measure).first()
    same_version(row.version if row else 0, version)
    if row is None:
        row = Baseline(cohort=cohort, measure=measure, version=0)
    row.value, row.day, row.source = stated.value, stated.day, stated.source.strip()
    row.aim, row.aim_by = stated.aim, stated.aim_by
    row.recorded, row.recorded_by = clerk.now, clerk.by
    row.version += 1
    row.save()
    value = "" if row.value is None else str(row.value)
    _record(
        "measure.baseline",
        row,
        clerk,
        measure=measure,
        value=value,
        day=row.day.isoformat(),
        source=row.source,
    )
    return row


@transaction.atomic
def tell_reading(cohort: Cohort, measure: str, told: Told, *, clerk: Clerk) -> Reading:
    """Tell a value that cannot be counted here; an earlier one stays as it was told.

    Raises:
        NotAllowed: when the person may not.
        InvalidInput: when it is counted here, has no source, or is of a day that has not come.
    """
    _locked(cohort, clerk)
    known = measure_of(measure)
    if known is None or known.counted is not Counted.TOLD:
        raise InvalidInput.because(_("This is counted here, and is not told."))
    _check(told.value, told.source)
    if told.day > clerk.today:
        raise InvalidInput.because(_("The day has not come yet."), field="day")
    row = Reading.objects.create(
        cohort=cohort,
        measure=measure,
        value=told.value,
        day=told.day,
        source=told.source.strip(),
        recorded=clerk.now,
        recorded_by=clerk.by,
    )
    _record("measure.told", row, clerk, measure=measure, value=str(row.value), day=row.day.isoformat())
    return row


def _locked(cohort: Cohort, clerk: Clerk) -> None:
    """Let one at a time write, so that two never state the same baseline at once."""
    row = Cohort.objects.select_for_update(of=("self",)).select_related("lead").get(pk=cohort.pk)
    demand(may_run(permissions_at(clerk.by, clerk.today), row))


def _check(value: Decimal | None, source: str) -> None:
    if not source.strip():
        raise InvalidInput.because(_("Write the source, or why it is not known."), field="source")
    if value is not None and value < 0:
        raise InvalidInput.because(_("A value is never below nought."), field="value")


def _record(action: str, row: Baseline | Reading, clerk: Clerk, **details: str) -> None:
    lead = row.cohort.lead
    record(action, row, by=clerk.by, acting_for=lead.name, scope=lead.slug, details=details)
