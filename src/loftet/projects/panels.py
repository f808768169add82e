"""Parts that projects show on pages of earlier apps, and the mark «the project began» on a figure's chart."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from loftet.challenges.models import Challenge
from loftet.charts.line import Event
from loftet.core.actor import actor_of
from loftet.core.pages import Link
from loftet.core.panels import Panel
from loftet.core.threads import Phase, Stop
from loftet.effects.cards import EffectCard, cards_of
from loftet.effects.sentences import in_short
from loftet.geography.place import Kind as PlaceKind
from loftet.needs.models import Need
from loftet.people.actor import Actor
from loftet.people.models import Organisation
from loftet.people.organisation_panel import OrganisationPanel
from loftet.places.models import Place
from loftet.programme.models import Cohort
from loftet.programme.queries.standings import taking_part
from loftet.projects.models import ExpectedEffect, Project, State
from loftet.projects.queries import organisations_led_for
from loftet.projects.rules import may_start

MOST_SHOWN, MOST_MEASURED = 5, 20


def on_challenge(request: HttpRequest, subject: Challenge) -> Panel | None:
    """Show the projects that answer a challenge, with what the figures say, and the link to start one."""
    return _panel(request, subject, {"challenge": subject}, "utfordring", is_open=subject.withdrawn is None)


def on_need(request: HttpRequest, subject: Need) -> Panel | None:
    """Show the projects that a need has become, and the link to start one."""
    return _panel(request, subject, {"needs": subject}, "behov", is_open=subject.shared is not None)


def _panel(
    request: HttpRequest, subject: Any, by: dict[str, Any], word: str, *, is_open: bool
) -> Panel | None:
    actor = actor_of(request)
    rows = Project.objects.visible_to(actor).filter(**by).select_related("lead")
    projects = list(rows.prefetch_related("effects__results")[:MOST_SHOWN])
    starts = organisations_led_for(actor)[:1] if is_open else []
    if not (projects or starts):
        return None
    context = {"lines": _lines(projects), "starts": starts, "word": word, "subject": subject}
    stops = [
        Stop(_("Project"), one.title, one.get_absolute_url(), phase=Phase.CARRIED_OUT) for one in projects
    ]
    return Panel("projects/parts/on_origin.html", context, stops)


def on_municipality(request: HttpRequest, subject: Place) -> Panel | None:
    """Show the projects that a municipality takes part in, with what the figures say in a few words."""
    if subject.kind != PlaceKind.MUNICIPALITY:
        return None
    rows = Project.objects.filter(begun__isnull=False, partners__organisation__place=subject)
    rows = rows.exclude(state=State.STOPPED).distinct().select_related("lead")
    projects = list(rows.prefetch_related("effects__results")[:MOST_SHOWN])
    if not projects:
        return None
    lines = [
        {"project": line["project"], "said": [_said(card, subject) for card in line["answers"]]}
        for line in _lines(projects)
    ]
    return Panel("projects/parts/on_municipality.html", {"lines": lines, "place": subject})


def _said(card: EffectCard[Any], place: Place) -> str:
    """Return what the figures say in a few words, and that the answer leaves the municipality out, if so."""
    assert card.newest is not None  # the others are sorted out by `_lines`
    said, out = in_short(card.newest), {one.place for one in card.baseline if not one.counted}
    return f"{said}. {card.left_out.removesuffix('.')}" if place.name in out else said


def on_measures(request: HttpRequest, subject: Cohort) -> Panel | None:
    """Show the projects of a cohort's municipalities that were to move a figure, and what came of it."""
    members = taking_part(actor_of(request).today, subject).values("organisation")
    rows = Project.objects.filter(begun__isnull=False, partners__organisation__in=members)
    rows = rows.filter(effects__frozen__isnull=False).distinct().select_related("lead")
    projects = list(rows.prefetch_related("effects__results").order_by("-starts_on", "-pk")[:MOST_MEASURED])
    return Panel("projects/parts/on_measures.html", {"lines": _lines(projects)}) if projects else None


def _lines(projects: list[Project]) -> list[dict[str, Any]]:
    """Return projects with the answers to what was expected of them, a few queries for all."""
    cards = cards_of([effect for one in projects for effect in one.effects.all()], with_charts=False)
    return [
        {
            "project": one,
            "answers": [card for card in cards if card.effect.project_id == one.pk and card.newest],
        }
        for one in projects
    ]


def projects_of(actor: Actor, organisation: Organisation) -> QuerySet[Project]:
    """Return the projects that an organisation leads or takes part in."""
    return Project.objects.visible_to(actor).filter(partners__organisation=organisation).distinct()


on_organisation = OrganisationPanel(
    heading_id="projects",
    heading=gettext_lazy("Projects"),
    rows=projects_of,
    empty=gettext_lazy("It takes part in none yet."),
    list_url="projects",
    list_words=gettext_lazy("See the projects"),
    links=(Link(gettext_lazy("Start a project"), "project_create", may_start),),
    hides=True,
)


def project_events(indicator: str, place: str) -> Iterator[Event]:
    """Yield when projects began that were to move a figure in a place; one query."""
    rows = ExpectedEffect.objects.filter(
        indicator=indicator, frozen__isnull=False, project__partners__organisation__place__slug=place
    )
    for year in sorted({one for one in rows.values_list("treated_from", flat=True) if one is not None}):
        yield Event(year, _("the project began here"))
