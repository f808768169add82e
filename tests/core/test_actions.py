"""An action is one transaction: it locks, asks its rule, compares versions, saves, logs and notifies."""

import pytest
from django.utils import timezone

from loftet.core.actions import Done, Gone, action
from loftet.core.verdicts import ALLOWED, Denied, NotAllowed, Verdict
from loftet.log.models import Entry
from loftet.people.actor import Actor, actor_at
from loftet.people.models import Organisation, RoleKind
from tests.people.partnership import World, hire, small_partnership

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]


@pytest.fixture
def world() -> World:
    return small_partnership()


@pytest.fixture
def editor(world: World) -> Actor:
    return actor_at(
        hire("editor@gol.example", world.gol, RoleKind.EDITOR), timezone.now(), timezone.localdate()
    )


def may_rename(actor: Actor, organisation: Organisation) -> Verdict:
    return ALLOWED if actor.permissions.has(organisation) else Denied("not yours")


@action("test.renamed", rule=may_rename, details=lambda done: {"name": done.result.name})
def rename(organisation: Organisation, name: str, *, actor: Actor) -> Organisation:
    organisation.name = name
    return organisation


@action("test.removed", rule=may_rename)
def remove(organisation: Organisation, *, actor: Actor) -> None:
    organisation.roles.all().delete()
    organisation.delete()


def called_before(_actor: Actor, organisation: Organisation) -> str:
    return f"for {organisation.name}"


@action("test.renamed", rule=may_rename, acting_for=called_before)
def rename_for_others(organisation: Organisation, name: str, *, actor: Actor) -> Organisation:
    organisation.name = name
    return organisation


def fail(_done: Done) -> None:
    raise RuntimeError("the notices failed")


@action("test.failed", rule=may_rename, notify=fail)
def rename_and_fail(organisation: Organisation, name: str, *, actor: Actor) -> Organisation:
    organisation.name = name
    return organisation


def test_an_action_changes_the_row_and_writes_the_log(world: World, editor: Actor) -> None:
    rename(world.gol, "Gol herad", actor=editor)
    world.gol.refresh_from_db()
    entry = Entry.objects.get(action="test.renamed")
    assert (world.gol.name, entry.subject_label) == ("Gol herad", "Gol herad")
    assert (entry.actor_id, entry.details) == (editor.person.pk, {"name": "Gol herad"})


def test_the_log_names_on_whose_behalf_it_was_done(world: World, editor: Actor) -> None:
    rename_for_others(world.gol, "Gol herad", actor=editor)
    entry = Entry.objects.get(action="test.renamed")
    assert (entry.acting_for, entry.subject_label) == ("for Gol kommune", "Gol herad")


def test_an_action_that_its_rule_denies_changes_nothing(world: World, editor: Actor) -> None:
    with pytest.raises(NotAllowed, match="not yours"):
        rename(world.al, "Mitt", actor=editor)
    world.al.refresh_from_db()
    assert (world.al.name, Entry.objects.count()) == ("Ål kommune", 0)


def test_an_action_whose_notices_fail_changes_nothing(world: World, editor: Actor) -> None:
    with pytest.raises(RuntimeError):
        rename_and_fail(world.gol, "Gol herad", actor=editor)
    world.gol.refresh_from_db()
    assert (world.gol.name, Entry.objects.count()) == ("Gol kommune", 0)


def test_an_action_on_a_row_that_is_gone_says_so(world: World, editor: Actor) -> None:
    stale = Organisation.objects.get(pk=world.gol.pk)
    remove(world.gol, actor=editor)
    with pytest.raises(Gone):
        rename(stale, "Gol herad", actor=editor)


def test_an_action_needs_an_actor(world: World) -> None:
    with pytest.raises(TypeError, match=r"test\.renamed needs an actor"):
        rename(world.gol, "Gol herad", actor=None)  # type: ignore[arg-type]


def test_an_action_takes_no_record_that_is_not_saved(world: World, editor: Actor) -> None:
    with pytest.raises(TypeError, match="name its parent"):
        rename(Organisation(slug="ny", name="Ny", kind="supplier"), "Annan", actor=editor)
    assert not Entry.objects.exists()


@action(None, rule=may_rename)
def rename_quietly(organisation: Organisation, name: str, *, actor: Actor) -> Organisation:
    organisation.name = name
    return organisation


def test_an_action_without_a_key_asks_its_rule_and_writes_no_log(world: World, editor: Actor) -> None:
    rename_quietly(world.gol, "Gol herad", actor=editor)
    with pytest.raises(NotAllowed, match="not yours"):
        rename_quietly(world.al, "Mitt", actor=editor)
    world.gol.refresh_from_db()
    assert (world.gol.name, Entry.objects.count()) == ("Gol herad", 0)
