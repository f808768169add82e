"""Old rows are told what newer ones know."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from loftet.log.models import Entry
from loftet.people.actions.disqualifications import declare_disqualified, lift_disqualification
from loftet.people.models import Disqualification, RoleKind
from tests.people.partnership import World, acting_as, hire

pytestmark = pytest.mark.both_databases
SCOPES = import_module("loftet.people.migrations.0007_scope_of_old_disqualifications")


def test_an_old_disqualification_learns_from_the_log_whose_it_is(world: World) -> None:
    user, now = hire("kari@gol.example", world.gol, RoleKind.EDITOR), timezone.now()
    told, unsent, newer = (
        declare_disqualified(user, thing, reason="", scope=scope, now=now)
        for thing, scope in ((world.firm, "gol"), (world.partner, ""), (world.council, "al"))
    )
    Disqualification.objects.filter(pk=told.pk).update(scope="")
    SCOPES.find_scope(apps, None)
    found = {row.pk: row.scope for row in Disqualification.objects.all()}
    assert found == {told.pk: "gol", unsent.pk: "", newer.pk: "al"}
    lift_disqualification(told, actor=acting_as(user, now))
    lifted = Entry.objects.filter(action="disqualification.lifted").values_list("scope", flat=True)
    assert list(lifted) == ["gol"]
