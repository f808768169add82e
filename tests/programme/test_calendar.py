"""The calendar of a cohort: set, moved, cancelled, told of, and subscribed to."""

import re
from dataclasses import replace
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from loftet.core import registry
from loftet.core.registry import App
from loftet.core.verdicts import NotAllowed
from loftet.core.versions import ChangedMeanwhile
from loftet.invalid_input import InvalidInput
from loftet.notices.models import Notice
from loftet.programme.calendar.actions import cancel_day, move_day, set_day
from loftet.programme.calendar.queries import calendar_page, feed
from loftet.programme.models import CalendarEntry, EntryKind
from loftet.programme.queries import ahead
from tests.people.partnership import browser_of
from tests.programme.conftest import Programme, actor, joined

PAGE = "https://loftet.example/kull/hallingdal-kull-1/kalender/"


def soon(days: int = 10) -> date:
    return timezone.localdate() + timedelta(days)


def gathering(days: int = 10) -> dict[str, Any]:
    return {
        "kind": EntryKind.GATHERING,
        "title": "Samling på Gol",
        "day": soon(days),
        "begins": time(9),
        "ends": time(15),
        "where": "Gol kulturhus",
        "link": "https://moete.example/",
    }


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
    who = actor(house.facilitator)
    row = set_day(programme.cohort, gathering(), actor=who)
    row = move_day(row, gathering(20), actor=who)
    cancel_day(row, actor=who)
    told = Notice.objects.filter(kind__startswith="calendar.").order_by("pk")
    kinds = {user: [] for user in told.values_list("user__email", flat=True)}  # type: ignore[var-annotated]
    for one in told:
        kinds[one.user.email].append(one.kind)
    every = ["calendar.set", "calendar.moved", "calendar.cancelled"]
    assert kinds == {"eli@gol.example": every, "kari@gol.example": every}  # Ål has not decided
    moved = told.filter(kind="calendar.moved")
    assert {one.details["day"] for one in moved} == {soon(20).isoformat()}


def test_a_subscriber_keeps_the_uid_and_sees_each_change(programme: Programme) -> None:
    who = actor(programme.house.facilitator)
    row = set_day(programme.cohort, gathering(), actor=who)
    uid = f"day-{row.pk}@loftet.example"
    assert events(programme) == {uid: ("Samling på Gol", 0, "CONFIRMED")}
    row = move_day(row, gathering(12) | {"title": "Samling på Ål"}, actor=who)
    assert events(programme) == {uid: ("Samling på Ål", 1, "CONFIRMED")}
    cancel_day(row, actor=who)
    assert events(programme) == {uid: ("Samling på Ål", 2, "CANCELLED")}
    today = timezone.localdate()
    assert feed(programme.cohort, PAGE, today) == feed(programme.cohort, PAGE, today)


def test_the_feed_is_stamped_with_the_last_change_of_each_day(programme: Programme) -> None:
    who = actor(programme.house.facilitator)
    row = set_day(programme.cohort, gathering(), actor=who)
    later = replace(who, now=who.now + timedelta(days=2))
    move_day(row, gathering(12), actor=later)
    read = Calendar.from_ical(feed(programme.cohort, PAGE, timezone.localdate()))
    stamps = {str(one["uid"]): one.decoded("dtstamp") for one in read.walk("VEVENT")}
    assert stamps[f"day-{row.pk}@loftet.example"] == later.now.replace(microsecond=0)


def test_the_feed_tells_when_and_where_and_keeps_the_address_to_join(programme: Programme) -> None:
    plan = gathering() | {"day": date(2026, 7, 1)}
    set_day(programme.cohort, plan, actor=actor(programme.house.facilitator))
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
        set_day(programme.cohort, gathering(), actor=actor(programme.house.director))
    assert not CalendarEntry.objects.exists()


def test_a_day_that_ends_before_it_begins_is_refused(programme: Programme, in_english: None) -> None:
    wrong = gathering() | {"begins": time(15), "ends": time(9)}
    with pytest.raises(InvalidInput, match="end after it begins"):
        set_day(programme.cohort, wrong, actor=actor(programme.house.facilitator))


