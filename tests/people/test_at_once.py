"""Two do the same thing in the same moment: it is done once.

On SQLite one writer waits for the other, so these run on PostgreSQL, where both are at it together.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from typing import Any

import pytest
from django.db import connection
from django.db.models import Sum
from django.utils import timezone

from loftet.core.verdicts import Denied, NotAllowed, Verdict
from loftet.people import limits
from loftet.people.actions import sign_in as actions
from loftet.people.actions.invitations import Terms, accept, invite
from loftet.people.actions.roles import end_role, hand_over
from loftet.people.actions.sign_in import Client, ask_for_code, sign_in
from loftet.people.limits import ASKED_BY_ADDRESS, TRIES_FOR_A_CODE, WRONG_BY_ADDRESS
from loftet.people.models import Invitation, Role, RoleKind, SignInCode, ThrottleEvent, ThrottleKind, User
from loftet.people.permissions import permissions_at
from tests.people.partnership import acting_as, code_sent, hire, small_partnership

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time"),
]
HERE = Client("somewhere", "nb")


def at_once(do: Callable[[], object], times: int) -> list[object]:
    """Do the same in several threads that begin together; return what each got, or was refused by."""
    gate = Barrier(times)

    def run(_number: int) -> object:
        gate.wait()
        try:
            return do()
        except NotAllowed as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def test_a_code_signs_in_once() -> None:
    user = hire("kari@gol.example", small_partnership().gol, RoleKind.EDITOR)
    word = ask_for_code(user.email, HERE, timezone.now())
    code = code_sent()
    got = at_once(lambda: sign_in(word, code, HERE, timezone.now()), 8)
    assert [one for one in got if isinstance(one, User)] == [user]


def test_guesses_at_once_are_all_counted() -> None:
    user = hire("kari@gol.example", small_partnership().gol, RoleKind.EDITOR)
    word = ask_for_code(user.email, HERE, timezone.now())
    code = code_sent()
    at_once(lambda: sign_in(word, f"{(int(code) + 1) % 1_000_000:06}", HERE, timezone.now()), 12)
    assert SignInCode.objects.get().tries == TRIES_FOR_A_CODE


@pytest.mark.parametrize("given", [0, WRONG_BY_ADDRESS - 1])
def test_codes_tried_at_once_do_not_pass_the_limit_of_an_address(
    monkeypatch: pytest.MonkeyPatch, given: int
) -> None:
    user = hire("kari@gol.example", small_partnership().gol, RoleKind.EDITOR)
    places = [Client(f"place {number}", "nb") for number in range(ASKED_BY_ADDRESS)]
    words = [ask_for_code(user.email, where, timezone.now()) for where in places]
    for number in range(given):
        sign_in(words[number % 3], "", places[number % 3], timezone.now())
    compared, allowed, gate = list[str](), limits.may_try_code, Barrier(len(words))
    monkeypatch.setattr(actions, "constant_time_compare", lambda _right, code: compared.append(code))
    met = set[str]()

    def all_at_once(attempt: limits.Attempt, *more: Any) -> Verdict:
        """Let all be allowed in the same moment, before anybody has been counted."""
        verdict = allowed(attempt, *more)
        if attempt.client not in met:
            met.add(attempt.client)
            gate.wait(timeout=30)
        return verdict

    monkeypatch.setattr(actions, "may_try_code", all_at_once)
    tries = list(zip(words, places, strict=True))
    got = at_once(lambda: sign_in(*_with_code(*tries.pop())), len(words))
    assert all(isinstance(one, Denied) for one in got)
    assert given + len(compared) <= WRONG_BY_ADDRESS
    # What was not compared is counted for nobody: it closes the address no longer than what was.
    kept = ThrottleEvent.objects.filter(kind=ThrottleKind.WRONG).count()
    assert kept == given + len(compared) == SignInCode.objects.aggregate(all=Sum("tries"))["all"]


@pytest.mark.parametrize("asked", [0, ASKED_BY_ADDRESS - 1])
def test_codes_asked_for_at_once_do_not_pass_the_limit_of_an_address(
    monkeypatch: pytest.MonkeyPatch, asked: int
) -> None:
    user = hire("kari@gol.example", small_partnership().gol, RoleKind.EDITOR)
    for number in range(asked):
        ask_for_code(user.email, Client(f"earlier {number}", "nb"), timezone.now())
    places = [Client(f"place {number}", "nb") for number in range(ASKED_BY_ADDRESS + 5)]
    allowed, gate, met = limits.may_ask_for_code, Barrier(len(places)), set[str]()

    def all_at_once(attempt: limits.Attempt, *more: Any) -> Verdict:
        """Let all be allowed in the same moment, before anybody has been counted."""
        verdict = allowed(attempt, *more)
        if attempt.client not in met:
            met.add(attempt.client)
            gate.wait(timeout=30)
        return verdict

    monkeypatch.setattr(actions, "may_ask_for_code", all_at_once)
    waiting = list(places)
    got = at_once(lambda: ask_for_code(user.email, waiting.pop(), timezone.now()), len(places))
    sent = SignInCode.objects.count()
    assert sent == asked + sum(isinstance(one, str) for one in got) <= ASKED_BY_ADDRESS
    assert ThrottleEvent.objects.filter(kind=ThrottleKind.ASKED).count() == sent


def _with_code(word: str, where: Client) -> tuple[str, str, Client, datetime]:
    return word, "000000", where, timezone.now()


def test_an_invitation_gives_one_role() -> None:
    world, now, today = small_partnership(), timezone.now(), timezone.localdate()
    director = hire("eli@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    user = User.objects.create_user("ny@gol.example")
    invitation = Invitation.objects.create(
        email=user.email,
        organisation=world.gol,
        kind=RoleKind.EDITOR,
        language="nn",
        invited_by=director,
        invited=now,
        expires=now + timedelta(days=1),
    )
    got = at_once(lambda: accept(invitation, actor=acting_as(user)), 6)
    assert sum(isinstance(one, Role) for one in got) == 1
    assert len(permissions_at(user, today).roles) == 1


def test_two_who_invite_the_same_person_leave_one_invitation() -> None:
    world = small_partnership()
    director = hire("eli@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    terms: dict[str, Any] = {"language": "nn", "actor": acting_as(director)}
    got = at_once(lambda: invite(world.gol, "ny@gol.example", Terms(RoleKind.EDITOR), **terms), 6)
    assert all(isinstance(one, Invitation) for one in got)
    assert Invitation.objects.filter(answer="").count() == 1


def test_a_role_is_handed_over_once() -> None:
    world, today = small_partnership(), timezone.localdate()
    director = hire("eli@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    old = hire("old@gol.example", world.gol, RoleKind.EDITOR)
    new = hire("new@gol.example", world.gol, RoleKind.PLANNER)
    role = Role.objects.get(user=old)
    got = at_once(lambda: hand_over(role, new, actor=acting_as(director)), 6)
    assert sum(isinstance(one, Role) for one in got) == 1
    held = Role.objects.on(today).filter(organisation=world.gol, kind=RoleKind.EDITOR)
    assert [one.user for one in held] == [new]


def test_of_two_last_leaders_one_ends_their_role() -> None:
    world = small_partnership()
    leaders = [
        hire(email, world.gol, RoleKind.TOP_MANAGEMENT) for email in ("eli@gol.example", "ada@gol.example")
    ]
    roles = list(Role.objects.filter(user__in=leaders).select_related("user"))

    def end_own() -> Role:
        role = roles.pop()
        return end_role(role, actor=acting_as(role.user))

    got = at_once(end_own, 2)
    assert sum(isinstance(one, Role) for one in got) == 1
