"""The standing of a matter: decided, by whom and when, or what it waits for. Derived, never stored."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, Exists, F, OuterRef, Prefetch, QuerySet, Subquery, TextChoices, Value, When
from django.db.models.functions import Coalesce
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.core.words import Words
from loftet.decisions.deadlines import deadline_of
from loftet.decisions.models import DECIDES, Matter, MatterState, Outcome, Treatment
from loftet.people.models import Organisation, OrganisationKind


class Stands(TextChoices):
    """The stages of a matter."""

    PREPARED = "prepared", gettext_lazy("prepared by others")  # nobody in the organisation has begun with it
    WRITTEN = "written", gettext_lazy("nothing is planned")
    PLANNED = "planned", gettext_lazy("planned")
    HELD = "held", gettext_lazy("held, and not recorded")
    TREATED = "treated", gettext_lazy("treated, not decided")  # noted, endorsed, talked over, heard, polled
    STOPPED = "stopped", gettext_lazy("postponed or sent back")  # and nothing is planned
    DECIDED = "decided", gettext_lazy("decided")
    WITHDRAWN = "withdrawn", gettext_lazy("withdrawn")


SENTENCES: Mapping[Outcome, Words] = {
    Outcome.NOTED: gettext_lazy("%(who)s took the matter for information on %(day)s"),
    Outcome.DISCUSSED: gettext_lazy("%(who)s discussed the matter on %(day)s"),
    Outcome.ENDORSED: gettext_lazy("%(who)s endorsed the proposal on %(day)s"),
    Outcome.HEARD: gettext_lazy("%(who)s gave a statement on %(day)s"),
    Outcome.POLLED: gettext_lazy("%(who)s was asked on %(day)s, without deciding"),
    Outcome.ADOPTED: gettext_lazy("adopted by %(who)s on %(day)s"),
    Outcome.AMENDED: gettext_lazy("adopted with changes by %(who)s on %(day)s"),
    Outcome.REJECTED: gettext_lazy("not adopted by %(who)s on %(day)s"),
    Outcome.POSTPONED: gettext_lazy("postponed by %(who)s on %(day)s"),
    Outcome.SENT_BACK: gettext_lazy("sent back by %(who)s on %(day)s"),
}
COMMON_BODY = re.compile(
    r"(kommune|fylkes?|hovud|hoved|ungdoms|eldre|region|folkevalgt|by|formann)?"
    r"(styret|tinget|rådet|skapet|utvalget|utvalet|utvalg|utval|råd for|komiteen)\b",
    re.IGNORECASE,
)
ONE_FUNCTION = re.compile(r"\w+(ør|er|ar|sjef|mann)")
# After these nothing has come of the matter yet, and nothing goes on until it is planned again.
MANAGER = gettext_lazy("general manager")
LEADS: Mapping[str, Words] = {  # who leads an organisation, and so decides for it
    OrganisationKind.MUNICIPALITY: gettext_lazy("chief executive"),
    OrganisationKind.COUNTY: gettext_lazy("county chief executive"),
}
STOPS = frozenset({Outcome.POSTPONED, Outcome.SENT_BACK})


@dataclass(frozen=True, slots=True)
class Standing:
    """The stage of a matter, and by which treatment; the sentence says it in the language of the page."""

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
        words = _("Prepared by %(preparer)s. It waits for the top management.")
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
        return Standing(Stands.HELD, capfirst(sentence % words), first)
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
    words = {"who": who(one), "day": day_in_words(one.day) if one.day else ""}
    said = str(SENTENCES[Outcome(one.outcome)]) % words
    if one.case_number:
        said += " " + _("(case %(number)s)") % {"number": one.case_number}
    return f"{capfirst(said)}."


def who(one: Treatment) -> str:
    """Return the body, or the function that decides by delegation, as it stands inside a sentence."""
    return name_in_sentence(one.body.name) if one.body is not None else function_in_sentence(one.decided_by)


def name_in_sentence(name: str) -> str:
    """Return the name of a body with a small letter where it is a common word, not a name of its own.

    >>> name_in_sentence("Kommunestyret"), name_in_sentence("Gol kommunestyre")
    ('kommunestyret', 'Gol kommunestyre')
    """
    return name[0].lower() + name[1:] if COMMON_BODY.match(name) else name


def function_in_sentence(function: str) -> str:
    """Return a function in the definite form of Norwegian, where one word says it.

    >>> function_in_sentence("kommunedirektør"), function_in_sentence("assisterende kommunedirektør")
    ('kommunedirektøren', 'assisterende kommunedirektør')
    """
    return f"{function[0].lower()}{function[1:]}en" if ONE_FUNCTION.fullmatch(function) else function


def last_delegation(organisation: Organisation) -> tuple[str, str]:
    """Return which function decided by delegation last in an organisation, and by which document; one query.

    Where none has, it is the one who leads the organisation: nobody else decides for it by delegation.
    """
    rows = Treatment.objects.filter(matter__organisation=organisation, body=None)
    found = rows.order_by("-recorded", "-pk").values_list("decided_by", "document").first()
    return found or (str(LEADS.get(organisation.kind, MANAGER)), "")


def day_in_words(day: date) -> str:
    """Return a day as a reader writes it."""
    return date_format(day, "j. F Y")


def has_been(one: Treatment, today: date) -> bool:
    """Check whether something can have come of a treatment: its meeting, if it has one, has been held."""
    meeting = one.meeting
    return meeting is None or (meeting.cancelled is None and meeting.day <= today)
