"""The weekly letter: one a week at the most, in the reader's form, with a switch no scanner presses."""

import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from threading import Barrier
from unittest.mock import patch

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from loftet.background.outbox import send_due
from loftet.background.sending import hand_over
from loftet.core.mail import Letter
from loftet.core.models import OutboxLetter
from loftet.notices.actions.digests import LettersQueued, Outcome, send_weekly_letters
from loftet.notices.letters import WEEKLY_LETTER
from loftet.notices.models import Digest, Notice, NotificationSettings
from loftet.notices.queries.letters import MOST_TOLD, unsent
from loftet.notices.signed import letter_word
from loftet.people.actions.invitations import Terms, invite
from loftet.people.actions.roles import end_now
from loftet.people.models import Invitation, Organisation, RoleKind, User
from loftet.people.permissions import permissions_at
from loftet.people.queries.organisation import facilitators_near
from loftet.places.models import Place
from tests.letters import letters_sent
from tests.notices.conftest import NOW, TODAY, Tell
from tests.people.partnership import World, acting_as, browser_of, hire

MONDAY, TUESDAY = 1, 2


def send(day: date = TODAY, weekday: int = MONDAY) -> LettersQueued:
    """Write what is due, and send it."""
    done = send_weekly_letters(day, weekday)
    letters_sent()
    return done


def done(**counted: int) -> LettersQueued:
    return LettersQueued(Counter({Outcome[name]: number for name, number in counted.items()}))


def letter(user: User) -> EmailMessage:
    (one,) = (one for one in letters_sent() if one.to == [user.email])
    return one


def off_address(user: User) -> str:
    return f"https://loftet.example/varsler/avmelding/{letter_word(user.pk)}/"


def asked(world: World, to: User) -> None:
    """Invite somebody to a role, by a letter that is set aside; the answer can wait for long."""
    boss = hire("boss@al.example", world.al, RoleKind.TOP_MANAGEMENT)
    invite(world.al, to.email, Terms(RoleKind.PLANNER), language="nn", actor=acting_as(boss, NOW, TODAY))
    Invitation.objects.update(expires=datetime(2099, 12, 7, 12, tzinfo=UTC))
    letters_sent().clear()


NYNORSK = """DETTE VENTAR PÅ DEG

- Svar ja eller nei til rolla som planleggjar for Ål kommune
  Innan 7. desember 2099.
  Du er invitert.
  https://loftet.example/min-side/#invitations

NYTT SIDAN SIST

Gol kommune
- Varme AS has moved to Ål (23. november)
  Du får vite dette fordi du følgjer det.
  https://loftet.example/organisasjoner/varme/

Alle varsla: https://loftet.example/varsler/
Vel kva du vil få varsel om: https://loftet.example/varsler/innstillinger/
Slå av dette brevet utan å logge inn: {off}

Du får dette brevet høgst éin gong i veka, fordi du deltek i Løftet.
"""
BOKMAL = """NYTT SIDEN SIST

For alle
- Varme AS opens on 18. desember 2026 (23. november)
  Du får vite dette fordi du følger det.
  https://loftet.example/organisasjoner/varme/

Gol kommune
- Varme AS has moved to Ål (23. november)
  Du får vite dette fordi du følger det.
  https://loftet.example/organisasjoner/varme/

Alle varsler: https://loftet.example/varsler/
Velg hva du vil få varsel om: https://loftet.example/varsler/innstillinger/
Slå av dette brevet uten å logge inn: {off}

Du får dette brevet høyst en gang i uka, fordi du deltar i Løftet.
"""


