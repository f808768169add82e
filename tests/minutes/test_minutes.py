"""Minutes are written, approved and frozen; what somebody takes on waits for that person until it is done."""

from datetime import timedelta

import pytest
from django.utils import timezone

from loftet.core.registry import tasks_for
from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.invalid_input import InvalidInput
from loftet.meetings.models import Attendee, Event
from loftet.minutes.actions import agree_on, approve_minutes, finish, write_minutes
from loftet.minutes.models import ActionPoint, Minutes
from loftet.people.models import User
from loftet.people.permissions import Actor
from tests.meetings.conftest import Register, in_days
from tests.needs.conftest import People, browser_of
from tests.people.partnership import World, acting_as

pytestmark = pytest.mark.usefixtures("english")
SAID = {"text": "Vi møttest.", "decisions": "Vi kjøper i lag."}


@pytest.fixture
def held(world: World, people: People, event: Event, register: Register) -> Event:
    """Return the conference on its day, with a team of Ål and one of a firm."""
    register(world.al, people.neighbour, "Lars")
    Event.objects.update(day=in_days(0), closes=in_days(-8))
    event.refresh_from_db()
    return event


def test_those_who_were_registered_read_minutes_once_they_are_approved(
    people: People, held: Event, writer: Actor
) -> None:
    minutes = write_minutes(held, SAID, 0, actor=writer)
    page = f"{held.get_absolute_url()}referat/"
    seen = {"writer": people.writer, "neighbour": people.neighbour}
    assert {
        name: "Vi kjøper i lag" in browser_of(user).get(page).content.decode() for name, user in seen.items()
    } == {
        "writer": True,
        "neighbour": False,
    }
    approve_minutes(minutes, actor=writer)
    Attendee.objects.update(way="away", seated=None)
    assert browser_of(people.neighbour).get(page).status_code == 403  # who said no was not there
    Attendee.objects.update(way="physical")
    assert "Vi kjøper i lag" in browser_of(people.neighbour).get(page).content.decode()
    statuses = {user: browser_of(user).get(page).status_code for user in (people.firm, people.far, None)}
    assert statuses == {people.firm: 403, people.far: 403, None: 302}


def test_what_is_approved_is_frozen_and_a_later_text_is_a_new_version(held: Event, writer: Actor) -> None:
    first = approve_minutes(write_minutes(held, SAID, 0, actor=writer), actor=writer)
    with pytest.raises(NotAllowed, match="approved, and stand as they are"):
        approve_minutes(Minutes.objects.get(pk=first.pk), actor=writer)
    second = write_minutes(held, {"text": "Retta.", "decisions": ""}, 0, actor=writer)
    assert [(one.number, one.text, bool(one.approved)) for one in held.minutes.all()] == [
        (2, "Retta.", False),
        (1, "Vi møttest.", True),
    ]
    with pytest.raises(ChangedMeanwhile):
        write_minutes(held, SAID, 0, actor=writer)
    assert write_minutes(held, SAID, second.version, actor=writer).pk == second.pk


def test_minutes_are_refused_with_the_reason(people: People, held: Event, writer: Actor) -> None:
    with pytest.raises(NotAllowed, match="organiser of the meeting"):
        write_minutes(held, SAID, 0, actor=acting_as(people.neighbour))
    with pytest.raises(InvalidInput, match="plain text"):
        write_minutes(held, {"text": "<b>x</b>", "decisions": ""}, 0, actor=writer)
    empty = write_minutes(held, {"text": "", "decisions": ""}, 0, actor=writer)
    with pytest.raises(NotAllowed, match="empty"):
        approve_minutes(empty, actor=writer)
    Event.objects.update(day=in_days(1))
    held.refresh_from_db()
    with pytest.raises(NotAllowed, match="has not been yet"):
        write_minutes(held, SAID, 0, actor=writer)


