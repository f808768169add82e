"""Who may do what, and the reason when not: each rule against every kind of role."""

from datetime import date

import pytest

from loftet.core.verdicts import Denied
from loftet.log.actions import record
from loftet.people.actions.disqualifications import declare_disqualified, lift_disqualification
from loftet.people.models import Disqualification, Organisation, RoleKind, User
from loftet.people.permissions import permissions_at
from loftet.people.queries.log import entries_of, log_lines
from loftet.people.rules import (
    DECIDES,
    NOT_DELEGATED,
    may_appoint_to_any,
    may_delegate,
    may_read_log,
    may_see_list,
    not_disqualified,
)
from loftet.places.models import Place
from tests.people.partnership import World, acting_as, browser_of, county_of, hire

TODAY = date(2026, 11, 24)
ALL = tuple(RoleKind)


def appoints(user: User, organisation: Organisation) -> tuple[RoleKind, ...]:
    return may_appoint_to_any(permissions_at(user, TODAY), organisation, TODAY)


@pytest.mark.parametrize("kind", RoleKind)
def test_who_appoints_in_the_own_organisation(world: World, kind: RoleKind) -> None:
    expected = {
        RoleKind.TOP_MANAGEMENT: ALL,
        RoleKind.ADMINISTRATOR: tuple(one for one in ALL if one != RoleKind.TOP_MANAGEMENT),
    }
    user = hire("a@gol.example", world.gol, kind)
    assert appoints(user, world.gol) == expected.get(kind, ())
    assert appoints(user, world.al) == ()


@pytest.mark.parametrize("kind", RoleKind)
def test_nobody_appoints_by_delegation(world: World, kind: RoleKind) -> None:
    user = hire("a@al.example", world.gol, kind, document="24/1")
    assert appoints(user, world.gol) == ()


@pytest.mark.parametrize("kind", RoleKind)
def test_who_delegates(world: World, kind: RoleKind) -> None:
    own = permissions_at(hire("a@gol.example", world.gol, kind), TODAY)
    lent = permissions_at(hire("b@gol.example", world.gol, kind, document="24/1"), TODAY)
    may = {one for one in RoleKind if may_delegate(own, world.gol, one)}
    assert may == (set(ALL) - NOT_DELEGATED if kind == RoleKind.TOP_MANAGEMENT else set())
    assert not any(may_delegate(lent, world.gol, one) for one in RoleKind)


@pytest.mark.parametrize("kind", RoleKind)
def test_who_reads_the_log(world: World, kind: RoleKind) -> None:
    user = acting_as(hire("a@gol.example", world.gol, kind))
    assert bool(may_read_log(user, world.gol)) == (kind in DECIDES)
    assert bool(may_see_list(user, world.gol))
    assert not may_read_log(user, world.al)
    assert not may_see_list(user, world.al)


def test_who_coordinates_a_region_invites_the_first_of_a_members_management(world: World) -> None:
    first = (RoleKind.TOP_MANAGEMENT,)
    coordinator = hire("a@hallingdal.example", world.council, RoleKind.FACILITATOR)
    partner = hire("a@ks.example", world.partner, RoleKind.FACILITATOR)
    firm = hire("a@varme.example", world.firm, RoleKind.FACILITATOR)
    lent = hire("b@al.example", world.council, RoleKind.FACILITATOR, document="24/1")
    assert [appoints(one, world.gol) for one in (coordinator, partner, firm, lent)] == [first, first, (), ()]
    outside = Place.objects.create(slug="oslo", kind="municipality", name="Oslo", sort_key="oslo")
    oslo = Organisation.objects.create(slug="oslo", name="Oslo", kind="municipality", place=outside)
    assert [appoints(one, oslo) for one in (coordinator, partner)] == [(), first]
    assert appoints(coordinator, world.firm) == ()
    hire("eli@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    assert [appoints(one, world.gol) for one in (coordinator, partner)] == [(), ()]


def test_a_county_invites_the_first_of_the_management_of_a_municipality_in_it(world: World) -> None:
    county = county_of(world)
    leader = hire("a@fylke.example", county, RoleKind.FACILITATOR)
    assert appoints(leader, world.gol) == (RoleKind.TOP_MANAGEMENT,)
    assert appoints(leader, world.al) == ()  # its code begins with another county's


def test_a_firm_that_lies_in_a_municipality_does_not_speak_for_it(world: World) -> None:
    who = permissions_at(hire("a@varme.example", world.firm, RoleKind.TOP_MANAGEMENT), TODAY)
    assert world.gol.place is not None
    assert not who.has(world.gol.place)
    assert who.has(world.firm, RoleKind.TOP_MANAGEMENT)
    mayor = permissions_at(hire("a@gol.example", world.gol, RoleKind.POLITICIAN), TODAY)
    assert mayor.has(world.gol.place, RoleKind.POLITICIAN)
    assert not mayor.has(world.gol.place, RoleKind.EDITOR)


def test_who_is_disqualified_takes_no_part_until_it_is_lifted(world: World) -> None:
    user = hire("a@gol.example", world.gol, RoleKind.EDITOR)
    other = hire("b@gol.example", world.gol, RoleKind.EDITOR)
    now = user.created
    assert not_disqualified(user, world.firm)
    declared = declare_disqualified(user, world.firm, reason="Søstera mi eig firmaet.", scope="gol", now=now)
    assert declare_disqualified(user, world.firm, reason="", scope="gol", now=now) == declared
    verdict = not_disqualified(user, world.al, world.firm)
    assert isinstance(verdict, Denied)
    assert "inhabil" in str(verdict.reason)
    assert not_disqualified(other, world.firm)
    assert not_disqualified(user, world.al)
    assert "Varme AS" in browser_of(user).get("/min-side/").content.decode()
    lift_disqualification(declared, actor=acting_as(user, now))
    assert not_disqualified(user, world.firm)
    assert Disqualification.objects.get().lifted == now
    hire("boss@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    log = log_lines(entries_of(world.gol))
    assert [one.about for one in log] == ["Varme AS", "Varme AS"]
    page = browser_of(User.objects.get(email="boss@gol.example")).get("/logg/gol/?lang=nb").content.decode()
    assert page.count("Varme AS") == 2


def test_the_log_is_read_to_its_end_a_page_at_a_time(world: World) -> None:
    boss = hire("boss@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    for number in range(250):
        about = Place(pk=1, name=f"Sak {number}")
        record("matter.written", about, by=boss, acting_for="Gol kommune", scope="gol")
    browser = browser_of(boss)
    page = browser.get("/logg/gol/?side=5&lang=nb").content.decode()
    assert ("250 linjer" in page, "Side 5 av 5." in page, page.count("<time ")) == (True, True, 50)
    assert "Gol kommune" in browser.get("/logg/gol/?side=2").content.decode()


def test_nobody_lifts_what_another_has_declared(world: World) -> None:
    user = hire("a@gol.example", world.gol, RoleKind.EDITOR)
    boss = hire("b@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    declared = declare_disqualified(user, world.firm, reason="", scope="gol", now=user.created)
    address = f"/min-side/inhabil/{declared.pk}/opphev/"
    assert browser_of(boss).post(address).status_code == 404
    assert not not_disqualified(user, world.firm)
    assert browser_of(user).post(address).status_code == 302
    assert not_disqualified(user, world.firm)
