"""Another spelling of an address passes no limit, opens no second account, and hides from no erasure."""

from collections.abc import Callable
from contextlib import suppress
from itertools import cycle, islice

import pytest
from django.core.exceptions import ValidationError
from django.test import Client as Browser
from django.utils import timezone

from loftet.core.verdicts import NotAllowed
from loftet.meetings import rules
from loftet.meetings.example import announced_event
from loftet.meetings.models import Event, PendingRegistration, Team
from loftet.people.actions.invitations import Terms, invite
from loftet.people.actions.own import erase
from loftet.people.actions.sign_in import Client
from loftet.people.limits import ASKED_BY_ADDRESS
from loftet.people.models import AccessRequest, Invitation, RoleKind, User
from loftet.people.permissions import Actor
from loftet.suppliers.actions.accounts import open_account
from loftet.voices import rules as voice_rules
from loftet.voices.actions.giving import Given, give_voice
from loftet.voices.models import AddressCheck, VoiceQuestion
from tests.letters import letters_sent
from tests.meetings.conftest import link_to_confirm
from tests.needs.conftest import people, world, world_and_people, writer  # noqa: F401 - fixtures
from tests.people.partnership import World, acting_as, hire
from tests.voices.conftest import asker, director, draft, named, nobody, planner, question  # noqa: F401 - fixtures

pytestmark = pytest.mark.both_databases
ADDRESS = "ola@blåbær.no"
SPELLINGS = (
    "ola@blåbær.no",
    "OLA@BLÅBÆR.NO",
    " ola@blåbær.no ",
    "ola@xn--blbr-roah.no",
    "ola@bl\N{ANGSTROM SIGN}bær.no",
    "ola@bla\N{COMBINING RING ABOVE}bær.no",
    "ｏｌａ@ｂｌåｂæｒ．ｎｏ",
    "ola＠blåbær。no",
    "𝐨𝐥𝐚@blåbær.no",
)
TAGGED = ("ola+1@blåbær.no", "OLA+2@xn--blbr-roah.no", "ola+@blåbær.no")
HIDDEN = ("o\u00adla@blåbær.no", "ola@blå\u00adbær.no", "ola@blå\u200bbær.no", "ola@blåbær.n\u2060o")
Sends = Callable[[str, int], object]
ONE = {f"spelling {number}": text for number, text in enumerate(SPELLINGS[1:], 1)}
EACH = pytest.mark.parametrize("text", ONE.values(), ids=ONE)


@pytest.fixture
def event(world: World, writer: Actor) -> Event:  # noqa: F811
    return announced_event(writer, world.gol, seats=30)


def sent_to_the_mailbox(send: Sends, most: int) -> int:
    """Send from many machines in one spelling after another, and return how many letters went out."""
    for number, text in enumerate(islice(cycle((*SPELLINGS, *TAGGED, *HIDDEN)), 3 * most + 6)):
        try:
            send(text, number)
        except ValidationError:
            assert text in HIDDEN
    return len(letters_sent())


def test_registrations_to_a_mailbox_are_counted_in_every_spelling(event: Event) -> None:
    def register(text: str, number: int) -> None:
        sent = {"name": "Firma", "email": text, "name_n0": "Ola"}
        Browser(REMOTE_ADDR=f"198.51.{number}.1").post(f"/moteplasser/{event.pk}/meld-pa/", sent)

    assert sent_to_the_mailbox(register, rules.MOST_TO_ONE) == rules.MOST_TO_ONE


def test_one_mailbox_registers_three_teams_for_an_event_and_no_more(
    event: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rules, "MOST_TO_ONE", 100)
    answers = []
    for number, text in enumerate((*SPELLINGS, *TAGGED)):
        sent = {"name": "Firma", "email": text, "name_n0": "Ola"}
        browser = Browser(REMOTE_ADDR=f"198.51.{number}.1")
        answers.append(browser.post(f"/moteplasser/{event.pk}/meld-pa/", sent).status_code)
        if answers[-1] == 302:
            browser.post(link_to_confirm(letters_sent()[-1].to[0]))
    assert answers == [302] * rules.MOST_OF_ONE + [422] * (len(answers) - rules.MOST_OF_ONE)
    assert Team.objects.count() == rules.MOST_OF_ONE


def test_letters_about_input_to_a_mailbox_are_counted_in_every_spelling(
    question: VoiceQuestion,  # noqa: F811
) -> None:
    def tell(text: str, number: int) -> None:
        give_voice(question, Given({"text": "Lys"}, text, "nn", f"client {number}"), actor=nobody())

    assert sent_to_the_mailbox(tell, voice_rules.MOST_LETTERS) == voice_rules.MOST_LETTERS


@pytest.mark.django_db
def test_codes_to_a_mailbox_are_counted_in_every_spelling_also_for_new_accounts() -> None:
    def ask(text: str, number: int) -> None:
        with suppress(NotAllowed):
            open_account(text, Client(f"machine {number}", "nb"), timezone.now())

    assert sent_to_the_mailbox(ask, ASKED_BY_ADDRESS) == ASKED_BY_ADDRESS
    assert User.objects.count() == 1 + len(set(TAGGED))


@EACH
def test_a_person_who_is_shut_out_gets_no_code_and_no_new_account_by_another_spelling(
    world: World,  # noqa: F811
    text: str,
) -> None:
    shut_out = hire(ADDRESS, world.gol, RoleKind.EDITOR)
    User.objects.filter(pk=shut_out.pk).update(is_active=False)
    Browser().post("/logg-inn/", {"email": text})
    assert letters_sent() == []
    assert User.objects.filter(email=text).get() == shut_out


@EACH
def test_an_invitation_in_another_spelling_takes_the_place_of_the_first(
    world: World,  # noqa: F811
    text: str,
) -> None:
    chief = acting_as(hire("sjef@gol.example", world.gol, RoleKind.TOP_MANAGEMENT))
    for address in (ADDRESS, text):
        invite(world.gol, address, Terms(RoleKind.EDITOR), language="nn", actor=chief)
    assert Invitation.objects.waiting(timezone.now()).get().email == ADDRESS


@EACH
def test_an_erasure_finds_what_was_written_in_another_spelling(
    world: World,  # noqa: F811
    event: Event,
    question: VoiceQuestion,  # noqa: F811
    text: str,
) -> None:
    user = User.objects.create_user(ADDRESS)
    give_voice(question, Given({"text": "Lys"}, text, "nn", "here"), actor=nobody())
    sent = {"name": "Firma", "email": text, "name_n0": "Ola"}
    Browser().post(f"/moteplasser/{event.pk}/meld-pa/", sent)
    assert world.gol.place is not None
    AccessRequest.objects.create(place=world.gol.place, name="Ola", email=text, asked=timezone.now())
    assert (AddressCheck.objects.count(), PendingRegistration.objects.count()) == (1, 1)
    erase(user, now=timezone.now(), today=timezone.localdate())
    kept = (AddressCheck.objects, PendingRegistration.objects, AccessRequest.objects)
    assert [one.model.__name__ for one in kept if one.exists()] == []
