"""What counts an attempt to sign in stays counted, whatever fails after it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction
from django.db.models import Sum
from django.test import Client
from django.utils import timezone

from loftet.core.submissions import new_word
from loftet.core.verdicts import Denied
from loftet.people.actions import pending, sign_in
from loftet.people.limits import ASKED_BY_ADDRESS, WRONG_BY_ADDRESS
from loftet.people.models import RoleKind, SignInCode, ThrottleEvent, ThrottleKind, User
from loftet.suppliers.actions.accounts import open_account
from tests.letters import letters_sent
from tests.people.partnership import World, code_sent, hire

# With the transactions that a request has in operation: none around the test.
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.both_databases]
ASK, TRY = "/logg-inn/?lang=nb", "/logg-inn/kode/?lang=nb"


@pytest.fixture
def kari(world: World) -> User:
    return hire("kari@gol.example", world.gol, RoleKind.EDITOR)


@pytest.fixture
def browser(kari: User) -> Client:
    """Return a browser in which Kari has asked for a code."""
    client = Client(raise_request_exception=False)
    client.post(ASK, {"email": kari.email})
    assert len(letters_sent()) == 1
    return client


def wrong_code() -> str:
    return f"{(int(code_sent()) + 1) % 1_000_000:06}"


@pytest.mark.parametrize(
    "word",
    [{}, {"submission": "a" * 20}, {"submission": new_word("error_report")}],
    ids=["without a word", "a made-up word", "the word of another form"],
)
@pytest.mark.parametrize("after", ["log_refusal", "render"])
def test_a_view_that_fails_after_a_wrong_code_leaves_it_counted(
    browser: Client, word: dict[str, str], after: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(f"loftet.people.views.sign_in.{after}", lambda *_asked, **_more: 1 / 0)
        assert browser.post(TRY, {"code": wrong_code(), **word}).status_code == 500
    assert SignInCode.objects.get().tries == 1
    assert ThrottleEvent.objects.filter(kind=ThrottleKind.WRONG).count() == 1
    assert browser.post(TRY, {"code": code_sent(), **word}).status_code == 302


def test_five_failing_views_use_up_a_code(browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr("loftet.people.views.sign_in.render", lambda *_asked, **_more: 1 / 0)
        for _each in range(5):
            browser.post(TRY, {"code": wrong_code(), "submission": "a" * 20})
    assert browser.post(TRY, {"code": code_sent()}).status_code == 422


@pytest.mark.parametrize(
    "attempt",
    [
        lambda who: sign_in.ask_for_code("kari@gol.example", who, timezone.now()),
        lambda who: sign_in.sign_in("", "000000", who, timezone.now()),
        lambda who: pending.start(pending.SignInStart("passkey", ""), who.where, timezone.now()),
        lambda who: pending.consume("", "passkey", timezone.now()),
        lambda who: open_account("ny@firma.example", who, timezone.now()),
    ],
    ids=["ask for a code", "try a code", "begin", "come back", "open an account"],
)
def test_an_attempt_inside_of_another_transaction_raises(attempt: Callable[[sign_in.Client], object]) -> None:
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        attempt(sign_in.Client("here", "nb"))


def test_where_to_go_on_to_is_written_before_a_code_is_tried(
    browser: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loftet.people.views.sign_in.kept_next", lambda _request: 1 / 0)
    assert browser.post(TRY, {"code": code_sent()}).status_code == 500
    assert SignInCode.objects.get().tries == 0  # and not used: it can be tried again


def test_tries_that_are_counted_before_any_is_compared_do_not_pass_the_limit(
    kari: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = timezone.now()
    places = [sign_in.Client(f"place {number}", "nb") for number in range(ASKED_BY_ADDRESS)]
    waiting = [(sign_in.ask_for_code(kari.email, where, now), where) for where in places]
    tried, compare, compared = waiting.copy(), sign_in._compare, list[str]()

    def after_the_others(*given: Any) -> User | Denied:
        if waiting:
            assert isinstance(sign_in.sign_in(waiting[0][0], "wrong", waiting.pop(0)[1], now), Denied)
        return compare(*given)

    monkeypatch.setattr(sign_in, "_compare", after_the_others)
    monkeypatch.setattr(sign_in, "constant_time_compare", lambda _right, code: compared.append(code))
    assert isinstance(sign_in.sign_in(waiting[0][0], "wrong", waiting.pop(0)[1], now), Denied)
    assert (len(tried), len(compared)) == (ASKED_BY_ADDRESS, WRONG_BY_ADDRESS)
    assert ThrottleEvent.objects.filter(kind=ThrottleKind.WRONG).count() == WRONG_BY_ADDRESS
    assert SignInCode.objects.aggregate(all=Sum("tries"))["all"] == WRONG_BY_ADDRESS


def test_a_right_code_counts_as_no_wrong_one(browser: Client) -> None:
    assert browser.post(TRY, {"code": code_sent()}).status_code == 302
    assert not ThrottleEvent.objects.filter(kind=ThrottleKind.WRONG).exists()
