"""The outbox: written with what it tells of, sent until it is taken, and shown while it waits."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from smtplib import SMTP
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import OperationalError, connection, transaction
from django.utils import timezone
from pytest_django import Settings

from loftet.background import outbox
from loftet.background.outbox import (
    enqueue,
    forget_letters,
    give_up_old,
    letter_state,
    letter_states,
    send_again,
    send_due,
    send_next,
)
from loftet.background.unsent import is_late, oldest_unsent, unsent_codes
from loftet.background.worker import Worker
from loftet.core import registry
from loftet.core.kinds import LetterKind
from loftet.core.models import LetterState, OutboxLetter
from loftet.core.registry import App
from loftet.core.verdicts import NotAllowed
from tests.background.conftest import KIND, Greetings
from tests.letters import letters_sent
from tests.mail_server import MailServer, Received

pytestmark = pytest.mark.both_databases
LEASE = timedelta(seconds=30)


def later(**time: float) -> datetime:
    return timezone.now() + timedelta(**time)


def fails() -> AbstractContextManager[object]:
    """Let the mail server not answer; the error names the receiver, as real ones do."""
    return patch.object(BaseEmailBackend, "open", side_effect=ConnectionRefusedError("p1@gol.example"))


def test_a_letter_is_made_when_it_is_sent_and_neither_address_nor_text_is_stored(
    greetings: Greetings,
) -> None:
    greetings.add(1, language="nn")
    stored = " ".join(str(value) for value in OutboxLetter.objects.values().get().values())
    assert "gol.example" not in stored
    assert "Hei" not in stored
    (letter,) = letters_sent()
    assert (letter.to, letter.subject, letter.body) == (["p1@gol.example"], "Hei 1", "Hei på nn.")
    assert greetings.sent == [1]
    row = OutboxLetter.objects.get()
    assert (row.state, row.tries, row.next_try, row.held_by) == ("sent", 1, None, "")
    assert letter.message()["Message-ID"] == row.message_id
    assert send_due(later(days=2)) == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_not_kept_is_not_told_of(greetings: Greetings) -> None:
    with transaction.atomic():
        enqueue(KIND, 1)
        transaction.set_rollback(True)
    with pytest.raises(transaction.TransactionManagementError):
        enqueue(KIND, 1)
    assert OutboxLetter.objects.count() == 0


def test_a_kind_that_nobody_has_registered_is_refused(db: None) -> None:
    with pytest.raises(LookupError, match="no kind of letter is called nonsense"):
        enqueue("nonsense", 1)


def test_a_letter_about_what_is_no_longer_so_is_dropped(greetings: Greetings) -> None:
    greetings.add(1)
    greetings.gone.add(1)
    assert letters_sent() == []
    assert OutboxLetter.objects.get().state == "dropped"
    assert greetings.sent == []


def test_a_letter_is_tried_after_one_five_and_thirty_minutes_then_hourly_for_a_day(
    greetings: Greetings,
) -> None:
    letter = greetings.add(1)
    now, waits = letter.queued, []
    with fails():
        while True:
            assert send_next(now, "w", LEASE)
            letter.refresh_from_db()
            if letter.next_try is None:
                break
            waits.append(letter.next_try - now)
            assert not send_next(letter.next_try - timedelta(seconds=1), "w", LEASE)
            now = letter.next_try
    minutes = [round(one.total_seconds() / 60) for one in waits]
    assert minutes == [1, 5, 30, *[60] * 23]
    assert (letter.state, letter.tries, greetings.given_up) == ("given_up", 27, [1])
    assert letter.last_error == "ConnectionRefusedError"
    assert now - letter.queued < timedelta(days=1)


def test_a_code_is_tried_only_while_it_holds(greetings: Greetings) -> None:
    letter = greetings.add_code(1)
    tried = []
    with fails():
        for minute in range(12):
            if send_next(letter.queued + timedelta(minutes=minute), "w", LEASE):
                tried.append(minute)
    letter.refresh_from_db()
    assert (tried, letter.state) == ([0, 1, 6], "given_up")


def test_a_code_that_has_expired_is_not_sent(greetings: Greetings) -> None:
    greetings.add_code(1)
    assert send_due(later(minutes=11)) == 1
    assert mail.outbox == []
    assert OutboxLetter.objects.values_list("state", "last_error").get() == ("given_up", "Expired")


def test_a_letter_about_what_has_been_is_dropped_and_no_fault(greetings: Greetings) -> None:
    greetings.add(1, expires=later(minutes=-5))
    assert unsent_codes(later(minutes=4)) is None
    send_due(timezone.now())
    assert OutboxLetter.objects.values_list("state", "last_error").get() == ("dropped", "")
    assert unsent_codes(later(minutes=4)) is None


def test_codes_go_first(greetings: Greetings) -> None:
    for row in (1, 2):
        greetings.add(row)
    greetings.add_code(3)
    assert [one.to for one in letters_sent()] == [["p3@gol.example"], ["p1@gol.example"], ["p2@gol.example"]]


def test_a_mail_server_that_fails_and_comes_back_gets_every_letter_once(
    greetings: Greetings, caplog: pytest.LogCaptureFixture
) -> None:
    for row in (1, 2, 3):
        greetings.add(row)
    with fails():
        assert send_due(timezone.now()) == 3
    assert (mail.outbox, "gol.example" in caplog.text) == ([], False)
    send_due(later(minutes=1))
    send_due(later(days=2))
    assert sorted(one.to[0] for one in mail.outbox) == [f"p{row}@gol.example" for row in (1, 2, 3)]


def test_a_letter_that_cannot_be_made_waits_and_names_nobody(
    greetings: Greetings, caplog: pytest.LogCaptureFixture
) -> None:
    greetings.wrong.add(1)
    letter = greetings.add(1)
    send_due(timezone.now())
    letter.refresh_from_db()
    assert (letter.state, letter.last_error) == ("waiting", "ValueError")
    assert "in build" in caplog.text
    assert "p1@gol" not in caplog.text


def test_a_letter_of_a_kind_that_is_no_longer_known_waits(greetings: Greetings) -> None:
    letter = greetings.add(1)
    OutboxLetter.objects.update(kind="of a newer version")
    send_due(timezone.now())
    letter.refresh_from_db()
    assert (letter.state, letter.last_error) == ("waiting", "KeyError")


def test_what_follows_a_letter_may_fail_without_sending_it_again(
    greetings: Greetings, monkeypatch: pytest.MonkeyPatch
) -> None:
    kind = LetterKind("greeting", greetings.build, sent=lambda _row, _now: 1 / 0)
    monkeypatch.setitem(registry._APPS, KIND, App(label=KIND, letters={KIND: kind}))
    greetings.add(1)
    letters_sent()
    send_due(later(days=2))
    assert len(mail.outbox) == 1
    assert OutboxLetter.objects.get().state == "sent"


def test_a_database_that_is_locked_when_the_letter_is_out_is_asked_again(
    greetings: Greetings, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []

    def locked_twice(row: int, _now: datetime) -> None:
        asked.append(row)
        if len(asked) < 3:
            raise OperationalError("database is locked")

    kind = LetterKind("greeting", greetings.build, sent=locked_twice)
    monkeypatch.setitem(registry._APPS, KIND, App(label=KIND, letters={KIND: kind}))
    greetings.add(1)
    assert len(letters_sent()) == 1
    assert (asked, OutboxLetter.objects.get().state) == ([1, 1, 1], "sent")


def die_at(step: str) -> None:
    """Let a worker die when it comes to a step."""
    with patch(f"loftet.background.outbox.{step}", side_effect=SystemExit), pytest.raises(SystemExit):
        send_next(timezone.now(), "dead", LEASE)


def test_a_worker_that_dies_before_the_last_line_has_sent_nothing_and_leaves_the_letter_to_the_next(
    greetings: Greetings, mail_server: MailServer
) -> None:
    greetings.add(1)
    die_at("_mark_handed_over")
    assert mail_server.received == []
    assert not send_next(timezone.now(), "next", LEASE)
    assert send_next(later(seconds=31), "next", LEASE)
    assert [one.to for one in mail_server.received] == ["p1@gol.example"]
    row = OutboxLetter.objects.get()
    assert (row.state, row.tries) == ("sent", 2)


@pytest.mark.parametrize("add", [Greetings.add, Greetings.add_code])
def test_a_letter_whose_worker_died_when_it_was_taken_is_sent_once_more_with_the_same_message_id(
    greetings: Greetings,
    mail_server: MailServer,
    caplog: pytest.LogCaptureFixture,
    add: Callable[[Greetings, int], OutboxLetter],
) -> None:
    letter = add(greetings, 1)
    die_at("_mark_sent")
    assert not send_next(timezone.now(), "next", LEASE)
    assert send_next(later(seconds=31), "next", LEASE)
    assert [one.message_id for one in mail_server.received] == [letter.message_id] * 2
    assert OutboxLetter.objects.get().state == "sent"
    assert f"letter {letter.pk} may arrive twice: the worker that sent it died" in caplog.text


def test_a_mail_server_that_does_not_answer_after_the_last_line_gets_the_letter_again(
    greetings: Greetings, mail_server: MailServer
) -> None:
    async def die(_letter: Received) -> str:
        return "421 going down"

    mail_server.answer = die
    greetings.add(1)
    send_due(timezone.now())
    row = OutboxLetter.objects.get()
    assert (row.state, row.handed_over, row.last_error) == ("waiting", None, "SMTPDataError 421")


def test_a_letter_that_another_worker_has_taken_is_not_ended_at_the_mail_server(
    greetings: Greetings, mail_server: MailServer
) -> None:
    greetings.add(1)
    handed_over = outbox._mark_handed_over

    def too_late(letter: OutboxLetter) -> None:
        OutboxLetter.objects.update(held_by="other")
        handed_over(letter)

    with patch("loftet.background.outbox._mark_handed_over", too_late):
        send_due(timezone.now())
    assert mail_server.received == []
    assert OutboxLetter.objects.get().held_by == "other"


def test_a_worker_that_is_slow_does_not_end_a_letter_that_another_has_taken(greetings: Greetings) -> None:
    greetings.add(1)

    def meanwhile(*_: object) -> None:
        with patch.object(BaseEmailBackend, "open"):
            assert send_next(later(seconds=31), "other", LEASE)
        raise ConnectionResetError

    with patch.object(BaseEmailBackend, "open", side_effect=meanwhile):
        send_next(timezone.now(), "slow", LEASE)
    row = OutboxLetter.objects.get()
    assert (row.state, row.tries, row.last_error) == ("sent", 2, "")


def test_a_claim_is_renewed(greetings: Greetings) -> None:
    greetings.add(1)
    with patch.object(BaseEmailBackend, "open", side_effect=SystemExit), pytest.raises(SystemExit):
        send_next(timezone.now(), "alive", LEASE)
    outbox.renew("alive", later(seconds=25), LEASE)
    assert not send_next(later(seconds=31), "other", LEASE)
    assert send_next(later(seconds=56), "other", LEASE)


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_take_different_letters(greetings: Greetings) -> None:
    for row in (1, 2):
        greetings.add(row)
    with transaction.atomic():
        first = outbox._claim(timezone.now(), "a", LEASE, None)
        second = outbox._claim(timezone.now(), "b", LEASE, None)
    assert first is not None
    assert second is not None
    assert (first.row, second.row) == (1, 2)


def test_a_letter_that_is_sent_again_is_another_letter(greetings: Greetings) -> None:
    letter = greetings.add(1, language="nn")
    letters_sent()
    with pytest.raises(NotAllowed, match="mindre enn 10 minutter siden"):
        send_again(letter.pk, timezone.now())
    send_again(letter.pk, later(minutes=11))
    letters_sent()
    first, second = (one.message()["Message-ID"] for one in mail.outbox)
    assert first != second
    assert [one.body for one in mail.outbox] == ["Hei på nn.", "Hei på nn."]


def test_a_letter_that_was_given_up_is_sent_again_as_the_same_letter(greetings: Greetings) -> None:
    letter = greetings.add(1)
    with fails():
        send_due(later(days=2))
    assert OutboxLetter.objects.get().state == "given_up"
    send_again(letter.pk, timezone.now())
    (sent,) = letters_sent()
    assert sent.message()["Message-ID"] == letter.message_id
    assert OutboxLetter.objects.get().state == "sent"


def test_what_is_no_longer_of_use_is_not_sent_again(greetings: Greetings) -> None:
    code = greetings.add_code(1)
    with pytest.raises(NotAllowed, match="trengs ikke lenger"):
        send_again(code.pk, later(minutes=10))


def test_the_oldest_letter_that_waits_is_known(greetings: Greetings) -> None:
    assert oldest_unsent(timezone.now()) is None
    first = greetings.add(1)
    greetings.add(2)
    code = greetings.add_code(3)
    OutboxLetter.objects.filter(pk=code.pk).update(queued=first.queued - timedelta(minutes=1))
    assert oldest_unsent(timezone.now()) == first.queued - timedelta(minutes=1)
    assert oldest_unsent(later(minutes=11)) == first.queued  # the code is of no use any more
    letters_sent()
    assert oldest_unsent(timezone.now()) is None


def test_letters_are_late_when_one_waits_and_none_was_sent_since(greetings: Greetings) -> None:
    greetings.add(1)
    assert not is_late(later(minutes=1))
    assert is_late(later(minutes=3))
    with fails():
        send_due(timezone.now())
    assert is_late(later(minutes=3))
    greetings.add(2)
    letters_sent()
    assert not is_late(later(minutes=3))  # it is one receiver that does not answer


def test_a_page_shows_how_a_letter_stands(greetings: Greetings) -> None:
    greetings.add(1)
    now = timezone.now()
    assert letter_state(KIND, 9, now) is None
    fresh = letter_state(KIND, 1, now)
    assert fresh is not None
    assert (fresh.is_on_its_way, fresh.late, fresh.may_be_sent_again) == (True, False, False)
    with fails():
        send_due(now)
    waits = letter_state(KIND, 1, now)
    assert waits is not None
    assert (waits.is_on_its_way, waits.late, waits.may_be_sent_again) == (False, True, True)
    send_due(later(minutes=1))
    greetings.add(2)
    states = letter_states(KIND, [1, 2, 3], now)
    assert {row: one.state for row, one in states.items()} == {1: LetterState.SENT, 2: LetterState.WAITING}


def test_letters_that_ended_are_forgotten(greetings: Greetings) -> None:
    for row in (1, 2, 3):
        greetings.add(row)
    greetings.gone.add(2)
    letters_sent()
    OutboxLetter.objects.filter(row=3).update(state="waiting", closed=None, next_try=timezone.now())
    assert forget_letters(later(hours=23)) == 0
    assert forget_letters(later(days=1, hours=1)) == 1  # the dropped one
    assert forget_letters(later(days=31)) == 1
    assert OutboxLetter.objects.get().row == 3


def test_a_real_mail_server_takes_a_letter(greetings: Greetings, mail_server: MailServer) -> None:
    letter = greetings.add(1, language="nn")
    send_due(timezone.now())
    assert mail_server.received == [Received("p1@gol.example", "Hei 1", letter.message_id, "Hei på nn.")]


def test_a_letter_is_marked_sent_before_the_connection_is_closed(
    greetings: Greetings, mail_server: MailServer
) -> None:
    greetings.add(1)
    states = []

    def end(connection: SMTP) -> None:
        states.append(OutboxLetter.objects.get().state)
        connection.close()

    with patch.object(SMTP, "quit", end):
        send_due(timezone.now())
    assert states == ["sent"]


def test_the_kind_of_a_refusal_is_kept_and_its_words_are_not(
    greetings: Greetings, mail_server: MailServer
) -> None:
    async def refuse(letter: Received) -> str:
        return f"451 {letter.to} is over quota"

    mail_server.answer = refuse
    letter = greetings.add(1)
    send_due(timezone.now())
    letter.refresh_from_db()
    assert (letter.state, letter.last_error) == ("waiting", "SMTPDataError 451")


def test_a_mail_server_that_cannot_be_reached_is_found_out_within_five_seconds(settings: Settings) -> None:
    assert settings.EMAIL_TIMEOUT == 5
    assert settings.EMAIL_ANSWER_TIMEOUT == 60


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time")
@pytest.mark.django_db(transaction=True)
def test_a_letter_that_another_transaction_holds_is_passed_over(greetings: Greetings) -> None:
    for row in (1, 2):
        greetings.add(row)
    copy = connection.copy()
    try:
        with copy.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT 1 FROM core_outboxletter WHERE row = 1 FOR UPDATE")
            taken = outbox._claim(timezone.now(), "b", LEASE, None)
            cursor.execute("ROLLBACK")
    finally:
        copy.close()
    assert taken is not None
    assert taken.row == 2


def test_a_claim_whose_last_write_failed_ends_by_itself(greetings: Greetings) -> None:
    """A worker renews the claim of the step that it takes, and no older one of its own."""
    letter, one = greetings.add(1), Worker()
    now = timezone.now()
    assert outbox._claim(now, "a step that failed", LEASE, None) == letter
    one.claims["letters"] = "another step"
    one._beat()
    letter.refresh_from_db()
    assert letter.next_try == now + LEASE
    one.claims["letters"] = "a step that failed"
    one._beat()
    letter.refresh_from_db()
    assert letter.next_try > now + LEASE


def test_a_restore_gives_up_letters_that_waited_for_more_than_a_day(greetings: Greetings) -> None:
    old, new = greetings.add(1), greetings.add(2)
    now = timezone.now()
    OutboxLetter.objects.filter(pk=old.pk).update(queued=now - timedelta(hours=25))
    assert give_up_old(now) == 1
    states = OutboxLetter.objects.order_by("pk").values_list("pk", "state")
    assert list(states) == [(old.pk, LetterState.GIVEN_UP), (new.pk, LetterState.WAITING)]
