"""The overview of all municipalities of a cohort, for the coordinator: as many queries for 6 as for 50."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from loftet.core.words import join_words
from loftet.decisions.deadlines import deadline_of
from loftet.decisions.models import BodyKind
from loftet.decisions.queries.bodies import standing_meetings
from loftet.people.models import RoleKind
from loftet.people.queries.holders import Named, people_in
from loftet.programme.cohorts.whereabouts import Planned, Whereabouts, whereabouts_of
from loftet.programme.models import Cohort, ParticipationState
from loftet.programme.participation.queries import MISSING, SHOWN_ROLES, participations
from loftet.programme.phases.queries import Progress, progress_of
from loftet.programme.queries.standings import DAY, Standing, short_name, standings
from loftet.ui.numbers import number_word

# In the order in which they ask for something.
UNSETTLED = (
    ParticipationState.NOT_CONSIDERED,
    ParticipationState.SENT_BACK,
    ParticipationState.POSTPONED,
)


def _holders(kind: RoleKind) -> Any:
    """Build a property of a line: those who have a role."""
    return property(lambda line: line.people.get(kind, ()))


@dataclass(frozen=True, slots=True)
class OverviewLine:
    """One municipality, in one line."""

    participation: int
    slug: str
    name: str
    standing: Standing
    people: Mapping[RoleKind, tuple[Named, ...]]
    meeting: Planned | None
    progress: Progress | None
    matter: Whereabouts

    @property
    def missing(self) -> tuple[RoleKind, ...]:
        """Return the roles that nobody has; without top management nothing can be recorded at all."""
        wanted = SHOWN_ROLES if self.standing.takes_part else (RoleKind.TOP_MANAGEMENT,)
        settled = self.standing.state in (ParticipationState.DOES_NOT, ParticipationState.WITHDREW)
        return () if settled else tuple(kind for kind in wanted if not self.people.get(kind))

    @property
    def lacks(self) -> str:
        """Return the same in words."""
        what = join_words([str(MISSING[kind]) for kind in self.missing])
        return _("lacks %(what)s") % {"what": what} if what else ""

    # Who anchors it, the business advisers, the procurement officers.
    management, advisers, buyers = map(_holders, SHOWN_ROLES)

    @property
    def papers(self) -> date | None:
        """Return the last day for papers: to the meeting that is planned, or to the council's next."""
        if self.matter.planned is not None:
            return self.matter.planned.papers
        return self.meeting.papers if self.meeting and self.standing.state in UNSETTLED else None

    @property
    def words(self) -> str:
        """Return what the line is found by."""
        people = (named.name for holders in self.people.values() for named in holders)
        found = (self.name, str(self.standing.state.label), self.matter.text, *people, self.lacks)
        return " ".join(found).casefold()


@dataclass(frozen=True, slots=True)
class Overview:
    """All municipalities of a cohort; `shown` are those that were asked for."""

    cohort: Cohort
    lines: tuple[OverviewLine, ...]
    shown: tuple[OverviewLine, ...]

    @property
    def waiting(self) -> tuple[OverviewLine, ...]:
        """Return those that have not settled whether to take part."""
        return tuple(one for one in self.lines if one.standing.state in UNSETTLED)

    @property
    def sentence(self) -> str:
        """Return in one sentence how all of them stand."""
        return capfirst("; ".join(clauses(self.lines))) + "."


def overview(cohort: Cohort, wanted: str, today: date) -> Overview:
    """Collect how all stand; the number of queries does not grow with the municipalities or their people."""
    rows = list(participations().filter(cohort=cohort).order_by("organisation__place__sort_key"))
    keys = [row.organisation_id for row in rows]
    stand = standings(row.pk for row in rows)
    people = people_in(keys, SHOWN_ROLES, today)
    meetings = next_meetings(keys, today)
    progress = progress_of(rows, today)
    matters = whereabouts_of(rows, stand, today)
    lines = tuple(
        OverviewLine(
            participation=row.pk,
            slug=row.organisation.slug,
            name=short_name(row.organisation),
            standing=stand[row.pk],
            people=by_kind(people.get(row.organisation_id, ())),
            meeting=meetings.get(row.organisation_id),
            progress=progress[row.pk] if stand[row.pk].takes_part else None,
            matter=matters[row.pk],
        )
        for row in rows
    )
    lines = tuple(sorted(lines, key=_urgency))
    return Overview(cohort, lines, tuple(one for one in lines if wanted.casefold() in one.words))


def _urgency(line: OverviewLine) -> tuple[bool, date]:
    """Return the order of lines: those that have not decided by the last day for papers, then the rest."""
    return line.standing.state not in UNSETTLED, line.papers or date.max


def by_kind(people: Sequence[Named]) -> Mapping[RoleKind, tuple[Named, ...]]:
    """Return people by their role."""
    return {kind: tuple(one for one in people if one.kind == kind) for kind in SHOWN_ROLES}


def next_meetings(organisations: Iterable[int], today: date) -> Mapping[int, Planned]:
    """Return the next meeting of each municipality's council; one query."""
    councils = {"body__organisation__in": list(organisations), "body__kind": BodyKind.COUNCIL}
    rows = standing_meetings(today, today).filter(**councils)
    found: dict[int, Planned] = {}
    for row in rows.order_by("day", "pk"):
        found.setdefault(row.body.organisation_id, Planned(row.body.name, row.day, deadline_of(row)))
    return found


def clauses(lines: Sequence[OverviewLine]) -> Iterator[str]:
    """Return the parts of the sentence: how many take part, who waits for what, who lacks somebody."""
    if not lines:
        yield _("No municipality is invited yet")
        return
    counted = Counter(one.standing.state for one in lines)
    joined = counted[ParticipationState.TAKES_PART]
    words = {"number": number_word(joined), "of": number_word(len(lines))}
    if joined:
        yield ngettext("%(number)s of %(of)s takes part", "%(number)s of %(of)s take part", joined) % words
    waiting = [one for one in lines if one.standing.state in UNSETTLED]
    yield from _waits(waiting)
    for state, one, many in (
        (
            ParticipationState.DOES_NOT,
            _("%(number)s does not take part"),
            _("%(number)s do not take part"),
        ),
        (ParticipationState.WITHDREW, _("%(number)s withdrew"), _("%(number)s withdrew")),
    ):
        if number := counted[state]:
            yield (one if number == 1 else many) % {"number": number_word(number)}
    for line in lines:
        if line.standing.takes_part and line.missing:
            yield f"{line.name} {line.lacks}"


def _waits(waiting: Sequence[OverviewLine]) -> Iterator[str]:
    """Return what those wait for that have decided nothing; a single one by its meeting."""
    if not waiting:
        return
    words = {"number": number_word(len(waiting))}
    meetings = [one.meeting for one in waiting if one.meeting is not None]
    if len(meetings) == len(waiting) and len({one.day for one in meetings}) == 1:
        words |= {"body": meetings[0].body, "day": date_format(meetings[0].day, DAY)}
        yield (
            ngettext(
                "%(number)s waits for the %(body)s on %(day)s",
                "%(number)s wait for the councils on %(day)s",
                len(waiting),
            )
            % words
        )
    else:
        yield (ngettext("%(number)s has not decided", "%(number)s have not decided", len(waiting)) % words)
