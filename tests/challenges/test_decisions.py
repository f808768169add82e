"""The decisions that adopt a set and a target: the municipality's own, that everybody may read."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone

from loftet.challenges.choosing.actions import adopt_set
from loftet.challenges.choosing.models import ChosenIndicator, IndicatorSet
from loftet.challenges.targets.actions import adopt_target
from loftet.decisions.models import Matter, Treatment
from loftet.invalid_input import InvalidInput
from loftet.people.models import Organisation, RoleKind, User
from loftet.places.models import Place
from loftet.reports.example import decision_of
from tests.challenges.conftest import hired
from tests.people.partnership import acting_as

Text = Callable[[HttpResponseBase], str]
SET, TARGET = "/kommuner/gol/indikatorer/", "/kommuner/gol/vedtatte-maltall/nytt/"


@pytest.fixture
def planner(sixty: str) -> Client:
    """Return the browser of Gol's planner; the set of Gol holds one indicator."""
    chosen = IndicatorSet.objects.create(place=Place.objects.get(slug="gol"), published=timezone.now())
    ChosenIndicator.objects.create(set=chosen, indicator="leakage", reason="Røyra er våre", order=0)
    return hired("anne@gol.example", "gol", RoleKind.PLANNER)


@pytest.fixture
def user(planner: Client) -> User:
    return User.objects.get(email="anne@gol.example")


@pytest.fixture
def decision(user: User) -> Treatment:
    """Return a public decision of Gol."""
    made = decision_of(Organisation.objects.get(slug="gol"), acting_as(user))
    Matter.objects.update(title="Klimaplan")
    return made


def to_another_kind() -> None:
    """Give the matter to an organisation of another kind, which has its place in Gol."""
    gol = Place.objects.get(slug="gol")
    other = Organisation.objects.create(slug="lag", name="Laget", kind="supplier", place=gol)
    Matter.objects.update(organisation=other)


def refused(do: Callable[[], object]) -> list[str | None]:
    with pytest.raises(InvalidInput) as told:
        do()
    return [one.field for one in told.value.problems]


def test_a_public_decision_of_the_municipality_is_offered_for_a_set_and_a_target(
    planner: Client, decision: Treatment
) -> None:
    pages = [planner.get(address).content.decode() for address in (f"{SET}vedtatt/", TARGET)]
    assert ["Klimaplan: " in one for one in pages] == [True, True]


@pytest.mark.parametrize(
    "hide",
    [
        lambda: Matter.objects.update(state="draft", published=None),
        to_another_kind,
        lambda: Treatment.objects.update(outcome="rejected"),
        lambda: Treatment.objects.update(outcome="endorsed"),
    ],
    ids=["not public", "another's", "rejected", "endorsed"],
)
def test_another_decision_is_neither_offered_nor_taken(
    planner: Client, decision: Treatment, user: User, hide: Callable[[], object]
) -> None:
    hide()
    for address in (f"{SET}vedtatt/", TARGET):
        assert "Klimaplan" not in planner.get(address).content.decode()
    chosen, actor = IndicatorSet.objects.get(), acting_as(user)
    said: dict[str, Any] = {"adopted_on": date(2026, 3, 5), "treatment": decision}
    assert refused(lambda: adopt_set(chosen, said, actor=actor)) == ["treatment"]
    target = said | {"indicator": "leakage", "value": 20, "year": actor.today.year + 4}
    assert refused(lambda: adopt_target(chosen.place, target, actor=actor)) == ["treatment"]


def test_a_set_tells_by_which_decision_it_was_adopted_while_everybody_may_read_it(
    planner: Client, decision: Treatment, text_of: Text
) -> None:
    sent = {"version": "1", "adopted_on": "2026-03-05", "treatment": str(decision.pk)}
    assert planner.post(f"{SET}vedtatt/", sent).status_code == 302
    answer = Client().get(f"{SET}?lang=en")
    assert "The decision: Klimaplan" in text_of(answer)
    assert f'href="{decision.get_absolute_url()}"' in answer.content.decode()
    Matter.objects.update(state="draft", published=None)
    assert "Klimaplan" not in text_of(Client().get(f"{SET}?lang=en"))
