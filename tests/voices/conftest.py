"""An open question of Gol, which a planner answers; the people are those of the tests of needs."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from loftet.core.actor import Actor as CoreActor
from loftet.people.models import RoleKind, User
from loftet.people.permissions import NOBODY, Actor
from loftet.voice_answers.actions import publish_voice
from loftet.voices.actions.giving import Given, give_voice
from loftet.voices.actions.questions import open_question, set_up_voices, write_question
from loftet.voices.models import Voice, VoiceQuestion
from tests.needs.conftest import People, people, world, world_and_people  # noqa: F401 - fixtures
from tests.people.partnership import World, acting_as, hire

TITLE = "Kva gjer vegen til skulen trygg?"
Give = Callable[..., Voice]


def asked(**more: Any) -> dict[str, Any]:
    """Return what is filled in when a question is written."""
    day = timezone.localdate()
    texts = {"title": TITLE, "text": "Vi har pengar til to tiltak."}
    return texts | {"opens_on": day, "closes_on": day + timedelta(days=14)} | more


def nobody() -> Actor:
    """Return somebody who is not signed in."""
    return CoreActor(None, timezone.now(), timezone.localdate(), NOBODY)


@pytest.fixture
def planner(world: World) -> User:  # noqa: F811
    user = hire("leiv@gol.example", world.gol, RoleKind.PLANNER)
    User.objects.filter(pk=user.pk).update(name="Leiv Plan")
    user.refresh_from_db()
    return user


@pytest.fixture
def asker(planner: User) -> Actor:
    return acting_as(planner)


@pytest.fixture
def director(people: People) -> Actor:  # noqa: F811
    return acting_as(people.colleague)


@pytest.fixture
def named(world: World, planner: User, director: Actor) -> None:  # noqa: F811
    """Let Gol have named who answers."""
    set_up_voices(world.gol, {"answerer": planner, "days": 30}, 0, actor=director)


@pytest.fixture
def draft(world: World, asker: Actor) -> VoiceQuestion:  # noqa: F811
    return write_question(world.gol, asked(), actor=asker)


@pytest.fixture
def question(named: None, draft: VoiceQuestion, asker: Actor) -> VoiceQuestion:
    return open_question(draft, actor=asker)


@pytest.fixture
def give(question: VoiceQuestion, asker: Actor) -> Give:
    """Give input, and publish it unless it is to wait."""

    def given(text: str = "Meir lys.", *, waits: bool = False, email: str = "", **written: Any) -> Voice:
        voice = give_voice(question, Given({"text": text, **written}, email, "nn"), actor=nobody())
        return voice if waits else publish_voice(voice, voice.text, actor=asker)

    return given
