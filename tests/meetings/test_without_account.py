"""A registration without an account is held until its address confirms it; its letter repeats nothing."""

import pytest
from django.core import mail
from django.test import Client

from loftet.meetings.models import Event, PendingRegistration, Team
from loftet.meetings.rules import HELD_FOR, MOST_HELD
from loftet.meetings.signed import sent_word
from tests.letters import letters_sent
from tests.meetings.conftest import confirmed, in_days, link_to_confirm

WRITTEN = {"name": "Lokkefirma", "name_n0": "Lokkenavn", "role_n0": "Lokkerolle", "know_n0": "Lokkebehov"}


def sends(event: Event, address: str, machine: str = "198.51.100.1", **more: str) -> int:
    """Fill in the form from a machine, and return the status of the answer."""
    sent = WRITTEN | {"email": address} | more
    page = f"/moteplasser/{event.pk}/meld-pa/?lang=en"
    return Client(REMOTE_ADDR=machine).post(page, sent).status_code


def test_the_letter_before_an_address_is_confirmed_holds_nothing_that_was_filled_in(event: Event) -> None:
    assert sends(event, "noen@provby.example") == 302
    (letter,) = letters_sent()
    whole = letter.message().as_string() + str(letter.body) + str(letter.alternatives)  # type: ignore[attr-defined]
    assert [value for value in WRITTEN.values() if value in whole] == []
    assert letter.attachments == []
    assert str(letter.body).count("/pamelding/") == 1


def test_the_link_is_opened_without_confirming_and_pressed_once(event: Event) -> None:
    sends(event, "noen@provby.example")
    link = link_to_confirm("noen@provby.example")
    assert Client().get(link).status_code == 200
    assert not Team.objects.exists()
    assert [Client().post(link).status_code for _turn in range(2)] == [302, 403]
    assert Team.objects.get().email == "noen@provby.example"
    assert not PendingRegistration.objects.exists()


def test_a_registration_that_nobody_confirmed_in_time_is_none(event: Event) -> None:
    sends(event, "noen@provby.example")
    link = link_to_confirm("noen@provby.example")
    row = PendingRegistration.objects.get()
    PendingRegistration.objects.update(expires=row.expires - HELD_FOR)
    assert [Client().get(link).status_code, Client().post(link).status_code] == [403, 403]
    assert not Team.objects.exists()


@pytest.mark.parametrize("spoil", [lambda word: word[:-1], lambda _word: "tull", lambda word: f"{word}a"])
def test_a_word_of_another_page_or_a_forged_one_confirms_nothing(event: Event, spoil: object) -> None:
    sends(event, "noen@provby.example")
    row = PendingRegistration.objects.get()
    for word in (sent_word(row.pk), spoil(sent_word(row.pk))):  # type: ignore[operator]
        assert Client().post(f"/pamelding/bekreft/{word}/").status_code == 403
    assert not Team.objects.exists()


def test_one_machine_holds_at_most_three_until_it_confirms(event: Event) -> None:
    answers = [sends(event, f"nr{number}@provby.example") for number in range(MOST_HELD + 2)]
    assert answers == [302] * MOST_HELD + [422] * 2
    assert confirmed("nr0@provby.example").status_code == 302
    assert sends(event, "ny@provby.example") == 302


def test_many_who_do_not_confirm_take_no_place_from_one_who_does(event: Event) -> None:
    for number in range(30):
        assert sends(event, f"nr{number}@provby.example", f"198.51.100.{number}") == 302
    sends(event, "ekte@firma.example", "203.0.113.9")
    assert confirmed("ekte@firma.example").status_code == 302
    (one,) = Team.objects.get().attendees.all()
    assert one.seated is not None


def test_a_meeting_that_is_moved_or_over_writes_nothing_to_an_address_that_is_not_confirmed(
    event: Event,
) -> None:
    sends(event, "noen@provby.example")
    Event.objects.update(day=in_days(-1), closes=in_days(-1))
    assert letters_sent() == []
    assert mail.outbox == []


@pytest.mark.parametrize(
    "name", ["Vinn på https://x.example/1", "post@x.example", "//x.example", "mailto:x", "javascript:alert"]
)
@pytest.mark.parametrize("field", ["name", "name_n0", "role_n0"])
def test_a_name_with_an_address_in_it_is_refused(event: Event, field: str, name: str) -> None:
    assert sends(event, "noen@provby.example", **{field: name}) == 422
    assert not PendingRegistration.objects.exists()
