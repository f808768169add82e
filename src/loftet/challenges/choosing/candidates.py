"""Candidates of a municipality: what is said already, what is suggested, and the rest by goal."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from loftet.challenges.choosing.models import Choice, ChosenIndicator, Suggested
from loftet.challenges.choosing.suggestions import Figures, suggestions
from loftet.editions.rows import IndicatorRow
from loftet.own_data.queries import series_of
from loftet.places.models import Place
from loftet.status.goal_names import Goal, goals

About = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Said:
    """A statement on an indicator, as it is written into a set."""

    indicator: str
    series: int | None
    state: Choice
    reason: str
    by: Suggested
    copied_from: int | None = None

    @property
    def about(self) -> About:
        """Return what it is said of."""
        return self.indicator, self.series


@dataclass(frozen=True, slots=True)
class Candidate:
    """An indicator that can be chosen, or has been: its name, the reason, and why it is suggested.

    `word` stands for it in a form. `state` is empty where nothing is said of it; `known` where the
    municipality has a figure.
    """

    word: str
    name: str
    goal: str
    reason: str
    said: Said
    state: str = ""
    credit: str = ""
    known: bool = True

    @property
    def is_own_data(self) -> bool:
        """Check whether it is a series of own data."""
        return self.said.series is not None


@dataclass(frozen=True, slots=True)
class Choices:
    """All that can be chosen in a municipality, in the parts of the page."""

    chosen: tuple[Candidate, ...]
    suggested: tuple[Candidate, ...]
    own: tuple[Candidate, ...]
    rest: tuple[tuple[Goal, tuple[Candidate, ...]], ...]
    aside: tuple[Candidate, ...]

    @property
    def every(self) -> tuple[Candidate, ...]:
        """Return all of them, in the order of the page."""
        rest = (one for _goal, part in self.rest for one in part)
        return (*self.chosen, *self.suggested, *self.own, *rest, *self.aside)


def choices(
    figures: Figures, place: Place, rows: Sequence[ChosenIndicator], others: Mapping[str, Sequence[str]]
) -> Choices:
    """Return what is said already, what is suggested, and the rest by goal."""
    said = [said_candidate(one, figures.rows) for one in rows]
    known = {one.about for one in rows}
    keys = {key for key, _series in known}
    chosen = [one.indicator for one in rows if one.state == Choice.CHOSEN]
    found = suggestions(figures, keys, chosen, others)
    suggested = [_candidate(figures.rows[one.key], one.why, one.by) for one in found]
    taken = keys | {one.key for one in found}
    own = [
        Candidate(
            f"egne-{one.pk}",
            str(one),
            "",
            _("Figures that we keep ourselves."),
            Said("", one.pk, Choice.CHOSEN, "", Suggested.OWN),
        )
        for one in series_of(place, with_withdrawn=False)
        if ("", one.pk) not in known
    ]
    left = [_candidate(row, "", Suggested.OWN) for key, row in figures.rows.items() if key not in taken]
    return Choices(
        chosen=tuple(one for one in said if one.state == Choice.CHOSEN),
        suggested=tuple(suggested),
        own=tuple(own),
        rest=by_goal(left),
        aside=tuple(one for one in said if one.state == Choice.NOT_RELEVANT),
    )


def by_goal(candidates: Iterable[Candidate]) -> tuple[tuple[Goal, tuple[Candidate, ...]], ...]:
    """Return candidates under their goals."""
    of: dict[str, list[Candidate]] = defaultdict(list)
    for one in candidates:
        of[one.goal].append(one)
    return tuple((goal, tuple(of[goal.key])) for goal in goals() if goal.key in of)


def _candidate(row: IndicatorRow, why: str, by: Suggested) -> Candidate:
    one, known = row.indicator, row.own.value is not None
    said = Said(one.key, None, Choice.CHOSEN, "", by)
    return Candidate(one.key, one.name, one.goal, why, said, known=known)


def said_candidate(row: ChosenIndicator, rows: Mapping[str, IndicatorRow]) -> Candidate:
    """Return what is said of an indicator; one that the edition no longer has keeps its key for a name."""
    known = rows.get(row.indicator)
    return Candidate(
        row.indicator or f"egne-{row.series_id}",
        known.indicator.name if known else str(row),
        known.indicator.goal if known else "",
        row.reason,
        Said(
            row.indicator,
            row.series_id,
            Choice(row.state),
            row.reason,
            Suggested(row.suggested_by),
            row.copied_from_id,
        ),
        row.state,
        row.copied_from.name if row.copied_from else "",
    )


def with_reason(one: Said, reason: str, state: Choice) -> Said:
    """Return what is said with another reason and state."""
    return replace(one, reason=reason, state=state)