def test_an_action_waits_for_its_person_until_it_is_done(people: People, held: Event, writer: Actor) -> None:
    neighbour = acting_as(people.neighbour)
    for number in (9, 5):
        agree_on(
            held, {"what": f"Ringje {number}", "who": people.neighbour, "due": in_days(number)}, actor=writer
        )
    (task,) = [one for one in tasks_for(neighbour) if "Ringje" in str(one.what)]
    assert (str(task.what), task.due) == ("2 things from meetings, first: Ringje 5", in_days(5))
    row = ActionPoint.objects.get(what="Ringje 5")
    with pytest.raises(NotAllowed, match="says that it is done"):
        finish(row, actor=acting_as(people.far))
    browser = browser_of(people.neighbour)
    assert browser.post(f"/moteplasser/oppgave/{row.pk}/gjort/").status_code == 302
    assert browser.post(f"/moteplasser/oppgave/{row.pk}/gjort/").status_code == 403
    (task,) = [one for one in tasks_for(neighbour) if "Ringje" in str(one.what)]
    assert str(task.what) == "Ringje 9"


def test_a_draft_waits_for_those_who_organise_until_it_is_approved(
    people: People, held: Event, writer: Actor
) -> None:
    address, approve = f"{held.get_absolute_url()}referat/", f"Approve the minutes of «{held.title}»"

    def asked(user: User) -> list[str]:
        return [str(one.what) for one in tasks_for(acting_as(user)) if one.address == address]

    draft = write_minutes(held, {"text": "", "decisions": ""}, 0, actor=writer)
    assert asked(people.colleague) == []  # there is nothing to approve
    draft = write_minutes(held, SAID, draft.version, actor=writer)
    assert [asked(one) for one in (people.colleague, people.neighbour, people.firm)] == [[approve], [], []]
    waits = "<h1>Versjon 1 ventar på godkjenning</h1>"
    for user, is_told in ((people.colleague, True), (people.neighbour, False)):
        assert (waits in browser_of(user).get(f"{address}?lang=nn").content.decode()) == is_told
    Event.objects.filter(pk=held.pk).update(day=in_days(1))
    assert asked(people.colleague) == []  # nobody approves minutes of a meeting that is yet to be
    Event.objects.filter(pk=held.pk).update(day=held.day)
    agree_on(held, {"what": "Ringje", "who": people.colleague, "due": in_days(2)}, actor=writer)
    assert asked(people.colleague) == ["2 things from meetings, first: Ringje"]
    Minutes.objects.update(written=timezone.now() - timedelta(days=121))
    assert asked(people.colleague) == ["Ringje"]
    approve_minutes(Minutes.objects.get(), actor=writer)
    assert asked(people.colleague) == ["Ringje"]


def test_an_action_is_for_somebody_who_was_there_and_not_in_the_past(
    people: People, held: Event, writer: Actor
) -> None:
    with pytest.raises(InvalidInput, match="was there"):
        agree_on(held, {"what": "x", "who": people.far, "due": in_days(3)}, actor=writer)
    with pytest.raises(InvalidInput, match="still to come"):
        agree_on(held, {"what": "x", "who": people.neighbour, "due": in_days(-1)}, actor=writer)


def test_minutes_are_written_and_approved_by_forms_alone(people: People, held: Event) -> None:
    browser, page = browser_of(people.colleague), f"{held.get_absolute_url()}referat/"
    assert browser.get(f"{page}godkjenn/").status_code == 403
    assert browser.post(f"{page}skriv/", {**SAID, "version": "0"}).status_code == 302
    assert browser.post(f"{page}godkjenn/", {"version": "9"}).status_code == 409
    assert browser.post(f"{page}godkjenn/", {"version": "1"}).status_code == 302
    assert Minutes.objects.get().approved is not None
    sent = {"what": "Ringje", "who": people.neighbour.pk, "due": in_days(3).isoformat()}
    assert browser.post(f"{held.get_absolute_url()}oppgave/", sent).status_code == 302
    assert ActionPoint.objects.get().who == people.neighbour
