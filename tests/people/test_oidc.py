"""A service for signing in is believed in what it has signed, for this site, in answer to this question."""

import time
from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from loftet.log.models import Entry
from loftet.people.models import Organisation, OutsideIdentity, PendingSignIn, Role, RoleKind, User
from loftet.people.services import Service
from tests.people.openid_provider import (
    CLIENT,
    OTHER_KEY,
    PID,
    Claims,
    Provider,
    parties,
    running,
    signed,
    signed_by_what_is_public,
    unsigned,
)
from tests.people.partnership import World, browser_of, hire

BEGIN, ANSWER = "/logg-inn/ansattporten/", "/logg-inn/ansattporten/tilbake/"
TIE = "/min-side/tjenester/ansattporten/knytt/"


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    cache.clear()
    with running() as one:
        settings.SIGN_IN_SERVICES = (one.service(),)
        yield one
    cache.clear()


@pytest.fixture
def kari(world: World, provider: Provider) -> User:
    user = hire("kari@gol.example", world.gol, RoleKind.EDITOR)
    OutsideIdentity.objects.create(
        user=user, issuer=provider.issuer, subject="kTj9-a-word-of-its-own", added=timezone.now()
    )
    return user


def comes_back(browser: Client, provider: Provider, begin: str = BEGIN, **other: str) -> tuple[int, str]:
    led = browser.get(begin)
    assert led.status_code == 302
    answer = browser.get(ANSWER, provider.reads(led.headers["Location"]) | other)
    assert "svarer ikke" not in answer.content.decode()  # the service has answered, right or forged
    return answer.status_code, answer.headers.get("Location", "")


def is_in(browser: Client) -> bool:
    return browser.get("/min-side/").status_code == 200


def test_who_is_tied_to_the_service_signs_in(kari: User, provider: Provider, client: Client) -> None:
    assert comes_back(client, provider, f"{BEGIN}?neste=/organisasjoner/gol/") == (
        302,
        "/organisasjoner/gol/",
    )
    assert is_in(client)
    asked = {name: provider.asked[name] for name in ("response_type", "scope", "acr_values", "redirect_uri")}
    assert asked == {
        "response_type": "code",
        "scope": "openid",
        "acr_values": "substantial",
        "redirect_uri": "http://testserver/logg-inn/ansattporten/tilbake/",
    }
    assert provider.asked["code_challenge_method"] == "S256"


def far(seconds: int) -> int:
    return int(time.time()) + seconds


FORGED: dict[str, Claims] = {
    "another issuer": {"iss": "https://ansattporten.no.evil.example"},
    "for another site": {"aud": "another"},
    "for several sites and none in charge": {"aud": [CLIENT, "another"]},
    "another site in charge": {"aud": [CLIENT, "another"], "azp": "another"},
    "an answer to another question": {"nonce": "another"},
    "no question": {"nonce": ""},
    "no longer valid": {"exp": far(-120)},
    "signed long ago": {"iat": far(-3_600), "exp": far(3_600)},
    "signed in the future": {"iat": far(3_600), "exp": far(7_200)},
    "a time that is no number": {"exp": "tomorrow"},
    "a lower level": {"acr": "low"},
    "a level in a list": {"acr": ["high"]},
    "a level of another service": {"acr": "Level4"},
    "a word that is no text": {"sub": 17},
    "an empty word": {"sub": ""},
    "a word too long to keep": {"sub": "x" * 256},
    "another person": {"sub": "kTj9"},
}


@pytest.mark.parametrize("name", FORGED)
def test_claims_that_are_not_right_open_nothing(
    kari: User, provider: Provider, client: Client, name: str
) -> None:
    provider.claims = FORGED[name]
    assert comes_back(client, provider)[0] == 403
    assert not is_in(client)


@pytest.mark.parametrize("name", ["iss", "aud", "sub", "nonce", "iat", "exp", "acr"])
def test_claims_that_are_missing_open_nothing(
    kari: User, provider: Provider, client: Client, name: str
) -> None:
    provider.leave_out = (name,)
    assert comes_back(client, provider)[0] == 403
    assert not is_in(client)


