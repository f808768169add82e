"""Actions on measures: baselines that are set, readings of what is not counted here."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from loftet.core.actions import Done, action
from loftet.core.records import set_values
from loftet.core.versions import row_or_new, save_next_version
from loftet.invalid_input import InvalidInput
from loftet.people.actor import Actor
from loftet.programme.measures.catalogue import Counted, measure_of
from loftet.programme.models import Baseline, Cohort, Reading
from loftet.programme.rules import may_run


def _details(done: Done) -> Mapping[str, str]:
    row: Baseline | Reading = done.result
    value = "" if row.value is None else str(row.value)
    details = {"measure": row.measure, "value": value, "day": row.day.isoformat()}
    return details | {"source": row.source} if isinstance(row, Baseline) else details


@action("measure.baseline", rule=may_run, creates=True, details=_details)
def set_baseline(
    cohort: Cohort, measure: str, data: Mapping[str, Any], version: int, *, actor: Actor
) -> Baseline:
    """Set where a cohort began; `version` is 0 where nothing was set.

    Raises:
        ChangedMeanwhile: when somebody else has set it since `version` was read.
        InvalidInput: when there is no such measure, no source, a value below zero, or an aim for hours.
    """
    known = measure_of(measure)
    if known is None:
        raise InvalidInput.because(_("There is no such measure."))
    if not known.direction and data["aim"] is not None:
        raise InvalidInput.because(_("Time spent is never a target."), field="aim")
    row = row_or_new(Baseline, cohort=cohort, measure=measure)
    return save_next_version(row, version, data, recorded=actor.now, recorded_by=actor.person)


@action("measure.told", rule=may_run, creates=True, details=_details)
def add_reading(cohort: Cohort, measure: str, data: Mapping[str, Any], *, actor: Actor) -> Reading:
    """Create a reading of what cannot be counted here; an earlier one stays as it is.

    Raises:
        InvalidInput: when it is counted here, has no source, or is of a day that has not come.
    """
    known = measure_of(measure)
    if known is None or known.counted is not Counted.TOLD:
        raise InvalidInput.because(_("This is counted here, and is not told."))
    if data["day"] > actor.today:
        raise InvalidInput.because(_("The day has not come yet."), field="day")
    row = Reading(cohort=cohort, measure=measure, recorded=actor.now, recorded_by=actor.person)
    set_values(row, data)
    row.save()
    return row
