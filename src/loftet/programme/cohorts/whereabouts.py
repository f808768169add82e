"""«Hvor saken er»: how far the matter of taking part has come in each municipality; two queries for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from loftet.core.states import StateTag
from loftet.decisions.deadlines import deadline_of
from loftet.decisions.models import BodyKind, MatterState, Treatment, TreatmentKind
from loftet.decisions.queries.standing import name_in_sentence
from loftet.log.models import Entry
from loftet.programme.models import Participation, ParticipationState
from loftet.programme.queries.standings import Standing

SHORT_DAY = "j.n."
Sign = tuple[str, str]
UNOPENED, NEITHER, PLANNED = ("refused", "alert-triangle"), ("", "eye"), ("open", "calendar-event")
PUT_OFF, DECIDED = ("expired", "refresh"), ("closed", "check")
SETTLED = frozenset({ParticipationState.TAKES_PART, ParticipationState.DOES_NOT, ParticipationState.WITHDREW})


@dataclass(frozen=True, slots=True)
class Planned:
    """The body that is to treat the matter, on which day, and the last day for papers to it."""

    body: str
    day: date
    papers: date


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """The progress of a matter, in one word, with the little that is known beside it."""

    word: str
    detail: str
    planned: Planned | None
    reminded: date | None
    sign: Sign = NEITHER  # the wash and the icon of the word

    @property
    def tag(self) -> StateTag:
        """Return the word as pages show it."""
        key, icon = self.sign
        return StateTag(key, self.word[:1].upper() + self.word[1:], icon)

    @property
    def text(self) -> str:
        """Return all of it in one line, as lists and files have it."""
        return f"{self.word}: {self.detail}" if self.detail else self.word


def whereabouts_of(
    rows: Sequence[Participation], stand: Mapping[int, Standing], today: date
) -> dict[int, Whereabouts]:
    """Return how far the matter of each participation has come; two queries however many they are."""
    planned, reminded = planned_of([one for one in rows if is_known(one)], today), last_reminded(rows)
    return {
        one.pk: whereabouts(one, stand[one.pk], planned.get(one.matter_id or 0), reminded.get(one.pk))
        for one in rows
    }


def whereabouts(
    one: Participation, standing: Standing, planned: Planned | None, reminded: datetime | None
) -> Whereabouts:
    """Return how far one matter has come."""
    settled = standing.state in SETTLED
    word, detail, sign = _settled(standing) if standing.decided else _undecided(one, planned)
    if planned is not None and not settled:
        word, sign = _("planned"), PLANNED
        detail = f"{planned.body} {date_format(planned.day, SHORT_DAY)}"
    day = None if settled or reminded is None else timezone.localdate(reminded)
    return Whereabouts(word, detail, None if settled else planned, day, sign)


def _settled(standing: Standing) -> tuple[str, str, Sign]:
    assert standing.decided is not None
    day = date_format(standing.decided, SHORT_DAY + "Y")
    words = {"who": standing.by, "day": day}
    number = standing.case_number or day
    state = str(standing.state.label)
    if standing.state == ParticipationState.POSTPONED:
        return _("postponed"), _("by %(who)s on %(day)s") % words, PUT_OFF
    if standing.state == ParticipationState.SENT_BACK:
        return _("sent back"), _("by %(who)s on %(day)s") % words, PUT_OFF
    return _("decided %(number)s") % {"number": number}, state, DECIDED


def is_known(one: Participation) -> bool:
    """Check whether those who run the cohort know the matter: a draft is the municipality's own."""
    matter = one.matter
    return matter is not None and (matter.is_public or matter.prepared_by_id == one.cohort.lead_id)


def _undecided(one: Participation, planned: Planned | None) -> tuple[str, str, Sign]:
    matter = one.matter
    if planned is not None:
        return "", "", PLANNED
    if matter is None:
        return _("no matter"), _("nothing is prepared"), UNOPENED
    if matter.state == MatterState.PREPARED:
        return _("not opened"), "", UNOPENED
    if matter.state == MatterState.WITHDRAWN:
        return _("withdrawn"), matter.reason if is_known(one) else "", NEITHER
    return _("taken up"), _("no meeting is chosen") if is_known(one) else "", NEITHER


def planned_of(rows: Sequence[Participation], today: date) -> dict[int, Planned]:
    """Return the next planned treatment of each matter, a decision before anything else; one query."""
    treatments = Treatment.objects.filter(
        matter__in=[one.matter_id for one in rows if one.matter_id],
        outcome="",
        meeting__cancelled=None,
        meeting__day__gte=today,
    ).select_related("meeting__body")
    found: dict[int, Planned] = {}
    ordered = sorted(
        (one for one in treatments if one.meeting is not None),
        key=lambda one: (one.kind != TreatmentKind.DECISION, one.meeting.day if one.meeting else today),
    )
    for one in ordered:
        assert one.meeting is not None
        body = one.meeting.body
        name = _("the council") if body.kind == BodyKind.COUNCIL else name_in_sentence(body.name)
        found.setdefault(one.matter_id, Planned(name, one.meeting.day, deadline_of(one.meeting)))
    return found


def last_reminded(rows: Sequence[Participation]) -> dict[int, datetime]:
    """Return when each was last reminded of its invitation; one query of the log."""
    kind = ContentType.objects.get_for_model(Participation)
    found = Entry.objects.filter(
        action="participation.reminded", subject_type=kind, subject_id__in=[one.pk for one in rows]
    )
    return dict(found.order_by().values_list("subject_id").annotate(last=Max("when")))