@pytest.mark.parametrize(
    "sign",
    [
        unsigned,
        signed_by_what_is_public,
        lambda claims: signed(claims, OTHER_KEY),
        lambda claims: signed(claims, kid="another"),
        lambda claims: signed(claims)[:-8] + "AAAAAAAA",
        lambda claims: "not.a.token",
        lambda claims: "",
    ],
    ids=["none", "by what is public", "by another key", "by a key unknown", "changed", "no token", "empty"],
)
def test_what_the_service_has_not_signed_opens_nothing(
    kari: User, provider: Provider, client: Client, sign: object
) -> None:
    provider.sign = sign  # type: ignore[assignment]
    assert comes_back(client, provider)[0] == 403
    assert not is_in(client)


def test_nothing_in_an_address_lowers_the_level_or_adds_an_organisation(
    world: World, kari: User, provider: Provider, client: Client, settings: Settings
) -> None:
    settings.SIGN_IN_SERVICES = (provider.service("urn:altinn:resource:loftet"),)
    Organisation.objects.filter(pk=world.gol.pk).update(number="974760673")
    asked = (
        f"{BEGIN}?acr_values=low&acr=low&level=low&client_id=x&redirect_uri=https://evil.example/&scope=all"
    )
    provider.claims = {"acr": "low"}
    status, _to = comes_back(client, provider, asked, acr="high", acr_values="high")
    assert (status, is_in(client)) == (403, False)
    assert [provider.asked[name] for name in ("acr_values", "client_id", "scope")] == [
        "substantial",
        CLIENT,
        "openid",
    ]
    assert provider.asked["redirect_uri"].startswith("http://testserver/")
    provider.claims = {}
    status, _to = comes_back(client, provider, organisation="974760673", authorization_details="974760673")
    assert (status, is_in(client)) == (403, False)


def test_the_organisation_must_be_told_and_be_ones_own(
    world: World, kari: User, provider: Provider, client: Client, settings: Settings
) -> None:
    settings.SIGN_IN_SERVICES = (provider.service("urn:altinn:resource:loftet"),)
    Organisation.objects.filter(pk=world.gol.pk).update(number="974760673")
    Organisation.objects.filter(pk=world.al.pk).update(number="971032146")
    for details in (
        None,
        [],
        "974760673",
        parties(""),
        parties("971032146"),
        parties("974760673", resource="urn:altinn:resource:another"),
        [{"type": "another", **parties("974760673")[0], "resource": ""}],
        [{"type": "ansattporten:altinn:resource", "authorized_parties": "0192:974760673"}],
        [{**parties("974760673")[0], "authorized_parties": 974760673}],
    ):
        provider.claims = {"authorization_details": details}
        assert comes_back(client, provider)[0] == 403, details
        assert not is_in(client)
    provider.claims = {"authorization_details": parties("971032146", "974760673")}
    assert comes_back(client, provider)[0] == 302
    wanted = provider.asked["authorization_details"]
    assert "urn:altinn:resource:loftet" in wanted
    Role.objects.update(valid_to=timezone.localdate())
    assert comes_back(Client(), provider)[0] == 403


