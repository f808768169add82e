"""What waits to be confirmed is no registration: whom it is told to, when it goes, who writes to it."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.utils import timezone

from loftet.core.verdicts import NotAllowed
from loftet.meetings.actions.events import cancel_event, change_event
from loftet.meetings.actions.teams import Person, confirm_registration, register_team
from loftet.meetings.example import announced_event, pending_registration
from loftet.meetings.models import Attendee, Event, PendingRegistration, Team
from loftet.meetings.rules import HELD_FOR, MOST_TO_EVENT, held_until
from loftet.meetings.signed import confirm_word
from loftet.people.actions.own import erase
from loftet.people.actor import nobody
from loftet.people.models import Organisation, RoleKind, User
from loftet.people.permissions import Actor
from loftet.people.personal_data import forget_personal_data
from loftet.people.queries.own import own_data
from loftet.suppliers.models import Standing, Supplier
from tests.letters import letters_sent
from tests.meetings.conftest import Register, confirmed, in_days
from tests.needs.conftest import People
from tests.people.partnership import World, acting_as, browser_of, hire, small_partnership

POSTED = {"name": "Provby AB", "email": "noen@provby.example", "name_n0": "Anders"}
STRANGER = "post@nabo.example"


@pytest.fixture
def pending(event: Event, writer: Actor) -> PendingRegistration:
    return pending_registration(event, writer)


def asked_for(event: Event, address: str = STRANGER) -> int:
    page = f"/moteplasser/{event.pk}/meld-pa/?lang=en"
    return Client().post(page, POSTED | {"email": address}).status_code


def told() -> list[tuple[str, str]]:
    """Return whom letters went to, and their subjects."""
    return [(one.to[0], str(one.subject)) for one in letters_sent()]


def test_what_waits_is_handed_out_to_the_person_of_its_address_alone(
    event: Event, pending: PendingRegistration, world: World
) -> None:
    owner = User.objects.create_user(pending.email, name="Sigrid")
    (row,) = own_data(owner)["event_pending_registrations"]
    assert (row["name"], row["email"], row["event__title"]) == (pending.name, pending.email, event.title)
    other = User.objects.create_user("annen@royrens.example")
    assert own_data(other)["event_pending_registrations"] == []


def test_what_waits_goes_with_an_erased_person_and_leaves_that_of_others(
    event: Event, pending: PendingRegistration
) -> None:
    assert asked_for(event) == 302
    owner = User.objects.create_user(pending.email, name="Sigrid")
    erase(owner, now=timezone.now(), today=timezone.localdate())
    assert [one.email for one in PendingRegistration.objects.all()] == [STRANGER]


def test_what_nobody_confirms_in_time_is_forgotten(event: Event, pending: PendingRegistration) -> None:
    now = pending.made
    assert pending.expires == held_until(event, now) <= now + HELD_FOR
    forget_personal_data(pending.expires - timedelta(seconds=1))
    assert PendingRegistration.objects.filter(pk=pending.pk).exists()
    forget_personal_data(pending.expires)
    assert not PendingRegistration.objects.exists()


def test_what_waits_is_held_no_longer_than_others_can_register(event: Event) -> None:
    now = timezone.now()
    event.closes = event.day = timezone.localdate(now)
    last = timezone.localtime(event.starts_at)
    assert held_until(event, last - timedelta(minutes=5)) == last
    event.day = in_days(3)
    midnight = timezone.localtime(now).replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    assert held_until(event, midnight - timedelta(minutes=30)) == midnight


def test_so_many_an_hour_wait_for_an_event_and_no_more(event: Event, pending: PendingRegistration) -> None:
    many = [
        PendingRegistration(
            event=event, name="Firma", email=f"{number}@x.example", language="nb", client=f"machine {number}",
            made=pending.made, expires=pending.expires,
        )
        for number in range(MOST_TO_EVENT - 2)
    ]  # fmt: skip
    PendingRegistration.objects.bulk_create(many)
    assert (asked_for(event), asked_for(event, "en@nabo.example")) == (302, 422)
    PendingRegistration.objects.update(made=pending.made - timedelta(hours=1, minutes=1))
    assert asked_for(event, "to@nabo.example") == 302


def test_a_meeting_that_is_moved_or_cancelled_writes_to_teams_and_not_to_what_waits(
    event: Event, people: People, world: World, writer: Actor, register: Register
) -> None:
    register(world.firm, people.firm, "Sigrid")
    assert asked_for(event) == 302
    before = len(told())
    event.refresh_from_db()
    change_event(event, {"where": "Kulturhuset"}, actor=writer)
    event.refresh_from_db()
    cancel_event(event, "Snø", actor=writer)
    assert {to for to, _subject in told()[before:]} == {people.firm.email}
    assert confirmed(STRANGER).status_code == 403
    assert not Team.objects.filter(email=STRANGER).exists()


def test_a_letter_that_waits_is_not_sent_once_its_meeting_is_cancelled(event: Event, writer: Actor) -> None:
    assert asked_for(event) == 302
    event.refresh_from_db()
    cancel_event(event, "Snø", actor=writer)
    assert told() == []


def firm_of(user: User, standing: Standing) -> Organisation:
    """Sign up a firm of somebody."""
    firm = Organisation.objects.create(slug="lokkefirma", name="Lokkefirma AS", kind="supplier")
    Supplier.objects.create(
        organisation=firm, number="310482013", state=standing, signed_up=timezone.now(), signed_up_by=user
    )
    return firm


def test_a_firm_that_anybody_can_sign_up_makes_us_write_to_no_address_but_that_of_its_sign_in(
    event: Event, world: World
) -> None:
    user = User.objects.create_user("lokker@x.example")
    firm = firm_of(user, Standing.UNCONFIRMED)
    hire(user.email, firm, RoleKind.TOP_MANAGEMENT)
    people, actor = [Person(None, "Anders", "", "physical", "")], acting_as(user)
    with pytest.raises(NotAllowed, match="ikke bekreftet ennå"):
        register_team(event, firm, {"email": STRANGER}, people, actor=actor)
    with pytest.raises(NotAllowed):
        register_team(event, None, {"email": STRANGER, "name": "X", "side": "market"}, people, actor=actor)
    assert (Team.objects.exists(), told()) == (False, [])
    register_team(event, firm, {"email": user.email}, people, actor=actor)
    assert [to for to, _subject in told()] == [user.email]


def test_who_is_signed_in_without_a_firm_confirms_every_address_but_the_own(event: Event) -> None:
    user = User.objects.create_user("lokker@x.example", name="Lokker")
    page = f"/moteplasser/{event.pk}/meld-pa/?lang=en"
    for address in (STRANGER, user.email):
        browser_of(user).post(page, POSTED | {"email": address})
    assert [one.email for one in Team.objects.all()] in ([], [user.email])
    assert [subject for to, subject in told() if to == STRANGER and "Confirm" not in subject] == []


def test_of_two_who_read_the_page_before_either_pressed_one_registers(
    event: Event, pending: PendingRegistration
) -> None:
    actor, same = nobody(timezone.localdate()), PendingRegistration.objects.get()
    confirm_registration(event, pending, actor=actor)
    with pytest.raises(NotAllowed):
        confirm_registration(event, same, actor=actor)
    assert (Team.objects.count(), Attendee.objects.exclude(seated=None).count()) == (1, 1)


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite in memory has one connection")
def test_confirmations_at_once_make_one_team_and_one_place() -> None:
    world = small_partnership()
    planner = acting_as(hire("odd@gol.example", world.gol, RoleKind.BUSINESS_ADVISER))
    event = announced_event(planner, world.gol, seats=5)
    row, gate = pending_registration(event, planner), Barrier(4)
    link = f"/pamelding/bekreft/{confirm_word(row.pk)}/"

    def press(_number: int) -> int:
        gate.wait()
        try:
            return Client().post(link).status_code
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(press, range(4))) == [302, 403, 403, 403]
    assert (Team.objects.count(), Attendee.objects.exclude(seated=None).count()) == (1, 1)
    assert len({one.to[0] for one in letters_sent()}) == 1
    assert mail.outbox[-1].to == [row.email]


def test_a_registration_whose_values_are_refused_later_is_told_so(
    event: Event, pending: PendingRegistration
) -> None:
    """The digital address may be taken away between the form and the letter."""
    PendingRegistration.objects.update(people=[{**pending.people[0], "way": "digital"}])
    Event.objects.update(link="")
    answer = Client().post(f"/pamelding/bekreft/{confirm_word(pending.pk)}/?lang=en")
    assert (answer.status_code, Team.objects.exists()) == (422, False)
    assert "no digital address" in answer.content.decode()
