"""What is refused of suppliers, each with its reason."""

import pytest

from loftet.people.models import Organisation
from loftet.people.permissions import Actor
from loftet.suppliers.models import Means, Standing, Supplier, Trouble
from loftet.suppliers.rules import (
    may_confirm,
    may_create_profile,
    may_doubt,
    may_enter_code,
    may_send_code,
    may_vouch_for,
    may_work,
)
from tests.people.partnership import World, acting_as
from tests.refusals import reason_of
from tests.suppliers.conftest import People

pytestmark = pytest.mark.usefixtures("english")


def test_an_organisation_has_one_profile(world: World, supplier: Supplier, boss: Actor) -> None:
    assert reason_of(may_create_profile(boss, world.firm)) == "The organisation has a profile already."


def test_a_firm_is_confirmed_once_and_doubted_after_that(
    world: World, supplier: Supplier, people: People, boss: Actor
) -> None:
    facilitator = acting_as(people.facilitator)
    assert reason_of(may_doubt(facilitator, supplier)) == "The firm is not confirmed."
    assert reason_of(may_work(supplier, "Not yet.")) == "Not yet."
    Supplier.objects.update(state=Standing.CONFIRMED, confirmed=boss.now, means=Means.EMAIL)
    supplier.refresh_from_db()
    assert reason_of(may_confirm(facilitator, supplier)) == "The firm is not waiting to be confirmed."
    assert reason_of(may_enter_code(boss, supplier)) == "The firm is confirmed already."
    assert may_doubt(facilitator, supplier)
    assert may_work(supplier, "Not yet.")


def test_a_facilitator_confirms_firms_of_their_own_region(people: People, world: World) -> None:
    oslo = Organisation.objects.get(slug="oslo")
    far = Organisation.objects.create(slug="by", name="By AS", kind="supplier", place=oslo.place)
    facilitator = acting_as(people.facilitator)
    assert reason_of(may_vouch_for(facilitator, far)) == "The firm lies outside of your region."
    assert may_vouch_for(facilitator, world.firm)


def test_a_bankrupt_firm_gets_no_code_and_no_new_work(world: World, supplier: Supplier, boss: Actor) -> None:
    supplier.trouble = Trouble.BANKRUPT
    assert reason_of(may_send_code(boss, supplier)) == "Enhetsregisteret says that it is bankrupt."
    Supplier.objects.update(
        state=Standing.CONFIRMED, confirmed=boss.now, means=Means.EMAIL, trouble=Trouble.DELETED
    )
    supplier.refresh_from_db()
    assert reason_of(may_work(supplier, "Not yet.")) == "It is removed from Enhetsregisteret."
