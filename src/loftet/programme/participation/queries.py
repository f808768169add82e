"""A municipality's own page in a cohort: where it stands and why, who is with it, what asks for an answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from loftet.core.verdicts import Denied
from loftet.core.words import Words
from loftet.decisions.models import Treatment
from loftet.decisions.queries.standing import decision
from loftet.people.models import Invitation, RoleKind
from loftet.people.queries.holders import Named, people_in
from loftet.programme.models import Participation, ParticipationDecision, ParticipationState
from loftet.programme.queries.standings import (
    UNDECIDED,
    Standing,
    sentence,
    standing_by,
    state_before,
)
from loftet.programme.rules import FROM_THE_START, is_valid_basis, states_of

SHOWN_ROLES = (RoleKind.TOP_MANAGEMENT, *FROM_THE_START)
# Why the page warns while nobody has the role.
WARNINGS: Mapping[RoleKind, Words] = {
    RoleKind.TOP_MANAGEMENT: _(
        "The municipality has no chief executive here. Only the chief executive can record what is decided."
    ),
    RoleKind.BUSINESS_ADVISER: _(
        "The business adviser is missing: who knows the firms is to be with it from the start."
    ),
    RoleKind.PROCUREMENT_OFFICER: _(
        "The procurement officer is missing: who buys is to be with it from the start."
    ),
}
MISSING: Mapping[RoleKind, Words] = {
    RoleKind.TOP_MANAGEMENT: _("anchoring in the top management"),
    RoleKind.BUSINESS_ADVISER: _("a business adviser"),
    RoleKind.PROCUREMENT_OFFICER: _("a procurement officer"),
}


@dataclass(frozen=True, slots=True)
class Holders:
    """The people who have one of the roles that a participation needs; a warning while nobody has."""

    kind: RoleKind
    people: tuple[Named, ...]
    invited: bool

    @property
    def warning(self) -> Words:
        """Return why it matters that nobody has the role, while nobody has."""
        return "" if self.people else WARNINGS[self.kind]


@dataclass(frozen=True, slots=True)
class Question:
    """An outcome of which nobody has said what it means; why it means nothing, or what it can mean."""

    treatment: Treatment
    sentence: str
    states: tuple[ParticipationState, ...]
    no_decision: Words = ""
    said: ParticipationState | None = None  # what was said of it before it was corrected


@dataclass(frozen=True, slots=True)
class OwnPage:
    """All that the page of a municipality in a cohort shows of where it stands."""

    participation: Participation
    standing: Standing
    sentence: str
    holders: tuple[Holders, ...]
    history: tuple[ParticipationDecision, ...]
    questions: tuple[Question, ...]
    amendable: Question | None
    seen: int

    @property
    def warnings(self) -> tuple[Holders, ...]:
        """Return the roles that nobody has."""
        return tuple(one for one in self.holders if one.warning)


def participations() -> QuerySet[Participation]:
    """Return participations with what every page of theirs needs."""
    return Participation.objects.select_related(
        "cohort__lead", "cohort__region", "cohort__partnership", "organisation__place", "matter"
    )


def own_page(participation: Participation, today: date, now: datetime) -> OwnPage:
    """Collect a municipality's own page; a bounded number of queries."""
    rows = list(
        participation.decisions.weighed()
        .select_related("treatment__matter", "treatment__body")
        .order_by("decided", "recorded", "pk")
    )
    for row in rows:
        row.standing = standing_by(row)
    decided = [row for row in rows if row.counts]
    asked = questions_of(participation, decided)
    standing = decided[-1].standing if decided else UNDECIDED
    return OwnPage(
        participation=participation,
        standing=standing,
        sentence=sentence(participation.organisation, participation.cohort, standing),
        holders=holders_of(participation, today, now),
        history=tuple(reversed(rows)),
        questions=tuple(one for one in asked if one.states or not _is_past(one, standing)),
        amendable=amendable(participation, decided),
        seen=max((row.pk for row in rows), default=0),
    )


def _is_past(one: Question, standing: Standing) -> bool:
    """Check whether an outcome that changes nothing came before what has been decided since."""
    day = one.treatment.day
    return standing.decided is not None and day is not None and day <= standing.decided


def holders_of(participation: Participation, today: date, now: datetime) -> tuple[Holders, ...]:
    """Return who has the roles that a participation needs, and which are offered to somebody."""
    organisation = participation.organisation
    people = people_in([organisation.pk], SHOWN_ROLES, today).get(organisation.pk, ())
    asked = set(
        Invitation.objects.waiting(now)
        .filter(organisation=organisation, kind__in=SHOWN_ROLES)
        .values_list("kind", flat=True)
    )
    return tuple(
        Holders(kind, tuple(one for one in people if one.kind == kind), kind in asked) for kind in SHOWN_ROLES
    )


def questions_of(
    participation: Participation, decided: Sequence[ParticipationDecision]
) -> tuple[Question, ...]:
    """Return the outcomes of the participation's matter that nobody has said the meaning of, newest first."""
    if participation.matter_id is None:
        return ()
    answered = answered_by(decided)
    rows = Treatment.objects.filter(matter=participation.matter_id).exclude(
        Q(outcome="") | Q(day=None) | Q(pk__in=answered)
    )
    found = rows.select_related("matter", "body").order_by("-day", "-pk")
    return tuple(question(participation, row, decided) for row in found)


def answered_by(decided: Sequence[ParticipationDecision]) -> set[int]:
    """Return the treatments of which it has been said what they mean.

    One that has been corrected since is not among them while it is the newest: then it says where the
    municipality stands, and what that is has to be said again.
    """
    answered = {row.treatment_id for row in decided}
    return answered - {row.treatment_id for row in decided[-1:] if row.is_corrected}


def amendable(participation: Participation, decided: Sequence[ParticipationDecision]) -> Question | None:
    """Return the question on the outcome that says where the municipality stands, if it can mean more."""
    if not decided:
        return None
    last = decided[-1]
    if last.is_corrected and last.treatment.matter_id == participation.matter_id:  # it is asked already
        return None
    found = question(participation, last.treatment, decided)
    others = tuple(state for state in found.states if state != last.state)
    return replace(found, states=others) if others else None


def question(
    participation: Participation, treatment: Treatment, decided: Sequence[ParticipationDecision]
) -> Question:
    """Ask what an outcome means, or say why it means nothing."""
    rests = is_valid_basis(participation, treatment)
    said = [row.state for row in decided if row.treatment_id == treatment.pk and row.is_corrected]
    return Question(
        treatment=treatment,
        sentence=decision(treatment),
        states=() if isinstance(rests, Denied) else states_of(treatment, state_before(decided, treatment)),
        no_decision=rests.reason if isinstance(rests, Denied) else "",
        said=ParticipationState(said[-1]) if said else None,
    )
