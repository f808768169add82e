"""The calendar of a cohort: set, moved, cancelled, told of, and subscribed to."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.invalid_input import InvalidInput
from loftet.notices.models import Notice
from loftet.people.models import RoleKind, User
from loftet.people.queries import permissions_at
from loftet.programme.actions.calendar import DayPlan, cancel_day, move_day, set_day
from loftet.programme.models import CalendarEntry, EntryKind
from loftet.programme.queries.calendar import calendar_page, feed
from loftet.programme.queries.reminders import reminder_tasks
from tests.people.partnership import browser_of, hire
from tests.programme.conftest import Programme, clerk, joined

PAGE = "https://loftet.example/kull/hallingdal-kull-1/kalender/"


def soon(days: int = 10) -> date:
    return timezone.localdate() + timedelta(days)


def gathering(days: int = 10) -> DayPlan:
    return DayPlan(
        EntryKind.GATHERING,
        "Samling på Gol",
        soon(days),
        time(9),
        time(15),
        "Gol kulturhus",
        "https://moete.example/",
    )


def events(programme: Programme) -> dict[str, tuple[str, int, str]]:
    """Return what a subscriber reads of the coordinator's own days."""
    calendar = Calendar.from_ical(feed(programme.cohort, PAGE, timezone.localdate()))
    return {
        str(one["uid"]): (str(one["summary"]), int(one.decoded("sequence")), str(one["status"]))
        for one in calendar.walk("VEVENT")
        if str(one["uid"]).startswith("day-")
    }


def test_those_who_take_part_are_told_when_a_day_is_set_moved_and_cancelled(programme: Programme) -> None:
    joined(programme)
    house = programme.house
    who = clerk(house.facilitator)
    row = set_day(programme.cohort, gathering(), clerk=who)
    move_day(row, 1, gathering(20), clerk=who)
    cancel_day(row, 2, clerk=who)
    told = Notice.objects.filter(kind__startswith="calendar.").order_by("pk")
    kinds = {user: [] for user in told.values_list("user__email", flat=True)}  # type: ignore[var-annotated]
    for one in told:
        kinds[one.user.email].append(one.kind)
    every = ["calendar.set", "calendar.moved", "calendar.cancelled"]
    assert kinds == {"eli@gol.example": every, "kari@gol.example": every}  # Ål has not decided
    moved = told.filter(kind="calendar.moved")
    assert {one.details["day"] for one in moved} == {soon(20).isoformat()}


def test_a_subscriber_keeps_the_uid_and_sees_each_change(programme: Programme) -> None:
    who = clerk(programme.house.facilitator)
    row = set_day(programme.cohort, gathering(), clerk=who)
    uid = f"day-{row.pk}@loftet.example"
    assert events(programme) == {uid: ("Samling på Gol", 0, "CONFIRMED")}
    move_day(row, 1, replace(gathering(12), title="Samling på Ål"), clerk=who)
    assert events(programme) == {uid: ("Samling på Ål", 1, "CONFIRMED")}
    cancel_day(row, 2, clerk=who)
    assert events(programme) == {uid: ("Samling på Ål", 2, "CANCELLED")}
    today = timezone.localdate()
    assert feed(programme.cohort, PAGE, today) == feed(programme.cohort, PAGE, today)


def test_the_feed_is_stamped_with_the_last_change_of_each_day(programme: Programme) -> None:
    who = clerk(programme.house.facilitator)
    row = set_day(programme.cohort, gathering(), clerk=who)
    later = replace(who, now=who.now + timedelta(days=2))
    move_day(row, 1, gathering(12), clerk=later)
    read = Calendar.from_ical(feed(programme.cohort, PAGE, timezone.localdate()))
    stamps = {str(one["uid"]): one.decoded("dtstamp") for one in read.walk("VEVENT")}
    assert stamps[f"day-{row.pk}@loftet.example"] == later.now.replace(microsecond=0)


def test_the_feed_tells_when_and_where_and_keeps_the_address_to_join(programme: Programme) -> None:
    plan = replace(gathering(), day=date(2026, 7, 1))
    set_day(programme.cohort, plan, clerk=clerk(programme.house.facilitator))
    written = feed(programme.cohort, PAGE, date(2026, 6, 1)).decode()
    event = next(
        one for one in Calendar.from_ical(written).walk("VEVENT") if str(one["uid"]).startswith("day-")
    )
    assert event.decoded("dtstart").isoformat() == "2026-07-01T07:00:00+00:00"  # nine in Norway in July
    assert event.decoded("dtend").isoformat() == "2026-07-01T13:00:00+00:00"
    assert str(event["location"]) == "Gol kulturhus"
    assert "moete.example" not in written


def test_the_feed_holds_the_days_of_the_year_as_whole_days(programme: Programme) -> None:
    calendar = Calendar.from_ical(feed(programme.cohort, PAGE, date(2026, 6, 1)))
    year = {str(one["uid"]): one.decoded("dtstart") for one in calendar.walk("VEVENT")}
    slug = programme.cohort.slug
    assert year[f"{slug}-kostra_revised-2026@loftet.example"] == date(2026, 6, 15)
    assert year[f"{slug}-budget-2026@loftet.example"] == date(2026, 12, 31)


