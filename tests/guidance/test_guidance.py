"""Guidance: free times are booked once, steps are agreed on, and the programme sees who is stuck."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from loftet.background.outbox import send_due
from loftet.core.registry import tasks_for
from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.guidance.actions import agree_on_step, book_time, offer_times, take_step
from loftet.guidance.models import FreeTime, Step
from loftet.guidance.queries import standings, thread_of
from loftet.guidance.signed import adviser_word
from loftet.invalid_input import InvalidInput
from loftet.meetings.actions.events import cancel_event
from loftet.meetings.models import Event, Team
from loftet.meetings.signed import team_word
from loftet.notices.models import Notice
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.programme.example import cohort_with, joined
from loftet.programme.models import Participation
from tests.letters import letters_sent
from tests.meetings.calendars import read
from tests.meetings.conftest import in_days
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as

pytestmark = pytest.mark.usefixtures("english")


@pytest.fixture
def adviser(people: People) -> Actor:
    return acting_as(people.council)


@pytest.fixture
def gol(world: World, people: People, writer: Actor) -> Participation:
    """Return Gol in a cohort of the council, joined today."""
    found = cohort_with(world.gol, writer, world.council)
    joined(found, writer)
    return found


@pytest.fixture
def free(gol: Participation, adviser: Actor) -> FreeTime:
    return offer_times(gol.cohort, in_days(7), time(9), 3, 45, actor=adviser)


def test_a_time_is_booked_once_and_becomes_a_meeting(
    people: People, gol: Participation, free: FreeTime, writer: Actor, adviser: Actor
) -> None:
    assert [f"{one.begins:%H:%M}" for one in FreeTime.objects.all()] == ["09:00", "10:00", "11:00"]
    stale = FreeTime.objects.get(pk=free.pk)
    booked = book_time(free, gol, actor=writer)
    event = booked.event
    assert event is not None
    assert (event.kind, event.day, f"{event.ends:%H:%M}") == ("guidance", in_days(7), "09:45")
    send_due(timezone.now())
    (letter,) = letters_sent()
    assert (letter.to, len(letter.attachments)) == ([people.writer.email], 1)
    assert Notice.objects.filter(user=people.council, kind="guidance.booked").count() == 1
    for who, reads in ((people.writer, True), (people.council, True), (people.neighbour, False)):
        seen = Event.objects.visible_to(acting_as(who)).filter(pk=event.pk)
        assert seen.exists() == reads, who
    with pytest.raises(NotAllowed, match="The time is taken"):
        book_time(stale, gol, actor=writer)
    assert (Event.objects.filter(kind="guidance").count(), Team.objects.count()) == (1, 1)


def test_offering_and_booking_are_refused_with_the_reason(
    world: World, people: People, gol: Participation, free: FreeTime, writer: Actor, adviser: Actor
) -> None:
    cohort = gol.cohort
    for day, begins, number, reason in (
        (in_days(-1), time(9), 1, "still to come"),
        (in_days(7), time(23), 3, "same day"),
        (in_days(7), time(10, 30), 1, "offered some of these"),
    ):
        with pytest.raises(InvalidInput, match=reason):
            offer_times(cohort, day, begins, number, 45, actor=adviser)
    assert FreeTime.objects.count() == 3
    with pytest.raises(NotAllowed, match="run by the facilitators"):
        offer_times(cohort, in_days(9), time(9), 1, 45, actor=writer)
    for who in (people.neighbour, people.politician):
        with pytest.raises(NotAllowed, match="booked by those who"):
            book_time(free, gol, actor=acting_as(who))
    other = Participation.objects.create(
        cohort=cohort, organisation=world.al, invited=timezone.now(), invited_by=people.council
    )
    with pytest.raises(InvalidInput, match="act for"):
        book_time(free, other, actor=writer)
    FreeTime.objects.update(day=in_days(-1))
    with pytest.raises(NotAllowed, match="has passed"):
        book_time(FreeTime.objects.get(pk=free.pk), gol, actor=writer)


def test_a_step_waits_for_the_municipality_until_it_is_taken(
    people: People, gol: Participation, writer: Actor, adviser: Actor
) -> None:
    due = {"what": "Telje lekkasjane", "promised": "Sende ein mal", "due": in_days(10)}
    step = agree_on_step(gol, due, actor=adviser)
    assert "Telje lekkasjane" in [str(one.what) for one in tasks_for(writer)]
    stale = Step.objects.get(pk=step.pk)
    take_step(step, actor=writer)
    assert "Telje lekkasjane" not in [str(one.what) for one in tasks_for(writer)]
    with pytest.raises((ChangedMeanwhile, NotAllowed)):
        take_step(stale, actor=writer)
    with pytest.raises(InvalidInput, match="still to come"):
        agree_on_step(gol, {**due, "due": in_days(-1)}, actor=adviser)
    for who in (people.neighbour, people.firm):
        with pytest.raises(NotAllowed, match="for those who have a role"):
            agree_on_step(gol, due, actor=acting_as(who))
    with pytest.raises(NotAllowed, match="written by the adviser"):
        agree_on_step(gol, due, actor=acting_as(people.politician))


def test_who_is_stuck_and_why(gol: Participation, free: FreeTime, writer: Actor, adviser: Actor) -> None:
    def why(days: int) -> str:
        (one,) = standings(gol.cohort, timezone.localdate() + timedelta(days=days))
        return str(one.why)

    assert (why(90), why(91)) == ("", "it has had no talk yet")
    book_time(free, gol, actor=writer)  # in seven days
    assert (why(97), why(98)) == ("", "no next step is agreed on")
    step = agree_on_step(gol, {"what": "Telje", "due": in_days(30)}, actor=adviser)
    assert (why(97), why(98)) == ("", "the step that was agreed on is not taken")
    take_step(step, actor=adviser)
    assert why(98) == "no next step is agreed on"
    assert [len(rows) for rows in thread_of(gol)] == [1, 1]


def test_who_has_not_joined_is_stuck_while_a_step_is_late(
    world: World, people: People, gol: Participation, adviser: Actor
) -> None:
    al = Participation.objects.create(
        cohort=gol.cohort, organisation=world.al, invited=timezone.now(), invited_by=people.council
    )

    def listed(days: int) -> list[tuple[str, str]]:
        found = standings(gol.cohort, timezone.localdate() + timedelta(days=days))
        return [(one.participation.organisation.slug, str(one.why)) for one in found]

    assert listed(11) == [("gol", "")]
    step = agree_on_step(al, {"what": "Spørje kommunestyret", "due": in_days(10)}, actor=adviser)
    assert listed(10) == [("gol", "")]
    assert listed(11) == [("al", "the step that was agreed on is not taken"), ("gol", "")]
    page = browser_of(people.council).get(f"/kull/{gol.cohort.slug}/veiledning/").content.decode()
    assert "Det same gjeld ein som ikkje deltek" in page
    take_step(step, actor=adviser)
    assert listed(11) == [("gol", "")]


def test_nobody_is_stuck_who_has_a_step_or_a_talk_ahead(
    gol: Participation, writer: Actor, adviser: Actor
) -> None:
    def why(days: int) -> str:
        (one,) = standings(gol.cohort, timezone.localdate() + timedelta(days=days))
        return str(one.why)

    later = offer_times(gol.cohort, in_days(100), time(9), 1, 45, actor=adviser)
    assert why(95) == "it has had no talk yet"
    book_time(later, gol, actor=writer)
    assert (why(95), why(190), why(191)) == ("", "", "no next step is agreed on")
    agree_on_step(gol, {"what": "Telje", "due": in_days(250)}, actor=adviser)
    assert (why(250), why(251)) == ("", "the step that was agreed on is not taken")


def test_the_time_of_a_talk_that_was_cancelled_is_offered_again(
    gol: Participation, free: FreeTime, writer: Actor, adviser: Actor
) -> None:
    booked = book_time(free, gol, actor=writer)
    Event.objects.update(state="cancelled")
    again = offer_times(gol.cohort, in_days(7), time(9), 1, 60, actor=adviser)
    assert (again.pk, again.event, again.minutes, again.version) == (free.pk, None, 60, booked.version + 1)
    assert book_time(again, gol, actor=writer).event is not None


def test_an_adviser_subscribes_to_the_talks_and_nobody_forges_the_address(
    people: People, gol: Participation, free: FreeTime, writer: Actor
) -> None:
    told = browser_of(people.council).get(f"/kull/{gol.cohort.slug}/veiledning/").content.decode()
    feed = f"/veiledning/{adviser_word(people.council.pk)}/kalender.ics"
    assert feed in told
    assert adviser_word(people.council.pk) != team_word(people.council.pk)
    stranger = browser_of(None)
    assert read(stranger.get(feed).content) == {}
    event = book_time(free, gol, actor=writer).event
    assert event is not None
    Event.objects.update(link="https://mote.example/1", where="Gol\r\nATTENDEE:mailto:x@y.example")
    answer = stranger.get(feed)
    (uid,) = read(answer.content)
    assert (b"mote.example/1" in answer.content, b"\nATTENDEE" in answer.content) == (True, False)
    assert "no-store" in answer.headers["Cache-Control"]
    assert "noindex" in answer.headers["X-Robots-Tag"]
    cancel_event(Event.objects.select_related("organisation").get(), "Snø", actor=acting_as(people.council))
    ((sequence, status),) = read(stranger.get(feed).content).values()
    assert (sequence, status) == (1, "CANCELLED")
    offer_times(gol.cohort, in_days(7), time(9), 1, 60, actor=acting_as(people.council))
    assert list(read(stranger.get(feed).content)) == [uid]  # the calendar is told that it is off
    others = f"/veiledning/{adviser_word(people.writer.pk)}/kalender.ics"
    assert read(stranger.get(others).content) == {}
    for word in ("tull", adviser_word(people.council.pk)[:-2] + "xx", team_word(people.council.pk)):
        assert stranger.get(f"/veiledning/{word}/kalender.ics").status_code == 403
    people.council.roles.update(valid_to=in_days(0))
    assert read(stranger.get(feed).content) == {}  # who has left reads none
    User.objects.filter(pk=people.council.pk).update(is_active=False)
    assert stranger.get(feed).status_code == 403


def test_it_runs_by_forms_alone(people: People, gol: Participation) -> None:
    page = f"/kull/{gol.cohort.slug}/veiledning/"
    lead, own = browser_of(people.council), browser_of(people.writer)
    sent = {"day": in_days(7).isoformat(), "begins": "09:00", "number": "2", "minutes": "45"}
    assert lead.post(f"{page}tider/", sent).status_code == 302
    told = own.get(page).content.decode()
    assert told.count(f'href="{page}tider/') == 2
    free = FreeTime.objects.all()[0]
    booked = {"participation": str(gol.pk), "version": "1"}
    assert own.post(f"{page}tider/{free.pk}/", booked).status_code == 302
    assert own.post(f"{page}tider/{free.pk}/", booked).status_code == 403
    step = {"what": "Telje lekkasjane", "due": in_days(9).isoformat(), "promised": ""}
    assert own.post(f"{page}gol/steg/", step).status_code == 302
    row = Step.objects.get()
    assert "Neste steg: Telje lekkasjane" in own.get(f"{page}gol/").content.decode()
    assert own.post(f"/moteplasser/steg/{row.pk}/gjort/").status_code == 302
    assert "Ikkje noko neste steg" in lead.get(f"{page}gol/").content.decode()
    for user, status in ((people.neighbour, 403), (people.far, 403), (None, 302)):
        assert browser_of(user).get(f"{page}gol/").status_code == status
        assert browser_of(user).get(page).status_code == status
