"""The standing of municipalities: each by its newest decision, all of them in one query."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.core.states import StateTag
from loftet.decisions.models import Treatment
from loftet.decisions.queries.standing import who
from loftet.people.models import Organisation
from loftet.places.models import Place
from loftet.programme.models import Cohort, Participation, ParticipationDecision, ParticipationState

DAY = "j. F Y"


@dataclass(frozen=True, slots=True)
class Standing:
    """The standing of a municipality: since when, by whom, by which case; and the decision that says so."""

    state: ParticipationState
    decided: date | None = None
    decided_by: str = ""
    by: str = ""  # the same, as it stands inside a sentence
    case_number: str = ""
    decision: int = 0

    @property
    def takes_part(self) -> bool:
        """Check whether the municipality takes part."""
        return self.state == ParticipationState.TAKES_PART

    @property
    def is_put_off(self) -> bool:
        """Check whether the matter was postponed or sent back."""
        return self.state in (ParticipationState.POSTPONED, ParticipationState.SENT_BACK)

    @property
    def tag(self) -> StateTag:
        """Return the state as pages show it."""
        key, icon = SIGNS.get(self.state, ("", "minus"))
        label = str(self.state.label)
        return StateTag(key, label[:1].upper() + label[1:], icon)


SIGNS = {
    ParticipationState.TAKES_PART: ("closed", "check"),
    ParticipationState.POSTPONED: ("expired", "refresh"),
    ParticipationState.SENT_BACK: ("expired", "refresh"),
    ParticipationState.NOT_CONSIDERED: ("open", "eye"),
}
UNDECIDED = Standing(ParticipationState.NOT_CONSIDERED)


def taking_part(on: date, cohort: Cohort | None = None) -> "QuerySet[Participation]":
    """Return the participations whose newest decision by a day is to take part, of all cohorts or of one."""
    counting = ParticipationDecision.objects.counting()
    decided = counting.filter(participation=OuterRef("pk"), decided__lte=on)
    newest = decided.order_by("-decided", "-recorded", "-pk").values("state")[:1]
    every = Participation.objects.annotate(stands=Subquery(newest))
    found = every.filter(stands=ParticipationState.TAKES_PART)
    return found if cohort is None else found.filter(cohort=cohort)


def joined_places(on: date) -> "QuerySet[Place]":
    """Return the places of the municipalities that take part on a day, in any cohort."""
    return Place.objects.filter(pk__in=taking_part(on).values(joined=F("organisation__place")))


def standings(participations: Iterable[int]) -> dict[int, Standing]:
    """Return where each participation stands; one query. One that has decided nothing is undecided."""
    wanted = list(participations)
    found = dict.fromkeys(wanted, UNDECIDED)
    return found | {one: standing_by(rows[-1]) for one, rows in decided_in(wanted).items()}


def decided_in(participations: Iterable[int]) -> dict[int, list[ParticipationDecision]]:
    """Return the decisions that count of each participation that has any, the newest last; one query."""
    return by_participation(decisions_of(list(participations)))


def decisions_of(participations: Sequence[int] | QuerySet[Any]) -> QuerySet[ParticipationDecision]:
    """Return the decisions that count of some participations, by their keys, the newest last."""
    rows = ParticipationDecision.objects.counting().filter(participation__in=participations)
    return rows.select_related("treatment__matter", "treatment__body")


def by_participation(rows: Iterable[ParticipationDecision]) -> dict[int, list[ParticipationDecision]]:
    """Return decisions by their participation, in their order."""
    found: dict[int, list[ParticipationDecision]] = defaultdict(list)
    for row in rows:
        found[row.participation_id].append(row)
    return dict(found)


def standing_by(row: ParticipationDecision) -> Standing:
    """Return what a decision says."""
    treatment = row.treatment
    return Standing(
        state=ParticipationState(row.state),
        decided=row.decided,
        decided_by=treatment.body.name if treatment.body else treatment.decided_by,
        by=who(treatment),
        case_number=treatment.case_number or treatment.matter.case_number,
        decision=row.pk,
    )


def state_before(decided: Iterable[ParticipationDecision], treatment: Treatment) -> ParticipationState:
    """Return where a municipality stood by the decisions that count, but for this treatment, on its day."""
    assert treatment.day is not None
    states = [
        row.state for row in decided if row.decided <= treatment.day and row.treatment_id != treatment.pk
    ]
    return ParticipationState(states[-1]) if states else ParticipationState.NOT_CONSIDERED


def short_name(organisation: Organisation) -> str:
    """Return what a municipality is called in a sentence: by its place."""
    return organisation.place.name if organisation.place else organisation.name


def sentence(organisation: Organisation, cohort: Cohort, standing: Standing) -> str:
    """Return where a municipality stands, in one sentence of the page's language."""
    words = {
        "name": short_name(organisation),
        "cohort": f"{cohort.partnership.name}, {cohort.name}",
        "day": date_format(standing.decided, DAY) if standing.decided else "",
    }
    said = {
        ParticipationState.NOT_CONSIDERED: _("%(name)s has not considered taking part in %(cohort)s yet"),
        ParticipationState.POSTPONED: _("%(name)s postponed the matter of %(cohort)s on %(day)s"),
        ParticipationState.SENT_BACK: _("%(name)s sent the matter of %(cohort)s back on %(day)s"),
        ParticipationState.TAKES_PART: _("%(name)s takes part in %(cohort)s, from %(day)s"),
        ParticipationState.DOES_NOT: _("%(name)s decided on %(day)s not to take part in %(cohort)s"),
        ParticipationState.WITHDREW: _("%(name)s withdrew from %(cohort)s on %(day)s"),
    }[standing.state] % words
    if standing.case_number:
        said += " " + _("(case %(number)s)") % {"number": standing.case_number}
    return f"{said}."
