"""A passkey signs in whom it belongs to, on this site, once a question; what is forged opens nothing."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from loftet.log.models import Entry
from loftet.people.limits import BEGUN_BY_CLIENT
from loftet.people.models import Passkey, PendingSignIn, RoleKind, User
from tests.letters import letters_sent
from tests.people.authenticator import PRESENT, VERIFIED, Answer, Machine
from tests.people.partnership import World, browser_of, hire

BEGIN, SIGN_IN = "/logg-inn/passnokkel/start/", "/logg-inn/passnokkel/"
NEW, ADD = "/min-side/passnokler/ny/", "/min-side/passnokler/"


@pytest.fixture
def kari(world: World) -> User:
    return hire("kari@gol.example", world.gol, RoleKind.EDITOR)


def send(browser: Client, address: str, sent: object = None) -> tuple[int, dict[str, str]]:
    answer = browser.post(address, json.dumps(sent or {}), content_type="application/json")
    return answer.status_code, answer.json()


def asked(browser: Client, address: str = BEGIN) -> str:
    status, options = send(browser, address)
    assert status == 200
    return options["challenge"]


def add(user: User, machine: Machine) -> int:
    browser = browser_of(user)
    made = machine.makes(asked(browser, NEW))
    return send(browser, ADD, {"answer": made, "name": "Mobilen"})[0]


def signs_in(browser: Client, answer: Answer) -> int:
    return send(browser, SIGN_IN, {"answer": answer})[0]


def is_in(browser: Client) -> bool:
    return browser.get("/min-side/").status_code == 200


def test_a_passkey_is_added_and_signs_in(kari: User, client: Client) -> None:
    machine = Machine()
    assert add(kari, machine) == 200
    (letter,) = letters_sent()
    assert (letter.to, letter.subject) == (["kari@gol.example"], "Ny passnøkkel til Løftet")
    assert [(one.action, one.actor_id) for one in Entry.objects.all()] == [("passkey.added", kari.pk)]
    answer = machine.signs(asked(client))
    assert send(client, f"{SIGN_IN}?neste=/organisasjoner/gol/", {"answer": answer}) == (
        200,
        {"next": "/organisasjoner/gol/"},
    )
    assert is_in(client)
    assert "Mobilen" in client.get("/min-side/konto/").content.decode()


def test_what_is_asked_names_nobody_and_demands_that_the_person_is_recognised(
    kari: User, client: Client
) -> None:
    _status, options = send(client, BEGIN)
    assert {name: options[name] for name in options if name != "challenge"} == {
        "rpId": "testserver",
        "userVerification": "required",
    }
    status, made = send(browser_of(kari), NEW)
    assert status == 200
    assert made["authenticatorSelection"] == {  # type: ignore[comparison-overlap]
        "residentKey": "required",
        "requireResidentKey": True,
        "userVerification": "required",
    }
    assert str(kari.pk) not in (made["user"]["id"], made["challenge"])  # type: ignore[index]


@pytest.mark.parametrize(
    "machine",
    [
        Machine(origin="https://evil.example"),
        Machine(origin="http://testserver.evil.example"),
        Machine(origin="http://sub.testserver"),
        Machine(host="evil.example"),
        Machine(flags=PRESENT),
        Machine(flags=VERIFIED),
    ],
    ids=[
        "another origin",
        "one that looks alike",
        "below ours",
        "another site",
        "not recognised",
        "not there",
    ],
)
def test_an_answer_from_elsewhere_or_from_nobody_opens_nothing(
    kari: User, client: Client, machine: Machine
) -> None:
    good = Machine(credential=machine.credential, key=machine.key)
    assert add(kari, machine) == 403
    assert add(kari, good) == 200
    assert signs_in(client, machine.signs(asked(client))) == 403
    assert not is_in(client)
    assert signs_in(client, good.signs(asked(client))) == 200


def test_an_answer_to_another_question_opens_nothing(kari: User, client: Client) -> None:
    machine = Machine()
    add(kari, machine)
    old = machine.signs(asked(client))
    asked(client)
    assert signs_in(client, old) == 403
    assert not is_in(client)


def test_an_answer_is_taken_once(kari: User, client: Client) -> None:
    machine = Machine()
    add(kari, machine)
    answer, word = machine.signs(asked(client)), client.cookies["passkey"].value
    assert signs_in(client, answer) == 200
    thief = Client()
    thief.cookies["passkey"] = word
    assert signs_in(thief, answer) == 403
    assert not is_in(thief)


def test_a_wrong_answer_spends_the_question(kari: User, client: Client) -> None:
    machine = Machine()
    add(kari, machine)
    challenge, word = asked(client), client.cookies["passkey"].value
    assert signs_in(client, machine.signs(challenge, kind="webauthn.create")) == 403
    client.cookies["passkey"] = word
    assert signs_in(client, machine.signs(challenge)) == 403


def test_an_answer_in_another_browser_or_too_late_opens_nothing(kari: User, client: Client) -> None:
    machine = Machine()
    add(kari, machine)
    answer = machine.signs(asked(client))
    assert signs_in(Client(), answer) == 403
    PendingSignIn.objects.update(expires=timezone.now() - timedelta(seconds=1))
    assert signs_in(client, answer) == 403


def test_a_signature_by_another_key_opens_nothing(kari: User, client: Client) -> None:
    machine = Machine()
    add(kari, machine)
    forged = Machine(credential=machine.credential)
    assert signs_in(client, forged.signs(asked(client))) == 403
    answer = machine.signs(asked(client))
    counted = Machine(count=9).signs("another")["response"]["authenticatorData"]
    answer["response"]["authenticatorData"] = counted
    assert signs_in(client, answer) == 403


def test_a_key_that_nobody_has_opens_nothing(kari: User, client: Client) -> None:
    assert signs_in(client, Machine().signs(asked(client))) == 403


def test_a_copied_key_is_found_out(kari: User, client: Client) -> None:
    machine = Machine(count=5)
    add(kari, machine)
    machine.count = 6
    assert signs_in(client, machine.signs(asked(client))) == 200
    for count in (6, 2, 0):
        machine.count = count
        assert signs_in(client, machine.signs(asked(client))) == 403


def test_a_question_to_one_is_not_answered_by_another(world: World, kari: User) -> None:
    other = hire("ola@al.example", world.al, RoleKind.EDITOR)
    machine, hers, his = Machine(), browser_of(kari), browser_of(other)
    challenge = asked(hers, NEW)
    his.cookies["passkey"] = hers.cookies["passkey"].value
    assert send(his, ADD, {"answer": machine.makes(challenge)})[0] == 403
    assert add(kari, machine) == 200
    assert add(other, machine) == 403  # the key of another
    assert [one.user for one in Passkey.objects.all()] == [kari]


def test_a_question_for_a_new_key_signs_nobody_in(kari: User, client: Client) -> None:
    machine, browser = Machine(), browser_of(kari)
    add(kari, machine)
    challenge = asked(browser, NEW)
    client.cookies["passkey"] = browser.cookies["passkey"].value
    assert signs_in(client, machine.signs(challenge)) == 403


def test_who_is_closed_out_has_no_use_of_a_key(kari: User, client: Client) -> None:
    machine = Machine()
    add(kari, machine)
    User.objects.update(is_active=False)
    assert signs_in(client, machine.signs(asked(client))) == 403


def test_a_key_that_is_removed_opens_nothing_and_only_its_owner_removes_it(
    world: World, kari: User, client: Client
) -> None:
    machine = Machine()
    add(kari, machine)
    other = hire("ola@al.example", world.al, RoleKind.TOP_MANAGEMENT)
    address = f"/min-side/passnokler/{Passkey.objects.get().pk}/fjern/"
    assert browser_of(other).post(address).status_code == 404
    assert browser_of(kari).post(address).status_code == 302
    assert signs_in(client, machine.signs(asked(client))) == 403
    assert Passkey.objects.count() == 0


@pytest.mark.parametrize(
    "sent",
    [{}, {"answer": None}, {"answer": {}}, {"answer": {"rawId": 1}}, {"answer": {"rawId": "é"}}, [], 7],
)
def test_what_is_no_answer_is_refused_with_a_reason(kari: User, client: Client, sent: object) -> None:
    for address, browser in ((SIGN_IN, client), (ADD, browser_of(kari))):
        asked(browser, BEGIN if browser is client else NEW)
        status, told = send(browser, address, sent)
        assert (status, list(told)) == (403, ["reason"])
    assert client.post(SIGN_IN, "{", content_type="application/json").status_code == 403


def test_a_machine_begins_so_often_in_an_hour(kari: User, client: Client) -> None:
    statuses = [send(client, BEGIN)[0] for _ in range(BEGUN_BY_CLIENT + 1)]
    assert statuses == [200] * BEGUN_BY_CLIENT + [403]


def test_a_page_elsewhere_adds_no_key(kari: User) -> None:
    browser = browser_of(kari, strict=True)
    assert browser.post(NEW, "{}", content_type="application/json").status_code == 403
    assert PendingSignIn.objects.count() == 0


def test_a_person_has_ten_keys_at_the_most(kari: User) -> None:
    assert [add(kari, Machine()) for _ in range(10)] == [200] * 10
    assert send(browser_of(kari), NEW)[0] == 403
