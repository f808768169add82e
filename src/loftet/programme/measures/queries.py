"""Queries of measures: where it began, where it is, where it means to be; each traced."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from loftet.core.hooks import Hook
from loftet.core.registry import added_to
from loftet.log.models import Entry
from loftet.programme.hours.queries import hours_until
from loftet.programme.measures.catalogue import Counted, Measure, measures
from loftet.programme.models import Baseline, Cohort, Reading
from loftet.programme.queries.standings import taking_part

FIRST, WIDTH = 2, 96  # percent: a mark at the end of the line is whole


@dataclass(frozen=True, slots=True)
class Value:
    """A value with its trace: of which day, from where; counted here where `source` is empty."""

    number: Decimal
    day: date
    source: str = ""


@dataclass(frozen=True, slots=True)
class MeasureLine:
    """One measure: where it began (None: not stated), where it is (None: nothing told), and the aim."""

    measure: Measure
    baseline: Baseline | None
    now: Value | None

    @property
    def is_counted(self) -> bool:
        """Check whether the value is counted here."""
        return self.measure.counted is Counted.HERE

    @property
    def reached(self) -> bool | None:
        """Check whether the aim is reached; None where there is none, or nothing to hold against it."""
        aim = self.baseline.aim if self.baseline else None
        if aim is None or self.now is None or not self.measure.direction:
            return None
        return (self.now.number - aim) * self.measure.direction >= 0

    @property
    def drawn(self) -> dict[str, int | None] | None:
        """Return where the numbers stand on a line from zero; None where there is no aim to draw it to."""
        if self.baseline is None or not self.baseline.aim:
            return None
        now = self.now.number if self.now else None
        numbers = {"began": self.baseline.value, "now": now, "aim": self.baseline.aim}
        most = max(one for one in numbers.values() if one is not None)
        return {key: None if one is None else FIRST + int(WIDTH * one / most) for key, one in numbers.items()}


@dataclass(frozen=True, slots=True)
class Past:
    """Something that was told or stated before: a reading, or a baseline as it was written then."""

    measure: str
    day: str
    number: str
    source: str
    is_baseline: bool


@dataclass(frozen=True, slots=True)
class MeasuresPage:
    """All that is measured in a cohort on a day."""

    lines: tuple[MeasureLine, ...]
    history: tuple[Past, ...]

    @property
    def lacking(self) -> tuple[MeasureLine, ...]:
        """Return what has no stated baseline."""
        return tuple(one for one in self.lines if one.baseline is None)

    @property
    def told(self) -> tuple[MeasureLine, ...]:
        """Return what has a value, or an aim that waits for one; first what has an aim."""
        known = [one for one in self.lines if one.now is not None or (one.baseline and one.baseline.aim)]
        return tuple(sorted(known, key=lambda one: not (one.baseline and one.baseline.aim)))

    @property
    def untold(self) -> tuple[MeasureLine, ...]:
        """Return that of which nothing is known but where it began."""
        told = self.told
        return tuple(one for one in self.lines if one not in told)

    @property
    def with_aim(self) -> tuple[MeasureLine, ...]:
        """Return what has an aim that can be held against."""
        return tuple(one for one in self.lines if one.reached is not None)

    @property
    def reached(self) -> int:
        """Return how many aims are reached."""
        return sum(bool(one.reached) for one in self.with_aim)


def participation_on(cohort: Cohort, day: date) -> Decimal:
    """Return how many municipalities take part on a day."""
    return Decimal(taking_part(day, cohort).count())


Count = Callable[[Cohort, date], Decimal]
COUNTS: Mapping[str, Count] = {"participation": participation_on, "hours": hours_until}
# How a measure is counted by a later app.
COUNTED_HERE: Hook[tuple[str, Count]] = Hook("how a measure is counted")


def measures_page(cohort: Cohort, day: date) -> MeasuresPage:
    """Return what is measured, as of a day; five queries."""
    stated = {one.measure: one for one in cohort.baselines.select_related("cohort")}
    told = list(cohort.readings.filter(day__lte=day).order_by("day", "recorded", "pk"))
    newest = {one.measure: Value(one.value, one.day, one.source) for one in told}
    every = measures()
    return MeasuresPage(
        lines=tuple(MeasureLine(one, stated.get(one.key), _now(one, cohort, day, newest)) for one in every),
        history=history(told, list(stated.values()), every),
    )


def _now(measure: Measure, cohort: Cohort, day: date, told: Mapping[str, Value]) -> Value | None:
    if measure.counted is Counted.HERE:
        counts = {**COUNTS, **dict(added_to(COUNTED_HERE))}
        return Value(counts[measure.key](cohort, day), day)
    return told.get(measure.key)


def history(
    told: Sequence[Reading], stated: Sequence[Baseline], every: Sequence[Measure]
) -> tuple[Past, ...]:
    """Return what was told and stated, the newest first; baselines as the log kept them."""
    from_readings = [
        (one.recorded, Past(one.measure, one.day.isoformat(), str(one.value), one.source, False))
        for one in told
    ]
    entries = Entry.objects.filter(action="measure.baseline", subject_id__in=[one.pk for one in stated])
    from_log = [
        (
            one.when,
            Past(
                one.details.get("measure", ""),
                one.details.get("day", ""),
                one.details.get("value", ""),
                one.details.get("source", ""),
                True,
            ),
        )
        for one in entries
    ]
    known = {one.key for one in every}
    found = sorted([*from_readings, *from_log], key=lambda pair: pair[0], reverse=True)
    return tuple(past for _when, past in found if past.measure in known)


def lacking_baselines(cohorts: Sequence[Cohort], stated: Iterable[tuple[int, str]]) -> dict[int, int]:
    """Return how many baselines each cohort lacks; `stated` are cohorts and measures that have one."""
    found = {one.pk: {measure.key for measure in measures()} for one in cohorts}
    for cohort, measure in stated:
        found[cohort].discard(measure)
    return {cohort: len(left) for cohort, left in found.items()}
