"""Who may see which records is said once by each app: pages, search, open data and followed things agree."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model

from loftet.core import registry
from loftet.core.ocds import OcdsSource
from loftet.core.pages import HiddenRecordMixin
from loftet.core.registry import App, Example
from loftet.core.search import RecordSource
from loftet.core.testing import page_classes
from loftet.core.visible import everybody, visible_rows
from loftet.notices.followed import followed_kinds
from loftet.notices.models import Notice
from loftet.notices.queries.letters import open_to
from loftet.notices.rules import may_follow
from loftet.people.actor import Actor, nobody
from loftet.people.models import User
from loftet.places.models import Place
from loftet.suppliers.pages.supplier import OfSupplier
from tests.people.partnership import World, acting_as, browser_of
from tests.status.conftest import small_root  # noqa: F401 - a fixture
from tests.test_access_matrix import few_places  # noqa: F401 - a fixture
from tests.test_registered_apps import WITH_EXAMPLE, author, example_of, people, world  # noqa: F401 - fixtures

HIDES = [app for app in WITH_EXAMPLE if app.visible]
pytestmark = [pytest.mark.contract, pytest.mark.long]


def test_an_app_that_hands_out_rows_says_who_may_see_them(monkeypatch: pytest.MonkeyPatch) -> None:
    source = RecordSource(kind="user", words="", many="", model=User, document=str)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="«firms» does not say who may see a User"):
        registry.register(App(label="firms", search=(source,)))
    assert "firms" not in {app.label for app in registry.apps()}


def test_it_is_said_once_and_nobody_sees_what_is_said_of_by_nobody() -> None:
    model = next(iter(HIDES[0].visible))
    with pytest.raises(ValueError, match=f"it is said twice who may see a {model.__name__}"):
        registry.register(App(label="firms", visible={model: everybody}))
    with pytest.raises(LookupError, match="no app says who may see a User"):
        visible_rows(User, nobody())


def test_every_page_of_a_hidden_record_asks_what_its_app_says() -> None:
    pages = [page for _name, page in page_classes() if issubclass(page, HiddenRecordMixin)]
    models = {getattr(page, "subject_model", None) for page in pages if not issubclass(page, OfSupplier)}
    assert {model for model in models if model is None or model not in registry.conditions()} == set()
    assert len(models) > 10


def rows_of(app: App, actor: Actor) -> Iterator[tuple[type[Model], Any, bool]]:
    """Return what the example of an app has made, and whether somebody may see each row."""
    for model in app.visible:
        seen = set(visible_rows(model, actor).values_list("pk", flat=True))
        for row in model._default_manager.all():
            if not isinstance(row, Place):
                yield model, row, row.pk in seen


def told_otherwise(app: App, actor: Actor) -> Iterator[str]:
    """Return where search, open data, following or a letter tells otherwise than what the app says."""
    handed = [one for one in (*app.search, *app.ocds) if isinstance(one, (RecordSource, OcdsSource))]
    for model, row, seen in rows_of(app, actor):
        for source in handed:
            if source.model is model and not seen and source.visible_to(actor).filter(pk=row.pk).exists():
                yield f"{source} hands out {row}"
        if model in followed_kinds() and bool(may_follow(actor, row)) != seen:
            yield f"{row} can be followed: {not seen}"
        kind = ContentType.objects.get_for_model(model)
        notice = Notice(user=actor.user, subject_type=kind, subject_id=row.pk, when=actor.now)
        if bool(open_to(actor, [notice])) != seen:
            yield f"a letter tells of {row}: {not seen}"


def pages_that_differ(app: App, example: Example, user: User | None, actor: Actor) -> Iterator[str]:
    """Return the rows whose own page lets somebody in who may not see them, or keeps out somebody who may."""
    for model, row, seen in rows_of(app, actor):
        own = [one for _name, one in page_classes() if getattr(one, "subject_model", None) is model]
        if own and (browser_of(user).get(row.get_absolute_url()).status_code == 200) != seen:
            yield f"the page of {row} ({model.__name__}): {not seen}"


@pytest.mark.parametrize("app", HIDES, ids=[app.label for app in HIDES])
def test_pages_search_open_data_following_and_letters_say_the_same(
    app: App,
    author: Actor,  # noqa: F811
    world: World,  # noqa: F811
) -> None:
    example = example_of(app, author, world)
    found = []
    for who, user in people(example, world).items():
        actor = nobody() if user is None else acting_as(user)
        found += [f"{who}: {one}" for one in told_otherwise(app, actor)]
        found += [f"{who}: {one}" for one in pages_that_differ(app, example, user, actor)]
    assert found == []
