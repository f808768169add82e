"""What a page says of a letter that could not be sent, and what is done with it (R2, P1)."""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.locmem import EmailBackend
from django.core.management import call_command
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from loftet.background.outbox import send_due
from loftet.core.models import OutboxLetter
from loftet.log.models import Entry
from loftet.people.models import Invitation, RoleKind, User
from tests.letters import letters_sent
from tests.people.partnership import World, browser_of, hire

TextOf = Callable[[HttpResponseBase], str]
PEOPLE = "/organisasjoner/gol/?lang=nb"


@pytest.fixture
def director(world: World) -> User:
    return hire("eli@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)


@pytest.fixture
def browser(director: User) -> Client:
    return browser_of(director)


def invite(browser: Client) -> Invitation:
    browser.post("/organisasjoner/gol/inviter/?lang=nb", {"email": "siv@gol.example", "kind": "editor"})
    return Invitation.objects.get()


def fail_to_send() -> None:
    with patch.object(BaseEmailBackend, "open", side_effect=ConnectionRefusedError):
        send_due(timezone.now())


def press(browser: Client, invitation: Invitation) -> HttpResponseBase:
    return browser.post(f"/organisasjoner/gol/invitasjoner/{invitation.pk}/send/?lang=nb")


def test_an_invitation_that_meets_a_closed_mail_server_is_sent_when_it_opens(browser: Client) -> None:
    with patch.object(EmailBackend, "send_messages", side_effect=ConnectionRefusedError):
        invite(browser)
        send_due(timezone.now())
    send_due(timezone.now() + timedelta(minutes=1))
    assert [one.to for one in mail.outbox] == [["siv@gol.example"]]


def test_a_page_says_of_an_invitation_what_is_so(browser: Client, text_of: TextOf) -> None:
    invite(browser)
    told = text_of(browser.get(PEOPLE))
    assert "Et brev er på vei til siv@gol.example. Invitasjonen gjelder i 14 dager." in told
    assert "Brevet er på vei." in told
    assert "Send på nytt" not in told
    fail_to_send()
    told = text_of(browser.get(PEOPLE))
    again = timezone.localtime(OutboxLetter.objects.values_list("next_try", flat=True).get())
    assert f"Ikke sendt ennå. Vi prøver igjen klokka {again:%H:%M}." in told
    assert "Send på nytt: siv@gol.example" in told
    send_due(timezone.now() + timedelta(minutes=1))
    told = text_of(browser.get(PEOPLE))
    assert "Brevet ble sendt" in told
    assert "Send på nytt" not in told  # it was sent a moment ago


def test_a_letter_that_failed_is_sent_at_once_by_a_button(browser: Client, text_of: TextOf) -> None:
    invitation = invite(browser)
    fail_to_send()
    answer = press(browser, invitation)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/organisasjoner/gol/#invitations")
    assert "Invitasjonen er på vei på nytt." in text_of(browser.get(PEOPLE))
    assert len(letters_sent()) == 1
    (entry,) = Entry.objects.filter(action="invitation.sent_again")
    assert entry.scope == "gol"


def test_an_invitation_that_was_sent_is_sent_again_after_ten_minutes_and_not_before(
    browser: Client, text_of: TextOf
) -> None:
    invitation = invite(browser)
    letters_sent()
    answer = press(browser, invitation)
    assert answer.status_code == 403
    assert "Brevet ble sendt for mindre enn 10 minutter siden." in text_of(answer)
    OutboxLetter.objects.update(closed=timezone.now() - timedelta(minutes=11))
    assert "Send på nytt: siv@gol.example" in text_of(browser.get(PEOPLE))
    assert press(browser, invitation).status_code == 302
    assert [one.to for one in letters_sent()] == [["siv@gol.example"]] * 2


def test_an_invitation_from_before_the_outbox_is_sent_again(browser: Client) -> None:
    invitation = invite(browser)
    OutboxLetter.objects.all().delete()
    assert press(browser, invitation).status_code == 302
    assert len(letters_sent()) == 1


def test_an_invitation_that_was_taken_back_before_it_was_sent_is_not_sent(browser: Client) -> None:
    invitation = invite(browser)
    fail_to_send()
    browser.post(f"/organisasjoner/gol/invitasjoner/{invitation.pk}/trekk/")
    send_due(timezone.now() + timedelta(days=1))
    assert mail.outbox == []
    assert press(browser, invitation).status_code == 403


def test_the_page_to_sign_in_says_the_same_to_all_when_letters_are_late(world: World, kari: User) -> None:
    said = "E-poster er forsinket akkurat nå."
    client = Client()
    client.post("/logg-inn/", {"email": "kari@gol.example"})
    for address in ("/logg-inn/?lang=nb", "/logg-inn/kode/?lang=nb"):
        assert said not in client.get(address).content.decode()
    OutboxLetter.objects.update(queued=timezone.now() - timedelta(minutes=3))
    for address in ("/logg-inn/?lang=nb", "/logg-inn/kode/?lang=nb"):
        assert said in client.get(address).content.decode()
    letters_sent()
    assert said not in client.get("/logg-inn/?lang=nb").content.decode()


@pytest.fixture
def kari(world: World) -> User:
    return hire("kari@gol.example", world.gol, RoleKind.EDITOR)


def test_letters_that_became_files_are_gone_after_an_hour(
    world: World, kari: User, settings: Settings, tmp_path: Path
) -> None:
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    settings.EMAIL_FILE_PATH.mkdir()
    old, new = (settings.EMAIL_FILE_PATH / name for name in ("old.eml", "new.eml"))
    for file in (old, new):
        file.write_text("To: kari@gol.example\n\nKoden din er 123456")
    an_hour_ago = time.time() - 3601
    os.utime(old, (an_hour_ago, an_hour_ago))
    call_command("forget")
    assert sorted(settings.EMAIL_FILE_PATH.iterdir()) == [new]


def test_a_letter_to_somebody_who_is_erased_is_not_sent(world: World, kari: User) -> None:
    Client().post("/logg-inn/", {"email": "kari@gol.example"})
    browser_of(kari).post("/min-side/slett/", {"sure": "on"})
    assert OutboxLetter.objects.count() == 0
    assert letters_sent() == []


def test_send_again_that_is_pressed_twice_sends_one_letter(browser: Client) -> None:
    invitation = invite(browser)
    letters_sent()
    OutboxLetter.objects.update(closed=timezone.now() - timedelta(minutes=11))
    for _ in range(2):
        assert press(browser, invitation).status_code == 302
    assert len(letters_sent()) == 2
