"""Queries of experiences: who reads which, what they are tied to, and which places are alike."""

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from loftet.core.records import Record
from loftet.core.visible import visible_rows
from loftet.editions.rows import Indicator
from loftet.effects.cards import indicators_now
from loftet.guidance.rules import may_see as may_see_guidance
from loftet.learning.models import Experience, FinishedCourse, State
from loftet.needs.models import Need
from loftet.people.actor import Actor
from loftet.people.models import Organisation, User
from loftet.people.permissions import SPEAKS_FOR_ITS_PLACE
from loftet.places.models import Place, PlaceCode
from loftet.programme.models import Cohort
from loftet.projects.models import Project
from loftet.projects.rules import LEADS
from loftet.solutions.models import Solution
from loftet.status.edition import current, store


def experiences_in_order(actor: Actor) -> QuerySet[Experience]:
    """Return them as a list shows them: one's own drafts first, then what was confirmed last."""
    rows = Experience.objects.visible_to(actor).select_related("organisation__place")
    return rows.order_by("state", "-confirmed_on", "-pk")


def published_about(**tie: Any) -> QuerySet[Experience]:
    """Return the published experiences that are tied to something, what was confirmed last first."""
    rows = Experience.objects.filter(state=State.PUBLISHED, **tie).select_related("organisation")
    return rows.order_by("-confirmed_on", "-pk")


def organisations_writing(actor: Actor) -> list[Organisation]:
    """Return the organisations that somebody writes experiences for."""
    return actor.permissions.acted_for(*LEADS, among=SPEAKS_FOR_ITS_PLACE)


def ties_read_by(experience: Experience, actor: Actor) -> Mapping[str, Any]:
    """Return what an experience is tied to, by name, as far as somebody may read it; a query for each."""
    kinds: Mapping[str, type[Record]] = {"need": Need, "solution": Solution, "project": Project}
    found = {
        name: visible_rows(kind, actor).filter(pk=key).first()
        for name, kind in kinds.items()
        if (key := getattr(experience, f"{name}_id")) is not None
    }
    if experience.contract_id is not None:  # everybody may read a contract
        found["contract"] = experience.contract
    return {name: one for name, one in found.items() if one is not None}


def indicator_of(experience: Experience) -> Indicator | None:
    """Return the figure that an experience is about, where it is shown today."""
    return indicators_now().get(experience.indicator) if experience.indicator else None


def indicator_choices() -> list[tuple[str, str]]:
    """Return the figures that an experience may be about, by name."""
    return sorted(((one.key, one.name) for one in indicators_now().values()), key=lambda one: one[1])


def indicators_of_goal(goal: str) -> list[str]:
    """Return the keys of the figures of a goal."""
    return [one.key for one in indicators_now().values() if one.goal == goal]


def places_alike(place: Place) -> list[int]:
    """Return the places that are alike in structure to one, by the current edition."""
    edition = current().edition
    code = PlaceCode.objects.filter(place=place).order_by("-valid_from").values_list("code", flat=True)[:1]
    if edition is None or not code:
        return []
    codes = [one.peer for one in store().peers(edition, code[0])]
    return list(PlaceCode.objects.filter(code__in=codes).values_list("place", flat=True))


def guided_cohort(actor: Actor) -> Cohort | None:
    """Return the cohort in which somebody can book a guidance talk, if there is one."""
    own = actor.permissions.held_in()
    if not own:
        return None
    rows = Cohort.objects.filter(participations__organisation__in=own).distinct().order_by("-begins")
    return next((one for one in rows if may_see_guidance(actor, one)), None)


def finished_courses(user: User | None) -> Mapping[str, Any]:
    """Return when somebody finished which course."""
    if user is None:
        return {}
    return dict(FinishedCourse.objects.filter(user=user).values_list("course", "finished"))
