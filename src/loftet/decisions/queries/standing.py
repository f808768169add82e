"""How a matter stands: what is decided, by whom and when, or what it waits for. Derived, never stored."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from django.db.models import Case, Exists, F, OuterRef, Prefetch, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.decisions.deadlines import deadline_of
from loftet.decisions.models import DECIDES, Matter, MatterState, Outcome, Treatment


class Stands(Enum):
    """How far a matter has come."""

    PREPARED = "prepared"  # waits to be taken up
    WRITTEN = "written"  # nothing is planned
    PLANNED = "planned"
    HELD = "held"  # the meeting has been, and nobody has recorded what came of it
    TREATED = "treated"  # noted, endorsed, talked over, heard, polled: not decided
    STOPPED = "stopped"  # postponed or sent back, and nothing is planned
    DECIDED = "decided"
    WITHDRAWN = "withdrawn"


# After these nothing has come of the matter yet, and nothing goes on until it is planned again.
STOPS = frozenset({Outcome.POSTPONED, Outcome.SENT_BACK})


@dataclass(frozen=True, slots=True)
class Standing:
    """How a matter stands, and by which treatment; the sentence says it in the language of the page."""

    stands: Stands
    sentence: str
    treatment: Treatment | None = None
    deadline: date | None = None

    @property
    def is_decided(self) -> bool:
        """Check whether the matter is settled."""
        return self.stands is Stands.DECIDED

    @property
    def outcome(self) -> Outcome | None:
        """Return what came of it last, if anything has."""
        found = self.treatment.outcome if self.treatment else ""
        return Outcome(found) if found else None

    @property
    def differs(self) -> bool:
        """Check whether it was decided otherwise than proposed."""
        return self.is_decided and self.outcome is not Outcome.ADOPTED


def with_treatments(matters: QuerySet[Matter]) -> QuerySet[Matter]:
    """Return matters with what `standing_of` reads, in two queries however many matters there are."""
    treatments = Treatment.objects.select_related("body", "meeting__body")
    return matters.select_related("organisation", "prepared_by").prefetch_related(
        Prefetch("treatments", treatments)
    )


def standing_as(matters: QuerySet[Matter], today: date, states: Collection[str]) -> QuerySet[Matter]:
    """Return the matters that stand in one of some ways: `standing_of`, as the database reads it."""
    treatments = Treatment.objects.filter(matter=OuterRef("pk"))
    held = When(meeting__cancelled=None, meeting__day__lt=today, then=Value(Stands.HELD.value))
    first = treatments.filter(outcome="").order_by(F("meeting__day").asc(nulls_last=True), "pk")
    planned = first.annotate(how=Case(held, default=Value(Stands.PLANNED.value)))
    stopped = When(outcome__in=STOPS, then=Value(Stands.STOPPED.value))
    last = treatments.exclude(outcome="").order_by("-day", "-pk")
    treated = last.annotate(how=Case(stopped, default=Value(Stands.TREATED.value)))
    decided = Exists(treatments.filter(outcome__in=DECIDES))
    stands = Case(
        When(state=MatterState.WITHDRAWN, then=Value(Stands.WITHDRAWN.value)),
        When(state=MatterState.PREPARED, then=Value(Stands.PREPARED.value)),
        When(decided, then=Value(Stands.DECIDED.value)),
        default=Coalesce(
            Subquery(planned.values("how")[:1]),
            Subquery(treated.values("how")[:1]),
            Value(Stands.WRITTEN.value),
        ),
    )
    return matters.alias(stands=stands).filter(stands__in=states)


def standing_of(matter: Matter, today: date) -> Standing:
    """Return how a matter stands; `with_treatments` has fetched what it asks for."""
    if matter.state == MatterState.WITHDRAWN:
        return Standing(
            Stands.WITHDRAWN, _("The matter was withdrawn: %(reason)s") % {"reason": matter.reason}
        )
    if matter.state == MatterState.PREPARED and matter.prepared_by is not None:
        words = _("Prepared by %(preparer)s. It waits until the top management takes it up.")
        return Standing(Stands.PREPARED, words % {"preparer": matter.prepared_by})
    treatments = list(matter.treatments.all())
    done = sorted((one for one in treatments if one.outcome and one.day), key=_done_on)
    if decided := [one for one in done if one.outcome in DECIDES]:
        return Standing(Stands.DECIDED, decision(decided[-1]), decided[-1])
    planned = sorted((one for one in treatments if not one.outcome), key=_planned_on)
    if planned:
        return _planned(planned, today)
    return _treated(done)


def _done_on(one: Treatment) -> tuple[date, int]:
    return one.day or date.min, one.pk


def _planned_on(one: Treatment) -> tuple[date, int]:
    return one.meeting.day if one.meeting else date.max, one.pk


def _planned(planned: Sequence[Treatment], today: date) -> Standing:
    first = planned[0]
    meeting = first.meeting
    words = {"what": first.get_kind_display(), "who": who(first)}
    if meeting is None:
        sentence = _("Waits for %(what)s by %(who)s. No day is set.")
        return Standing(Stands.PLANNED, sentence % words, first)
    words["day"] = day_in_words(meeting.day)
    if meeting.cancelled is not None:
        sentence = _("Waits for %(what)s by %(who)s. The meeting of %(day)s was cancelled: choose another.")
        return Standing(Stands.PLANNED, sentence % words, first)
    if meeting.day < today:
        sentence = _("%(who)s met on %(day)s. What came of it has not been recorded yet.")
        return Standing(Stands.HELD, sentence % words, first)
    deadline = deadline_of(meeting)
    sentence = _("Waits for %(what)s by %(who)s on %(day)s. Papers are due on %(deadline)s.")
    return Standing(
        Stands.PLANNED, sentence % (words | {"deadline": day_in_words(deadline)}), first, deadline
    )


def _treated(done: Sequence[Treatment]) -> Standing:
    if not done:
        return Standing(Stands.WRITTEN, _("Nobody has treated it, and nothing is planned."))
    last = done[-1]
    if last.outcome in STOPS:
        sentence = _("%(decision)s Nothing new is planned.") % {"decision": decision(last)}
        return Standing(Stands.STOPPED, sentence, last)
    sentence = _("%(decision)s It has not been decided.") % {"decision": decision(last)}
    return Standing(Stands.TREATED, sentence, last)


def decision(one: Treatment) -> str:
    """Return in words what came of a treatment, by whom, when and under which number."""
    words = {
        "who": who(one),
        "what": one.get_outcome_display(),
        "day": day_in_words(one.day) if one.day else "",
        "number": one.case_number,
    }
    if one.case_number:
        return _("%(who)s, %(day)s (case %(number)s): %(what)s.") % words
    return _("%(who)s, %(day)s: %(what)s.") % words


def who(one: Treatment) -> str:
    """Return the body, or the function that decides by delegation."""
    return one.body.name if one.body is not None else one.decided_by


def day_in_words(day: date) -> str:
    """Return a day as a reader writes it."""
    return date_format(day, "j. F Y")


def has_been(one: Treatment, today: date) -> bool:
    """Check whether something can have come of a treatment: its meeting, if it has one, has been held."""
    meeting = one.meeting
    return meeting is None or (meeting.cancelled is None and meeting.day <= today)
