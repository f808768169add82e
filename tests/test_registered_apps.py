"""What follows from the registration of each app: who is let in, pages, misused forms, personal data.

An app that answers with core pages registers an `example()` that names every one of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from django.test import Client
from django.utils import timezone, translation

from loftet.core import registry, testing
from loftet.core.registry import App, Example, apps
from loftet.people.actions.own import erase
from loftet.people.actor import Actor, actor_at
from loftet.people.models import Organisation, RoleKind, User
from loftet.people.personal_data import tables
from loftet.places.models import Place
from loftet.programme.example import RUNS
from tests.people.partnership import World, browser_of, hire, named_person, small_partnership
from tests.people.test_personal_data import number_stays
from tests.status.conftest import small_root  # noqa: F401 - a fixture
from tests.test_access_matrix import few_places  # noqa: F401 - a fixture

WITH_EXAMPLE = [app for app in apps() if app.example is not None]
EVERY_APP = pytest.mark.parametrize("app", WITH_EXAMPLE, ids=[app.label for app in WITH_EXAMPLE])
pytestmark = [pytest.mark.contract, pytest.mark.long]


@pytest.fixture
def world(few_places: None) -> World:  # noqa: F811
    return small_partnership()


@pytest.fixture
def author(world: World) -> Actor:
    """Return somebody with every role in the regional council, who makes what the example needs."""
    for kind in RoleKind:
        user = hire("author@hallingdal.example", world.council, kind)
    return actor_at(user, timezone.now(), timezone.localdate())


def example_of(app: App, author: Actor, world: World) -> Example:
    assert app.example is not None
    found: Example = app.example(author, world.council)
    return found


def people(example: Example, world: World) -> dict[str, User | None]:
    """Return everybody whom an example names; «other» has a role in an organisation elsewhere."""
    oslo = Place.objects.get(slug="oslo")
    elsewhere = Organisation.objects.create(slug="oslo", name="Oslo", kind="municipality", place=oslo)
    return {name: named_person(name, world, elsewhere) for name in example.people}


def browsers_of(example: Example, world: World, *, strict: bool = False) -> dict[str, Client]:
    return {name: browser_of(user, strict=strict) for name, user in people(example, world).items()}


def test_an_app_with_core_pages_registers_an_example() -> None:
    assert testing.pages_without_example() == []


def test_an_app_without_an_example_fails_with_the_names_of_its_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry._APPS, "programme", App(label="programme"))
    without = testing.pages_without_example()
    assert "loftet.programme.hours.pages.HoursPage: its app registers no example" in without
    assert not any("loftet.people" in one for one in without)


def test_an_example_that_is_wrong_is_told_by_page_and_person(author: Actor, world: World) -> None:
    app = next(one for one in WITH_EXAMPLE if one.label == "programme")
    right = example_of(app, author, world)
    forgotten = {"cohort_hours_csv", "remove_competence"}
    let_in = {name: right.let_in[name] for name in right.let_in if name not in forgotten}
    let_in |= {"cohort_hours": ("member: planner",)}
    example = replace(right, let_in=let_in, may_send={"hours": ("own: facilitator",)}, asked=RUNS)
    browsers = browsers_of(right, world)
    shown = ("nobody", "member: planner", "own: facilitator")
    wrong = testing.wrong_access(app, example, {who: browsers[who] for who in shown})
    assert [one for one in wrong if "of this test" not in one] == [
        "remove_competence: no example says who is let in",
        "cohort_hours_csv: no example says who is let in",
        "cohort_hours: member: planner gets 403",
        "cohort_hours: own: facilitator gets 200",
        "hours: member: planner gets 422",
        "hours: own: facilitator gets 403",
    ]


def test_one_of_each_kind_stands_for_the_others_and_another_one_on_the_next_page() -> None:
    example = Example({}, {"page": ("a", "b")}, may_send={"page": ("b",)})
    people = ["nobody", "c", "a", "b", "d"]
    found = [sorted(testing.one_of_each(turn, "page", example, people)) for turn in (0, 2)]
    assert found == [["a", "b", "c", "nobody"], ["a", "b", "d", "nobody"]]
    example = Example({}, {"page": ("member: editor",)})
    people = ["nobody", "no role", "other: editor", "member: editor", "member: planner", "member: politician"]
    of_both = sorted(testing.one_of_each(0, "page", example, people))
    assert of_both == ["member: editor", "member: planner", "no role", "nobody"]


@pytest.mark.parametrize(
    "as_everybody", [False, pytest.param(True, marks=pytest.mark.nightly)], ids=["some", "everybody"]
)
@pytest.mark.parametrize("wrong", [testing.wrong_access, testing.refused_links], ids=["pages", "links"])
@EVERY_APP
def test_pages_and_links_are_for_those_whom_the_example_names(
    app: App, wrong: Callable[..., Sequence[str]], as_everybody: bool, author: Actor, world: World
) -> None:
    example = example_of(app, author, world)
    assert wrong(app, example, browsers_of(example, world), as_everybody=as_everybody) == []


@EVERY_APP
def test_every_page_is_read_in_both_forms_of_norwegian(app: App, author: Actor, world: World) -> None:
    example = example_of(app, author, world)
    assert testing.unread_pages(app, example, browsers_of(example, world)) == []


@EVERY_APP
def test_no_form_takes_what_it_must_refuse(app: App, author: Actor, world: World) -> None:
    example = example_of(app, author, world)
    users = people(example, world)
    wrong = []
    for page in example.let_in:
        if senders := example.senders(page):
            user = users[senders[0]]
            browser, strict = browser_of(user), browser_of(user, strict=True)
            wrong += testing.misused_forms(app, example, browser, strict, (page,))
    assert wrong == []


@EVERY_APP
def test_every_pointer_to_a_person_is_told_of(app: App, world: World) -> None:
    assert testing.untold_pointers(app, tables().values()) == []


@EVERY_APP
def test_nothing_points_to_an_erased_person_but_what_its_words_say(
    app: App, author: Actor, world: World
) -> None:
    example_of(app, author, world)
    erase(author.person, now=timezone.now(), today=timezone.localdate())
    with translation.override("en"):
        assert testing.still_pointing(app, author.person, number_stays) == []