def test_an_address_in_the_token_makes_nobody_of_anybody(
    world: World, kari: User, provider: Provider, client: Client
) -> None:
    hire("eli@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)  # the address that the token tells of
    provider.claims = {"sub": "a stranger", "email": "eli@gol.example", "email_verified": True}
    assert comes_back(client, provider)[0] == 403
    assert (is_in(client), User.objects.count()) == (False, 2)


def test_a_national_identity_number_is_kept_nowhere(kari: User, provider: Provider, client: Client) -> None:
    comes_back(client, provider)
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            assert PID not in str(cursor.fetchall()), table


def test_what_comes_back_twice_elsewhere_or_otherwise_opens_nothing(
    kari: User, provider: Provider, client: Client
) -> None:
    led = client.get(BEGIN)
    back = provider.reads(led.headers["Location"])
    word = client.cookies["outside"].value
    assert Client().get(ANSWER, back).status_code == 403  # a link that was sent to somebody
    assert client.get(ANSWER, back).status_code == 302
    thief = Client()
    thief.cookies["outside"] = word
    assert thief.get(ANSWER, back).status_code == 403
    for other in ({"state": "x"}, {"state": ""}, {"code": ""}, {"code": "another"}):
        browser = Client()
        assert comes_back(browser, provider, **other)[0] == 403
        assert not is_in(browser)


def test_who_says_no_there_is_told_so_here(kari: User, provider: Provider, client: Client) -> None:
    led = client.get(BEGIN)
    state = provider.reads(led.headers["Location"])["state"]
    answer = client.get(f"{ANSWER}?lang=nb", {"error": "access_denied", "state": state})
    assert answer.status_code == 403
    assert PendingSignIn.objects.count() == 0


def test_a_service_that_says_it_is_another_is_not_asked(
    kari: User, provider: Provider, client: Client
) -> None:
    provider.says_it_is = "https://evil.example"
    assert client.get(BEGIN).status_code == 403


def test_a_service_that_does_not_answer_is_said(world: World, client: Client, settings: Settings) -> None:
    cache.clear()
    gone = Service("ansattporten", "Ansattporten", "http://127.0.0.1:1", CLIENT, "x", ("high",))
    settings.SIGN_IN_SERVICES = (gone,)
    answer = client.get(f"{BEGIN}?lang=nb")
    assert answer.status_code == 403
    assert "svarer ikke" in answer.content.decode()


def test_a_person_ties_the_service_by_a_button_and_unties_it(world: World, provider: Provider) -> None:
    user = hire("ola@gol.example", world.gol, RoleKind.EDITOR)
    browser = browser_of(user)
    assert browser.get(TIE).status_code == 405
    page = browser.post(TIE)
    address = page.context["address"]
    assert browser.get(ANSWER, provider.reads(address)).headers["Location"] == "/min-side/konto/"
    identity = OutsideIdentity.objects.get()
    assert (identity.user, identity.issuer, identity.subject) == (
        user,
        provider.issuer,
        "kTj9-a-word-of-its-own",
    )
    client = Client()
    assert comes_back(client, provider)[0] == 302
    assert browser.post("/min-side/tjenester/ansattporten/fjern/").status_code == 302
    assert comes_back(Client(), provider)[0] == 403
    told = [(one.action, one.actor_id) for one in Entry.objects.order_by("pk")]
    assert told == [("outside.tied", user.pk), ("outside.untied", user.pk)]


def test_a_service_is_not_tied_to_another_than_who_began(
    world: World, kari: User, provider: Provider
) -> None:
    """An attacker leads a victim back with an answer of their own."""
    victim, thief = (
        hire("eli@gol.example", world.gol, RoleKind.TOP_MANAGEMENT),
        hire("ola@al.example", world.al, RoleKind.EDITOR),
    )
    provider.claims = {"sub": "the thief's own"}
    hers, his = browser_of(victim), browser_of(thief)
    back = provider.reads(his.post(TIE).context["address"])
    assert hers.get(ANSWER, back).status_code == 403
    hers.cookies["outside"] = his.cookies["outside"].value
    assert hers.get(ANSWER, back).status_code == 403
    assert OutsideIdentity.objects.filter(user=victim).count() == 0
    strict = browser_of(victim, strict=True)
    assert strict.post(TIE).status_code == 403


def test_one_sign_in_is_tied_to_one_person(world: World, kari: User, provider: Provider) -> None:
    other = hire("ola@gol.example", world.gol, RoleKind.EDITOR)
    browser = browser_of(other)
    assert browser.get(ANSWER, provider.reads(browser.post(TIE).context["address"])).status_code == 403
    assert [one.user for one in OutsideIdentity.objects.all()] == [kari]


def test_a_session_is_new_after_the_service(kari: User, provider: Provider, client: Client) -> None:
    client.cookies["sessionid"] = "planted0planted0planted0planted0"
    comes_back(client, provider)
    assert is_in(client)
    assert client.cookies["sessionid"].value != "planted0planted0planted0planted0"


def test_a_service_that_nobody_named_is_not_there(world: World, client: Client) -> None:
    assert [client.get(one).status_code for one in (BEGIN, ANSWER)] == [404, 404]
    assert "Ansattporten" not in client.get("/logg-inn/").content.decode()
