"""«Who has done this?» on the pages of figures, needs, solutions, projects and contracts."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from loftet.contracts.models import Contract
from loftet.core.actor import actor_of
from loftet.core.panels import Panel
from loftet.core.threads import Phase, Stop
from loftet.editions.rows import Indicator
from loftet.learning.models import Experience
from loftet.learning.queries import organisations_writing, published_about
from loftet.learning.rules import tellers_of
from loftet.needs.models import Need
from loftet.people.models import Organisation
from loftet.projects.models import Project
from loftet.solutions.models import Solution

MOST_SHOWN = 3


def on_indicator(request: HttpRequest, subject: Indicator) -> Panel | None:
    """Show what was done about a figure, wherever it was done."""
    rows = _rows(indicator=subject.key)
    return _panel(rows, query=f"indikator={subject.key}") if rows else None


def on_need(request: HttpRequest, subject: Need) -> Panel | None:
    """Show what was done about a need or its figure; those who wrote it can tell how it went."""
    if subject.shared is None:
        return None
    return _tied(request, "behov", subject, need=subject)


def on_solution(request: HttpRequest, subject: Solution) -> Panel | None:
    """Show how it went for those who use a solution; every buyer can tell."""
    return _tied(request, "losning", subject, solution=subject)


def on_project(request: HttpRequest, subject: Project) -> Panel | None:
    """Show what a project taught; those who lead it or take part can tell once it has begun."""
    if not subject.is_public:
        return None
    return _tied(request, "prosjekt", subject, project=subject)


def on_contract(request: HttpRequest, subject: Contract) -> Panel | None:
    """Show what a contract taught; the buyers can tell."""
    return _tied(request, "kontrakt", subject, contract=subject)


def _rows(**tie: Any) -> list[Experience]:
    return list(published_about(**tie)[: MOST_SHOWN + 1])


def _tied(request: HttpRequest, word: str, subject: Any, **tie: Any) -> Panel | None:
    """Return the experiences of something, and the link by which those who did it tell one."""
    rows, actor = _rows(**tie), actor_of(request)
    told = {one.organisation_id for one in rows}
    held = actor.permissions.held_in() - told
    tellers = tellers_of(subject) if held else ()
    asked = held if tellers is None else held.intersection(tellers)
    writes_for = [one for one in organisations_writing(actor) if one.pk in asked] if asked else []
    if not (rows or writes_for):
        return None
    return _panel(rows, writes_for=writes_for[:1], word=word, subject=subject)


def _panel(
    rows: list[Experience],
    *,
    writes_for: list[Organisation] | None = None,
    **more: Any,
) -> Panel:
    shown = {"experiences": rows[:MOST_SHOWN], "has_more": len(rows) > MOST_SHOWN}
    stops = [
        Stop(_("Experience"), one.title, one.get_absolute_url(), phase=Phase.TOLD)
        for one in rows[:MOST_SHOWN]
    ]
    return Panel("learning/parts/on_subject.html", {**shown, "writes_for": writes_for or [], **more}, stops)
