"""A story of Gol, whose people are those of the tests of needs, and one of a project with an effect."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone, translation

from loftet.people.permissions import Actor
from loftet.projects.actions import begin_project, start_project
from loftet.projects.models import EffectResult, ExpectedEffect, Project
from loftet.stories.actions import write_story
from loftet.stories.models import Story
from tests.needs.conftest import People, people, world, world_and_people, writer  # noqa: F401 - fixtures
from tests.people.partnership import World, acting_as
from tests.projects.waste import waste_project

SENTENCE = "Vassleiing vart 6,0 prosentpoeng lågare enn venta ut frå liknande kommunar; så er det."


def told(**more: Any) -> dict[str, Any]:
    """Return what is filled in when a story is written."""
    return {
        "title": "Vi kastar mindre mat",
        "text": "Kjøkkenet veg det som blir kasta.",
        "figure": "12 tonn mindre mat kasta i fjor",
        "figure_source": "Vege på kjøkkena",
    } | more


@pytest.fixture
def story(world: World, writer: Actor) -> Story:  # noqa: F811
    """Return the draft of a story with a number of its own."""
    return write_story(world.gol, told(), actor=writer)


@pytest.fixture
def chief(people: People) -> Actor:  # noqa: F811
    """Return the chief executive of Gol."""
    return acting_as(people.colleague)


@pytest.fixture
def project(world: World, writer: Actor) -> Project:  # noqa: F811
    """Return a project of Gol that has begun, with an effect that no edition has answered."""
    plan = {"title": "Mindre svinn", "starts_on": timezone.localdate()}
    made = start_project(world.gol, plan, actor=writer)
    ExpectedEffect.objects.create(
        project=made, indicator="water_leakage", size=6, by_year=2030, frozen=timezone.now()
    )
    return begin_project(made, {"staff": "Drøfta i dag"}, actor=writer)


def answered(project: Project, answer: str, estimate: float | None, indicator: str = "") -> EffectResult:
    """Set what the newest edition says of an effect of a project."""
    effect = project.effects.get(indicator="water_leakage")
    if indicator:
        effect = ExpectedEffect.objects.create(
            project=project, indicator=indicator, size=1, by_year=2030, frozen=timezone.now()
        )
    return EffectResult.objects.create(
        effect=effect,
        edition="2026-11-01-00000000",
        computed=timezone.now(),
        answer=answer,
        estimate=estimate,
        sentence_nb=SENTENCE,
        sentence_nn=SENTENCE,
        sentence_en=SENTENCE,
    )


@pytest.fixture
def told_waste(demo_site: Path) -> Story:
    """Return a story, offered by Nedre Demodal, of a project whose planted effect the demo's figures show."""
    project, actor = waste_project()
    about = {"class_question": "Kor mykje mat kastar du?", "class_text": "Alle kastar.", "class_task": "Veg."}
    quoted = {"quote": "Vekta hjelpte", "quote_by": "Kari Kokk", "quote_agreed_on": date(2026, 1, 5)}
    more = {"project": project, "figure": "", "figure_source": ""}
    return write_story(project.lead, told(**more, **about, **quoted), actor=actor)


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Say reasons in English, as the source has them; pages have their own language."""
    with translation.override("en"):
        yield