def test_the_official_form_of_the_municipality_is_written_and_what_waits_comes_first(
    world: World, kari: User, tell: Tell
) -> None:
    asked(world, kari)
    tell(kari)
    assert send() == done(QUEUED=1, NOTHING=1)
    one = letter(kari)
    assert one.subject == "Løftet denne veka: 1 ting ventar på deg"
    assert one.body == NYNORSK.format(off=off_address(kari))
    assert one.extra_headers == {
        "Message-ID": OutboxLetter.objects.get(kind=WEEKLY_LETTER).message_id,
        "List-Unsubscribe": f"<{off_address(kari)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }


def test_the_weekly_letter_names_the_facilitator_of_the_region_and_never_the_reader(
    world: World, kari: User, tell: Tell
) -> None:
    solveig = hire("solveig@hallingdal.example", world.council, RoleKind.FACILITATOR)
    User.objects.filter(pk=solveig.pk).update(name="Solveig", telephone="32 00 00 00")
    tell(kari)
    send()
    assert letter(kari).body.endswith("Ring Solveig, 32 00 00 00, eller svar på denne e-posten.\n")
    assert letter(kari).extra_headers["Reply-To"] == "Solveig <solveig@hallingdal.example>"
    assert facilitators_near(permissions_at(solveig, TODAY), TODAY) == []


def test_a_persons_own_choice_of_language_comes_before_the_municipalitys(kari: User, tell: Tell) -> None:
    User.objects.update(language="nb")
    tell(kari)
    tell(kari, kind="firm.opened", organisation="")
    assert send() == done(QUEUED=1)
    assert letter(kari).subject == "Løftet denne uka: 2 nyheter"
    assert letter(kari).body == BOKMAL.format(off=off_address(kari))


def test_nobody_gets_two_letters_in_a_week_nor_hears_the_same_twice(kari: User, tell: Tell) -> None:
    tell(kari)
    assert send() == done(QUEUED=1)
    tell(kari)
    for days in range(7):
        assert send(TODAY + timedelta(days=days)) == done(HAD_IT=1)
    assert len(letters_sent()) == 1
    assert send(TODAY + timedelta(days=7)) == done(QUEUED=1)
    assert letters_sent()[1].body.count("Varme AS has moved") == 1
    assert send(TODAY + timedelta(days=14)) == done(NOTHING=1)
    assert [one.week for one in Digest.objects.order_by("week")] == [TODAY, TODAY + timedelta(days=7)]


def test_letters_go_out_on_the_settled_day_or_when_something_has_waited_for_a_week(
    kari: User, tell: Tell
) -> None:
    tell(kari)
    assert send(weekday=TUESDAY) == done(ANOTHER_DAY=1)
    assert send(TODAY + timedelta(days=6), weekday=TUESDAY) == done(ANOTHER_DAY=1)
    assert send(TODAY + timedelta(days=7), weekday=TUESDAY) == done(QUEUED=1)


def test_no_letter_that_is_not_asked_for_comes_in_july_and_nothing_of_it_is_lost(
    kari: User, tell: Tell
) -> None:
    tell(kari, when=datetime(2027, 7, 1, 9, tzinfo=UTC))
    assert send(date(2027, 7, 5)) == done(ANOTHER_DAY=1)
    assert send(date(2027, 8, 2)) == done(QUEUED=1)


def test_nothing_to_tell_is_no_letter(kari: User, tell: Tell) -> None:
    one = tell(kari)
    browser_of(kari).post(f"/varsler/{one.pk}/lest/")
    assert send() == done(NOTHING=1)
    assert (letters_sent(), Digest.objects.count()) == ([], 0)


def test_what_is_muted_or_came_by_a_role_that_has_ended_is_not_written(
    world: World, kari: User, tell: Tell
) -> None:
    tell(kari)
    tell(kari, kind="firm.opened", within=(world.gol,))
    browser_of(kari).post("/varsler/innstillinger/", {"weekly_letter": "on", "figures": "on"})
    end_now(kari.roles.get(), by=None, today=TODAY)
    assert send() == done(NOTHING=1)


def test_a_letter_is_bounded_and_the_rest_stands_in_the_next(kari: User, tell: Tell) -> None:
    one = tell(kari)
    Notice.objects.bulk_create(
        Notice(
            user=kari,
            kind=one.kind,
            subject_type=one.subject_type,
            subject_id=one.subject_id,
            label=f"Firma {number}",
            address="/",
            details=one.details,
            reason="own",
            when=NOW,
        )
        for number in range(MOST_TOLD + 4)
    )
    send()
    assert "Og 5 til i innboksen din." in letter(kari).body
    assert letter(kari).body.count("has moved") == MOST_TOLD
    assert Notice.objects.filter(digest=None).count() == 5


def test_what_fails_for_one_is_told_of_and_keeps_nobody_elses_letter_back(
    world: World, kari: User, tell: Tell, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    other = hire("ola@al.example", world.al, RoleKind.EDITOR)
    tell(kari)
    Notice.objects.update(details=[])  # as nothing writes it
    tell(other)
    with (
        caplog.at_level(logging.ERROR),
        pytest.raises(CommandError, match="some letters failed"),
    ):
        call_command("weekly_letters", weekday=timezone.localdate().isoweekday())
    assert [one.to for one in letters_sent()] == [[other.email]]
    assert f"the weekly letter to person {kari.pk} failed" in caplog.text
    assert "kari@" not in caplog.text
    counted = "0 with nothing to tell, 0 on another day, 0 had this week's already, 1 failed\n"
    assert capsys.readouterr().out == f"1 letters on their way, {counted}"


def test_a_letter_is_marked_sent_when_the_mail_server_has_taken_it_and_not_before(
    kari: User, tell: Tell, caplog: pytest.LogCaptureFixture
) -> None:
    tell(kari)
    with patch.object(BaseEmailBackend, "open", side_effect=ConnectionRefusedError("kari@gol.example")):
        assert send() == done(QUEUED=1)
    waits = Digest.objects.get()
    assert (waits.sent, mail.outbox) == (None, [])
    assert "kari@" not in caplog.text
    send_due(timezone.now() + timedelta(minutes=1))
    waits.refresh_from_db()
    assert waits.sent is not None
    assert len(mail.outbox) == 1


def test_a_letter_whose_worker_died_is_sent_by_the_next(kari: User, tell: Tell) -> None:
    tell(kari)
    assert send_weekly_letters(TODAY, MONDAY) == done(QUEUED=1)
    with patch.object(BaseEmailBackend, "open", side_effect=SystemExit), pytest.raises(SystemExit):
        send_due(timezone.now())
    assert mail.outbox == []
    send_due(timezone.now() + timedelta(minutes=6))
    assert [one.to for one in mail.outbox] == [[kari.email]]


def test_what_a_letter_told_that_was_given_up_stands_in_the_next(kari: User, tell: Tell) -> None:
    notice = tell(kari)
    assert send_weekly_letters(TODAY, MONDAY) == done(QUEUED=1)
    with patch.object(BaseEmailBackend, "open", side_effect=ConnectionRefusedError):
        send_due(timezone.now() + timedelta(days=2))
    notice.refresh_from_db()
    assert (Digest.objects.count(), notice.digest) == (0, None)
    assert OutboxLetter.objects.get().state == "given_up"
    assert (send(), len(mail.outbox)) == (done(QUEUED=1), 1)


def test_what_was_read_or_turned_off_before_it_was_sent_is_not_sent(
    world: World, kari: User, tell: Tell
) -> None:
    other = hire("ola@al.example", world.al, RoleKind.EDITOR)
    one = tell(kari)
    tell(other)
    assert send_weekly_letters(TODAY, MONDAY) == done(QUEUED=2)
    browser_of(kari).post(f"/varsler/{one.pk}/lest/")
    NotificationSettings.objects.create(user=other, weekly_letter=False)
    assert letters_sent() == []
    assert list(OutboxLetter.objects.values_list("state", flat=True)) == ["dropped", "dropped"]


def test_headers_stay_one_line() -> None:
    evil = {"List-Unsubscribe": "<x>\r\nBcc: evil@example.no"}
    evil_letter = Letter("a@b.example", "One\nBcc: evil@example.no", "", evil)
    hand_over(evil_letter, "<1@loftet.example>", before_end=lambda: None, taken=lambda: None)
    (one,) = mail.outbox
    assert one.subject == "One Bcc: evil@example.no"
    assert one.message()["Bcc"] is None
    assert one.message()["List-Unsubscribe"] == "<x> Bcc: evil@example.no"


def test_a_name_with_line_breaks_adds_no_lines_to_a_letter(kari: User, tell: Tell) -> None:
    tell(kari, details={"where": "Ål\n\nDETTE VENTAR PÅ DEG"})
    send()
    assert "- Varme AS has moved to Ål DETTE VENTAR PÅ DEG (23. november)" in letter(kari).body


def test_the_switch_shows_a_button_and_that_alone_turns_the_letter_off(kari: User, client: Client) -> None:
    address = f"/varsler/avmelding/{letter_word(kari.pk)}/"
    assert 'type="submit"' in client.get(address).content.decode()
    client.head(address)
    assert NotificationSettings.objects.count() == 0
    answer = client.post(address)
    assert "Ukebrevet er slått av" in answer.content.decode()
    assert NotificationSettings.objects.get().weekly_letter is False
    assert client.post(address).status_code == 200  # twice does no harm
    assert client.get(address).headers["Cache-Control"].endswith("private")


def test_a_mail_programs_own_switch_needs_no_cookie_and_no_token(kari: User, tell: Tell) -> None:
    strict = Client(enforce_csrf_checks=True)
    address = f"/varsler/avmelding/{letter_word(kari.pk)}/"
    assert strict.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    tell(kari)
    assert send() == LettersQueued(Counter())
    browser_of(kari).post("/varsler/innstillinger/", {"weekly_letter": "on", "trade": "on"})
    assert send() == done(QUEUED=1)


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_forged_switch_is_refused_and_turns_nothing_off(
    world: World, kari: User, client: Client, settings: Settings, method: str
) -> None:
    good = letter_word(kari.pk)
    other = hire("ola@al.example", world.al, RoleKind.EDITOR)
    body, _colon, signature = good.partition(":")
    other_body = letter_word(other.pk).partition(":")[0]
    words = ["x", str(kari.pk), body, f"{other_body}:{signature}", f"{good}x", f"{body}:{signature[::-1]}"]
    with patch.object(settings, "SECRET_KEY", "another secret"):
        words.append(letter_word(kari.pk))
    answers = [getattr(client, method)(f"/varsler/avmelding/{word}/").status_code for word in words]
    assert answers == [403] * len(words)
    assert NotificationSettings.objects.count() == 0


def test_the_switch_of_an_erased_person_is_refused(kari: User, client: Client) -> None:
    word = letter_word(kari.pk)
    browser_of(kari).post("/min-side/slett/", {"sure": "on"})
    assert client.post(f"/varsler/avmelding/{word}/").status_code == 403


def test_one_who_sends_after_another_has_looked_sends_nothing(kari: User, tell: Tell) -> None:
    tell(kari)
    send()
    Notice.objects.update(digest=None)
    with patch("loftet.notices.actions.digests.already_sent", return_value=False):
        assert send() == done(HAD_IT=1)
    assert len(letters_sent()) == 1
    assert Notice.objects.get().digest is None  # the letter that was not sent has told of nothing


def test_one_whose_letter_is_sent_by_another_in_between_has_had_it(kari: User, tell: Tell) -> None:
    tell(kari)

    def untold_after_another(user: User, today: date) -> list[Notice]:
        with patch("loftet.notices.actions.digests.unsent", unsent):
            assert send() == done(QUEUED=1)
        return unsent(user, today)

    with patch("loftet.notices.actions.digests.unsent", untold_after_another):
        assert send() == done(HAD_IT=1)
    assert len(letters_sent()) == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite has one writer at a time")
def test_two_who_send_at_once_send_one_letter_to_each(world: World, kari: User, tell: Tell) -> None:
    people = [kari, *(hire(f"p{number}@gol.example", world.gol, RoleKind.EDITOR) for number in range(5))]
    for one in people:
        tell(one)
    gate = Barrier(4)

    def run(_number: int) -> LettersQueued:
        gate.wait()
        try:
            return send_weekly_letters(TODAY, MONDAY)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        counted = sum((one.counted for one in pool.map(run, range(4))), Counter())
    assert counted == Counter({Outcome.QUEUED: 6, Outcome.HAD_IT: 18})
    assert sorted(one.to[0] for one in letters_sent()) == sorted(one.email for one in people)
    assert Digest.objects.count() == 6


def test_the_command_sends_by_the_day_that_is_set(
    kari: User, tell: Tell, capsys: pytest.CaptureFixture[str]
) -> None:
    tell(kari, when=timezone.now())
    today = timezone.localdate().isoweekday()
    call_command("weekly_letters", weekday=today % 7 + 1)
    assert letters_sent() == []
    call_command("weekly_letters", weekday=today)
    assert len(letters_sent()) == 1


@pytest.mark.parametrize(
    ("population", "more", "letters"),
    [
        (4_999, (), 2),
        (5_000, (), 5),
        (4_999, (("hallingdal", RoleKind.FACILITATOR),), 5),
        (4_999, (("varme", RoleKind.EDITOR),), 2),
    ],
)
def test_a_small_municipality_or_a_firm_gets_a_letter_a_month(
    kari: User, tell: Tell, population: int, more: tuple[tuple[str, RoleKind], ...], letters: int
) -> None:
    Place.objects.filter(slug="gol").update(population=population, population_date=TODAY)
    Place.objects.exclude(slug="gol").update(population=9_000, population_date=TODAY)
    for slug, kind in more:
        hire(kari.email, Organisation.objects.get(slug=slug), kind)
    sent = 0
    for week in range(5):
        day = TODAY + timedelta(weeks=week)
        tell(kari)
        send_weekly_letters(day, MONDAY)
        found = [one for one in letters_sent() if one.to == [kari.email]]
        sent += len(found)
        words = "éin gong i månaden" if letters == 2 else "éin gong i veka"
        assert [words in str(one.body) for one in found] == [True] * len(found)
        letters_sent().clear()
    assert sent == letters
