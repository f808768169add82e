"""The timeline of a project: its period, milestones as they were set and as they are, and today."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from loftet.agreements.timeline import Tick, along, ticks
from loftet.projects.models import Milestone, Project

LEAST = timedelta(days=180)
MARGIN = timedelta(days=20)


@dataclass(frozen=True, slots=True)
class MilestoneMark:
    """A milestone: where it stands now and where it stood first, in percent of the width."""

    milestone: Milestone
    at: float
    first_at: float
    is_late: bool

    @property
    def has_moved(self) -> bool:
        """Check whether the day was changed."""
        return self.milestone.due != self.milestone.first_due


@dataclass(frozen=True, slots=True)
class Timeline:
    """The period from `begin` to `end` in percent of the width, its milestones, the axis and today."""

    begin: float
    end: float
    is_open: bool
    marks: Sequence[MilestoneMark]
    ticks: Sequence[Tick]
    today: float | None

    @property
    def width(self) -> float:
        """Return how wide the period is, in percent."""
        return round(max(self.end - self.begin, 0.5), 1)


def timeline(project: Project, milestones: Sequence[Milestone], today: date) -> Timeline:
    """Build the picture of a project."""
    days = [project.starts_on, project.ends_on or project.starts_on + LEAST]
    days += [day for one in milestones for day in (one.due, one.first_due, one.done_on) if day]
    if not project.is_over:
        days.append(today)
    first = min(days) - MARGIN
    last = max(max(days) + MARGIN, first + LEAST)
    marks = [
        MilestoneMark(
            one,
            along(one.done_on or one.due, first, last),
            along(one.first_due, first, last),
            one.is_late(today) and not project.is_over,
        )
        for one in milestones
    ]
    end = along(project.ends_on, first, last) if project.ends_on else 100.0
    here = along(today, first, last) if first <= today <= last else None
    return Timeline(
        along(project.starts_on, first, last), end, project.ends_on is None, marks, ticks(first, last), here
    )
