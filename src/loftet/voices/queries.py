"""Queries of voices: what somebody may read, counts that show nobody, and how well answers come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import TruncDate

from loftet.challenges.models import Challenge, FocusArea
from loftet.geography.place import Kind
from loftet.needs.models import Need
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.places.models import Membership
from loftet.projects.models import Project
from loftet.voices.models import Became, Source, State, Voice, VoiceGroup, VoiceQuestion
from loftet.voices.rules import handled_by

FEWEST = 5  # fewer are neither shown nor counted apart
MOST_CHOICES = 50


def open_on(day: date) -> Q:
    """Return the condition that a question takes input on a day."""
    return Q(state=State.OPEN, opens_on__lte=day, closes_on__gte=day)


def questions_in_order(actor: Actor, today: date) -> QuerySet[VoiceQuestion]:
    """Return them as a list shows them: those that take input first, what closes first before the others."""
    rank = Case(
        When(open_on(today), then=Value(0)),
        When(state=State.DRAFT, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    rows = VoiceQuestion.objects.visible_to(actor).select_related("organisation").annotate(rank=rank)
    return rows.order_by("rank", "closes_on", "pk")


def organisations_asking(actor: Actor) -> list[Organisation]:
    """Return the municipalities that somebody writes questions for."""
    keys = actor.permissions.once(handled_by)
    found = Organisation.objects.select_related("place").in_bulk(keys) if keys else {}
    return [found[key] for key in keys]


# --- counts -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ShownCounts:
    """The number of inputs that may be told: all, those of each source with five or more, and the others."""

    total: int | None
    by_source: Mapping[str, int]
    others: int


def shown_counts(counts: Mapping[str, int]) -> ShownCounts:
    """Return counts of which none is under five, nor can be had by taking others from the sum.

    >>> shown_counts({"own": 20, "employee": 5, "class": 3})
    ShownCounts(total=28, by_source={'own': 20}, others=8)
    """
    total = sum(counts.values())
    if total < FEWEST:
        return ShownCounts(None, {}, 0)
    shown = {key: number for key, number in counts.items() if number >= FEWEST}
    while shown and 0 < total - sum(shown.values()) < FEWEST:
        del shown[min(shown, key=lambda key: (shown[key], key))]
    return ShownCounts(total, shown, total - sum(shown.values()))


def counts_of(question: VoiceQuestion) -> ShownCounts:
    """Count what is published, by who it is from; what was written on paper counts as one person's.

    So do fewer than five employees: the names of classes and councils are shown, and would tell their number.
    """
    rows = question.voices.published().order_by().values_list("source").annotate(number=Count("pk"))
    found: dict[str, int] = {}
    for source, number in rows:
        key = Source.OWN if source == Source.PAPER else source
        found[key] = found.get(key, 0) + number
    if 0 < found.get(Source.EMPLOYEE, 0) < FEWEST:
        found[Source.OWN] = found.get(Source.OWN, 0) + found.pop(Source.EMPLOYEE)
    return shown_counts(found)


def published_texts(question: VoiceQuestion) -> QuerySet[Voice]:
    """Return what is published."""
    return question.voices.published().order_by("pk")


def groups_with_counts(question: VoiceQuestion) -> QuerySet[VoiceGroup]:
    """Return the groups of a question, the largest first, each with its `number`."""
    number = Count("voices", filter=Q(voices__state="published"))
    return question.groups.annotate(number=number).order_by("-number", "name")


def groups_shown(question: VoiceQuestion) -> list[VoiceGroup]:
    """Return the groups that are large enough to be shown."""
    return [one for one in groups_with_counts(question) if one.number >= FEWEST]  # type: ignore[attr-defined]


# --- answers ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """The answers of a municipality: questions that are due, those answered, and those in time."""

    due: int
    answered: int
    in_time: int


def answer_record(organisation: Organisation, today: date) -> AnswerRecord:
    """Count the questions of a municipality that are answered, and those that should be."""
    rows = VoiceQuestion.objects.filter(organisation=organisation).annotate(answered_on=TruncDate("answered"))
    is_answered = Q(answered__isnull=False)
    found = rows.aggregate(
        number_due=Count("pk", filter=is_answered | Q(answer_by__lt=today)),
        number_answered=Count("pk", filter=is_answered),
        number_in_time=Count("pk", filter=is_answered & Q(answered_on__lte=F("answer_by"))),
    )
    return AnswerRecord(found["number_due"], found["number_answered"], found["number_in_time"])


# --- what a question is about, and what came of it --------------------------------------------------

ABOUT = ("challenge", "focus_area", "need", "project")


def subjects_of(organisation: Organisation, day: date) -> Mapping[str, QuerySet[Any]]:
    """Return what a municipality can tie a question to: all of it is open to everybody."""
    place = organisation.place_id
    of_region = Membership.objects.on(day).filter(member=place, region__kind=Kind.REGION)
    regions = of_region.order_by().values("region")
    areas = FocusArea.objects.filter(ended_on=None).filter(Q(members=place) | Q(region__in=regions))
    needs = Need.objects.filter(organisation=organisation, audience="public", shared__isnull=False)
    projects = Project.objects.filter(lead=organisation, begun__isnull=False, ended=None)
    return {
        "challenge": Challenge.objects.standing().filter(region__in=regions),
        "focus_area": areas.distinct(),
        "need": needs.exclude(state="closed"),
        "project": projects,
    }


def subject_of(question: VoiceQuestion, actor: Actor) -> Any:
    """Return what a question is about, if its reader may see that."""
    if question.need is not None:
        return Need.objects.visible_to(actor).filter(pk=question.need.pk).first()
    if question.project is not None:
        return Project.objects.visible_to(actor).filter(pk=question.project.pk).first()
    return question.challenge or question.focus_area


def became_of(became: QuerySet[Became], actor: Actor) -> list[Any]:
    """Return what groups of input became, as far as the reader may see it."""
    rows = list(became.select_related("need", "challenge", "project"))
    if not rows:
        return []
    needs = set(
        Need.objects.visible_to(actor).filter(voices__in=rows).order_by().values_list("pk", flat=True)
    )
    projects = set(
        Project.objects.visible_to(actor).filter(voices__in=rows).order_by().values_list("pk", flat=True)
    )
    return [
        one.made for one in rows if one.challenge_id or one.need_id in needs or one.project_id in projects
    ]


def questions_on(subject: Need | Challenge | Project) -> QuerySet[VoiceQuestion]:
    """Return the questions about a need, a challenge or a project, or whose input it was made from.

    Each has `is_origin`: whether it was made from the input.
    """
    way = {Need: "need", Challenge: "challenge", Project: "project"}[type(subject)]
    made = Became.objects.filter(**{way: subject, "group__question": OuterRef("pk")})
    rows = VoiceQuestion.objects.exclude(state=State.DRAFT).annotate(is_origin=Exists(made))
    return rows.filter(Q(**{way: subject}) | Q(is_origin=True)).select_related("organisation")