def test_only_those_who_run_the_cohort_set_days(programme: Programme) -> None:
    with pytest.raises(NotAllowed):
        set_day(programme.cohort, gathering(), clerk=clerk(programme.house.director))
    assert not CalendarEntry.objects.exists()


def test_a_day_that_ends_before_it_begins_is_refused(programme: Programme, in_english: None) -> None:
    wrong = replace(gathering(), begins=time(15), ends=time(9))
    with pytest.raises(InvalidInput, match="end after it begins"):
        set_day(programme.cohort, wrong, clerk=clerk(programme.house.facilitator))


def test_a_stale_move_overwrites_nothing_and_a_cancelled_day_stays_cancelled(programme: Programme) -> None:
    who = clerk(programme.house.facilitator)
    row = set_day(programme.cohort, gathering(), clerk=who)
    move_day(row, 1, gathering(11), clerk=who)
    with pytest.raises(ChangedMeanwhile):
        move_day(row, 1, gathering(12), clerk=who)
    cancel_day(row, 2, clerk=who)
    with pytest.raises(NotAllowed):
        move_day(row, 3, gathering(13), clerk=who)
    row.refresh_from_db()
    assert row.day == soon(11)


def test_the_page_begins_with_what_is_next_and_shows_the_address_to_those_who_work_there(
    programme: Programme,
) -> None:
    joined(programme)
    set_day(programme.cohort, gathering(1), clerk=clerk(programme.house.facilitator))
    address = reverse("cohort_calendar", args=[programme.cohort.slug])
    everybody = browser_of(None).get(address).content.decode()
    member = browser_of(programme.house.director).get(address).content.decode()
    assert everybody.index("Samling på Gol") < everybody.index('id="ahead"')
    assert "https://moete.example/" not in everybody
    assert "https://moete.example/" in member
    page = calendar_page(programme.cohort, timezone.localdate())
    assert page.gatherings == 1
    assert page.next is not None
    assert page.next.title == "Samling på Gol"


def test_the_coordinator_sets_moves_and_cancels_on_pages(programme: Programme) -> None:
    browser, slug = browser_of(programme.house.facilitator), programme.cohort.slug
    sent = {"kind": "guidance", "title": "Rettleiing", "day": f"{soon():%Y-%m-%d}", "version": "0"}
    assert browser.get(reverse("set_day", args=[slug])).status_code == 200
    assert browser.post(reverse("set_day", args=[slug]), sent).status_code == 302
    row = CalendarEntry.objects.get()
    move = reverse("move_day", args=[slug, row.pk])
    assert "Rettleiing" in browser.get(move).content.decode()
    assert browser.post(move, sent | {"title": "Ny tittel", "version": "1"}).status_code == 302
    stale = browser.post(move, sent | {"title": "Min tittel", "version": "1"})
    assert stale.status_code == 409
    assert "Ny tittel" in stale.content.decode()
    assert "Min tittel" in stale.content.decode()
    browser.post(reverse("cancel_day", args=[slug, row.pk]), {"version": "2"})
    row.refresh_from_db()
    assert row.cancelled is not None
    feed_ = browser_of(None).get(reverse("calendar_ics", args=[slug]))
    assert feed_.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"STATUS:CANCELLED" in feed_.content
    file = browser.get(reverse("calendar_csv", args=[slug])).content.decode("utf-8-sig")
    assert "Ny tittel;;1" in file


def test_the_cohort_page_shows_the_next_days(programme: Programme) -> None:
    set_day(programme.cohort, gathering(1), clerk=clerk(programme.house.facilitator))
    page = browser_of(None).get(reverse("cohort", args=[programme.cohort.slug])).content.decode()
    assert "Samling på Gol" in page
    assert reverse("cohort_measures", args=[programme.cohort.slug]) in page
    assert reverse("cohort_hours", args=[programme.cohort.slug]) not in page


@pytest.mark.usefixtures("in_english")
def test_a_day_that_nobody_has_read_in_its_source_says_so_everywhere(programme: Programme) -> None:
    joined(programme)
    today = date(2027, 3, 10)
    brought = [one for one in calendar_page(programme.cohort, today).ahead if one.wheel]
    assert brought
    assert not any(one.is_verified for one in brought)
    read = Calendar.from_ical(feed(programme.cohort, PAGE, today))
    states = {str(one["status"]) for one in read.walk("VEVENT") if "kostra" in str(one["uid"])}
    assert states == {"TENTATIVE"}
    hire("tal@gol.example", programme.house.world.gol, RoleKind.STATISTICS)
    who = User.objects.get(email="tal@gol.example")
    (asked,) = reminder_tasks(permissions_at(who, today), today)
    assert "(the day is not checked)" in str(asked.what)
    page = browser_of(programme.house.facilitator).get(
        reverse("cohort_calendar", args=[programme.cohort.slug])
    )
    assert any(f", {word}." in page.content.decode() for word in ("not checked", "ikke kontrollert"))