def test_a_stale_move_overwrites_nothing_and_a_cancelled_day_stays_cancelled(programme: Programme) -> None:
    who = actor(programme.house.facilitator)
    first = set_day(programme.cohort, gathering(), actor=who)
    row = move_day(first, gathering(11), actor=who)
    with pytest.raises(ChangedMeanwhile):
        move_day(first, gathering(12), actor=who)
    row = cancel_day(row, actor=who)
    with pytest.raises(NotAllowed):
        move_day(row, gathering(13), actor=who)
    row.refresh_from_db()
    assert row.day == soon(11)


@pytest.mark.usual_moment
def test_the_page_begins_with_what_is_next_and_shows_the_address_to_those_who_work_there(
    programme: Programme,
) -> None:
    joined(programme)
    set_day(programme.cohort, gathering(1), actor=actor(programme.house.facilitator))
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


@pytest.mark.usefixtures("in_english")
def test_a_stale_form_shows_what_differs_in_words(programme: Programme) -> None:
    runner = programme.house.facilitator
    first = set_day(programme.cohort, gathering(), actor=actor(runner))
    plan = gathering() | {"kind": EntryKind.GUIDANCE, "begins": time(10, 30)}
    move_day(first, plan, actor=actor(runner))
    mine = {"kind": "gathering", "title": "Samling på Gol", "day": f"{soon():%Y-%m-%d}", "begins": "09:00"}
    mine |= {
        "ends": "15:00",
        "where": "Gol kulturhus",
        "link": "https://moete.example/",
        "version": "1",
    }
    address = reverse("move_day", args=[programme.cohort.slug, first.pk])
    stale = browser_of(runner).post(f"{address}?lang=nn", mine | {"version": "1"})
    assert stale.status_code == 409
    differs = re.findall(r"<dt>(.*?)</dt> <dd>(.*?)</dd>", stale.content.decode())
    assert differs == [("Type", "digital rettleiingssamtale"), ("Byrjar", "10:30")]
    assert '<input type="hidden" name="version" value="2"' in stale.content.decode()


def test_a_time_that_is_none_is_refused_alone_and_a_cancelled_day_takes_no_form(
    programme: Programme,
) -> None:
    runner = programme.house.facilitator
    row = set_day(programme.cohort, gathering(), actor=actor(runner))
    browser, address = browser_of(runner), reverse("move_day", args=[programme.cohort.slug, row.pk])
    sent = {"kind": "gathering", "title": "X", "day": f"{soon():%Y-%m-%d}", "version": "1"}
    refused = browser.post(address, sent | {"begins": "25:00", "ends": "10:00"})
    assert (refused.status_code, list(refused.context["form"].errors)) == (422, ["begins"])
    ends_first = browser.post(address, sent | {"begins": "11:00", "ends": "10:00"})
    assert (ends_first.status_code, list(ends_first.context["form"].errors)) == (422, ["ends"])
    cancel_day(row, actor=actor(runner))
    assert browser.post(address, sent | {"version": "2"}).status_code == 403


def test_the_cohort_page_shows_the_next_days(programme: Programme) -> None:
    set_day(programme.cohort, gathering(1), actor=actor(programme.house.facilitator))
    page = browser_of(None).get(reverse("cohort", args=[programme.cohort.slug])).content.decode()
    assert "Samling på Gol" in page
    assert reverse("cohort_measures", args=[programme.cohort.slug]) in page
    assert reverse("cohort_hours", args=[programme.cohort.slug]) not in page


def test_a_day_that_nobody_has_read_in_its_source_is_shown_to_nobody(programme: Programme) -> None:
    today = date(2027, 8, 10)
    brought = [one.yearly for one in calendar_page(programme.cohort, today).ahead if one.yearly]
    assert brought == ["budget", "kostra_first", "kostra_revised"]
    assert "region_august" not in feed(programme.cohort, PAGE, today).decode()


def test_the_next_days_are_those_of_calendars_and_of_later_apps_in_one_order(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = set_day(programme.cohort, gathering(), actor=actor(programme.house.facilitator))
    day = row.day - timedelta(days=1)
    before = ahead.AheadDay(day, "Messe", "nn", "Hallingdal", "", "Gol", address="/m/1/")
    fair = App(label="fair", hooks=(ahead.NEXT_DAYS(lambda _today, _most: [before]),))
    monkeypatch.setattr(registry, "_APPS", {"fair": fair})
    found = ahead.next_days(timezone.localdate(), 2)
    assert [(one.title, one.address) for one in found] == [("Messe", "/m/1/"), (row.title, "")]
    assert found[0].where == "Hallingdal. Gol"
    assert ahead.gatherings_ahead(timezone.localdate()) == [row]
