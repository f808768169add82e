"""Bodies and their meeting plans, as pages, calendars and lists."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.utils import timezone
from icalendar import Calendar, Event
from pytest_django import DjangoAssertNumQueries

from loftet.decisions.actions.bodies import (
    cancel_meeting,
    move_meeting,
    revise_body,
)
from loftet.decisions.models import Body, Meeting, TreatmentKind
from loftet.decisions.treatments.actions import Planned, plan_treatment
from loftet.notices.models import Notice
from loftet.people.actor import actor_at
from loftet.people.models import RoleKind
from tests.decisions.conftest import House, actor, read_at, written
from tests.people.partnership import browser_of, hire

Read = Callable[[HttpResponseBase], str]


def events(browser: Client, address: str) -> dict[str, Event]:
    """Read a calendar back, by the identities of its events."""
    response = browser.get(address)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    calendar = Calendar.from_ical(response.content)
    calendar = Calendar.from_ical(response.content)
    return {str(one["uid"]): one for one in calendar.walk("VEVENT") if isinstance(one, Event)}


def test_a_years_plan_is_pasted_in_one_go(house: House, text_of: Read) -> None:
    browser, page = browser_of(house.editor), f"/organer/{house.council.pk}/"
    sent = {"days": "18.12.2099 kl. 10, 22.1.2100\n2100-02-12", "place": "Kommunehuset"}
    shown = browser.post(f"{page}moter/", sent)
    assert (shown.status_code, Meeting.objects.count()) == (200, 0)
    seen = {"shown": shown.context["form"]["shown"].value()}
    other = browser.post(f"{page}moter/", sent | seen | {"days": "18.12.2099"})
    assert (other.status_code, Meeting.objects.count()) == (200, 0)  # another text is shown first, too
    assert browser.post(f"{page}moter/", sent | seen).status_code == 302
    rows = Meeting.objects.values_list("day", "begins", "place")
    assert list(rows) == [
        (date(2099, 12, 18), time(10), "Kommunehuset"),
        (date(2100, 1, 22), None, "Kommunehuset"),
        (date(2100, 2, 12), None, "Kommunehuset"),
    ]
    assert "Siste frist for papir til 18. desember: 8. desember." in text_of(Client().get(f"{page}?lang=nb"))
    assert "Siste frist for papir til 18. desember: 8. desember." in text_of(Client().get(page))  # nynorsk


def test_of_a_plan_with_one_bad_line_nothing_is_kept_or_lost(house: House, text_of: Read) -> None:
    browser, address = browser_of(house.editor), f"/organer/{house.council.pk}/moter/?lang=nn"
    refused = browser.post(address, {"days": "18.12.2099\nein fredag i mars", "place": ""})
    assert (refused.status_code, Meeting.objects.count()) == (422, 0)
    assert "Linje 2: «ein fredag i mars» er ikkje ein dag." in text_of(refused)
    assert "18.12.2099" in text_of(refused)


def test_known_days_of_a_plan_are_left_out_and_named(house: House, text_of: Read) -> None:
    known = house.meeting(20).day.isoformat()
    browser, address = browser_of(house.editor), f"/organer/{house.council.pk}/moter/?lang=nn"
    shown = browser.post(address, {"days": f"1.12.2099\n{known}"})
    assert [str(one.day) for one in shown.context["reading"].known] == [known]
    assert 'data-color="danger"' not in shown.content.decode()  # to be asked first is no refusal
    seen = shown.context["form"]["shown"].value()
    browser.post(address, {"days": f"1.12.2099\n{known}", "shown": seen})
    assert Meeting.objects.filter(body=house.council).count() == 2
    refused = browser.post(address, {"days": known})
    assert (refused.status_code, Meeting.objects.count()) == (422, 2)


def test_a_body_is_added_changed_and_ended(house: House) -> None:
    browser = browser_of(house.editor)
    card = {"kind": "executive", "name": "Formannskapet", "paper_days": "5", "counted_in": "working"}
    assert browser.post("/organisasjoner/gol/organer/ny/", card).status_code == 302
    body = Body.objects.get(name="Formannskapet")
    page = f"/organer/{body.pk}/"
    assert browser.post("/organisasjoner/gol/organer/ny/", card).status_code == 422  # the name is taken
    changed = card | {"paper_days": "8", "version": "1"}
    assert browser.post(f"{page}endre/", changed).status_code == 302
    stale = browser.post(f"{page}endre/", card | {"paper_days": "3", "version": "1"})
    assert (stale.status_code, Body.objects.get(pk=body.pk).paper_days) == (409, 8)
    assert browser.post(f"{page}avslutt/", {"version": "2"}).status_code == 302
    assert Body.objects.get(pk=body.pk).ended == timezone.localdate()
    assert browser.get(f"{page}moter/").status_code == 200
    assert browser.post(f"{page}moter/", {"days": "18.12.2099"}).status_code == 422


def test_whoever_has_a_matter_there_is_told_when_a_meeting_moves_or_is_cancelled(house: House) -> None:
    meeting = house.meeting(30)
    for kind in (TreatmentKind.DISCUSSION, TreatmentKind.DECISION):
        plan_treatment(written(house), Planned(kind, house.council, meeting), actor=actor(house.editor))
    planner = browser_of(hire("plan@gol.example", house.world.gol, RoleKind.PLANNER))
    page = f"/organer/{house.council.pk}/moter/{meeting.pk}/"
    later = meeting.day + timedelta(days=7)
    card = {"day": later.isoformat(), "begins": "10:00", "place": "Bygdahuset", "version": "1"}
    assert planner.post(page, card).status_code == 302
    assert planner.post(page, card).status_code == 409
    told = Notice.objects.filter(kind="matter.meeting_moved").values_list("user", flat=True)
    assert list(told) == [house.editor.pk, house.editor.pk]
    only_the_place = card | {"place": "Kinoen", "version": "2"}
    assert planner.post(page, only_the_place).status_code == 302
    assert Notice.objects.filter(kind="matter.meeting_moved").count() == 2
    assert planner.post(f"{page}avlys/", {"version": "3"}).status_code == 302
    assert Notice.objects.filter(kind="matter.meeting_cancelled").count() == 2


def test_a_body_that_ends_meets_no_more_and_those_who_wait_for_it_are_told(house: House) -> None:
    house.meeting(-7)
    held, later = house.meeting(0), house.meeting(30)
    planned = Planned(TreatmentKind.DECISION, house.council, later)
    plan_treatment(written(house), planned, actor=actor(house.editor))
    browser = browser_of(house.director)
    assert browser.post(f"/organer/{house.council.pk}/avslutt/", {"version": "1"}).status_code == 302
    assert list(Meeting.objects.exclude(cancelled=None)) == [later]
    assert not Meeting.objects.filter(body=house.council, cancelled=None, day__gt=held.day).exists()
    told = Notice.objects.filter(kind="matter.meeting_cancelled").values_list("user", flat=True)
    assert list(told) == [house.editor.pk]


def test_a_deadline_after_the_meeting_is_refused(house: House) -> None:
    meeting = house.meeting(30)
    after = meeting.day + timedelta(days=1)
    sent = {"day": meeting.day.isoformat(), "paper_deadline": after.isoformat(), "version": "1"}
    page = f"/organer/{house.council.pk}/moter/{meeting.pk}/"
    assert browser_of(house.editor).post(page, sent).status_code == 422


# --- calendars and lists --------------------------------------------------------------------------


def test_a_calendar_is_read_back_as_it_was_written(house: House) -> None:
    name = "Råd, utval; og \\ «anna»\nmeir"
    Body.objects.filter(pk=house.council.pk).update(name="Råd, utval; og \\ «anna»")
    timed = Meeting.objects.create(
        body=house.council,
        day=date(2026, 12, 18),
        begins=time(10),
        place="Sal 1, Gol; inngang B",
        papers="https://example.no/møte?a=1,2",
    )
    whole = Meeting.objects.create(body=house.council, day=date(2027, 1, 22))
    found = events(Client(), f"/organer/{house.council.pk}/moter.ics")
    assert set(found) == {
        f"{kind}-{one.pk}@testserver" for kind in ("meeting", "papers") for one in (timed, whole)
    }
    meeting, papers = found[f"meeting-{timed.pk}@testserver"], found[f"papers-{timed.pk}@testserver"]
    assert str(meeting["summary"]) == name.partition("\n")[0]
    assert str(meeting["location"]) == "Sal 1, Gol; inngang B"
    assert meeting.decoded("dtstart") == datetime(2026, 12, 18, 9, tzinfo=UTC)
    assert (meeting.decoded("sequence"), str(meeting["status"])) == (0, "CONFIRMED")
    assert papers.decoded("dtstart") == date(2026, 12, 8)
    assert str(papers["summary"]) == f"Siste frist for papir til {meeting['summary']}, 18. desember 2026"
    assert found[f"meeting-{whole.pk}@testserver"].decoded("dtstart") == date(2027, 1, 22)
    ends = [found[f"meeting-{one.pk}@testserver"].decoded("dtend") for one in (timed, whole)]
    assert ends == [datetime(2026, 12, 18, 10, tzinfo=UTC), date(2027, 1, 23)]


def test_a_calendar_is_the_same_until_something_changes_and_says_when_it_did(house: House) -> None:
    meeting, address = house.meeting(30), "/organisasjoner/gol/moter.ics"
    long_ago = timezone.now() - timedelta(days=9)
    for model in (Body, Meeting):
        model.objects.update(changed=long_ago)
    before = events(Client(), address)
    assert {one.decoded("dtstamp") for one in before.values()} == {long_ago.replace(microsecond=0)}
    assert Client().get(address).content == Client().get(address).content
    moved, revised = long_ago + timedelta(days=1), long_ago + timedelta(days=2)
    today = timezone.localdate()
    move_meeting(meeting, {"begins": time(10)}, actor=actor_at(house.editor, moved, today))
    stamps = {one.decoded("dtstamp") for one in events(Client(), address).values()}
    assert stamps == {moved.replace(microsecond=0)}
    revise_body(house.council, {"paper_days": 5}, actor=actor_at(house.editor, revised, today))
    stamps = {one.decoded("dtstamp") for one in events(Client(), address).values()}
    assert stamps == {revised.replace(microsecond=0)}
    last = actor_at(house.editor, revised + timedelta(days=1), today)
    cancel_meeting(read_at(meeting, 2), actor=last)
    stamps = {one.decoded("dtstamp") for one in events(Client(), address).values()}
    assert stamps == {(revised + timedelta(days=1)).replace(microsecond=0)}


def test_a_cancelled_meeting_stays_in_the_calendar_as_cancelled(house: House) -> None:
    meeting = house.meeting(30)
    page = f"/organer/{house.council.pk}/moter/{meeting.pk}/avlys/"
    browser_of(house.editor).post(page, {"version": "1"})
    found = events(Client(), "/organisasjoner/gol/moter.ics")
    assert [(str(one["status"]), one.decoded("sequence")) for one in found.values()] == [("CANCELLED", 1)] * 2


def test_a_list_of_meetings_has_every_one_and_no_formula(house: House) -> None:
    Body.objects.filter(pk=house.council.pk).update(name="=HYPERLINK(1)")
    Meeting.objects.create(body=house.council, day=date(2026, 12, 18), begins=time(10), place="+1")
    whole = Client().get("/organisasjoner/gol/moter.csv").content.decode("utf-8-sig")
    one = Client().get(f"/organer/{house.council.pk}/moter.csv").content.decode("utf-8-sig")
    assert whole == one
    assert whole.splitlines() == [
        "body;day;begins;place;paper_deadline;cancelled;papers",
        "'=HYPERLINK(1);2026-12-18;10:00;'+1;2026-12-08;;",
    ]


def test_the_pages_of_51_bodies_and_300_meetings_ask_few_questions(
    house: House, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    bodies = Body.objects.bulk_create(
        Body(organisation=house.world.gol, kind="committee", name=f"Utval {number}") for number in range(51)
    )
    today = timezone.localdate()
    Meeting.objects.bulk_create(
        Meeting(body=body, day=today + timedelta(days=number)) for body in bodies for number in range(6)
    )
    for address in (
        "/organisasjoner/gol/organer/",
        "/organisasjoner/gol/moter.ics",
        "/organisasjoner/gol/moter.csv",
        f"/organer/{bodies[0].pk}/",
        f"/organer/{bodies[0].pk}/moter.ics",
    ):
        with django_assert_max_num_queries(6):
            assert Client().get(address).status_code == 200


@pytest.mark.parametrize("address", ["/organer/999999/", "/saker/999999/", "/organisasjoner/x/organer/"])
def test_what_is_not_there_is_not_found(house: House, address: str) -> None:
    assert browser_of(house.editor).get(address).status_code == 404
