"""Calendars that others subscribe to: valid, the same until something changes, and with an end."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar, Event

from loftet.core.calendar import CalendarEvent, Status, calendar_file, calendar_response

CHANGED = datetime(2026, 11, 1, 12, 30, 15, 999, tzinfo=UTC)
TALK = CalendarEvent("day-1@loftet.example", "Samtale", CHANGED, date(2026, 7, 1), time(9), time(11, 30))


def read(*events: CalendarEvent) -> list[Event]:
    """Read a file back; nothing in it may be broken."""
    calendar = Calendar.from_ical(calendar_file("Gol: møter", events))
    assert [str(calendar[name]) for name in ("version", "method", "x-wr-calname", "x-wr-timezone")] == [
        *("2.0", "PUBLISH", "Gol: møter", "Europe/Oslo")
    ]
    assert [one.errors for one in calendar.walk()] == [[] for _ in calendar.walk()]
    return [one for one in calendar.walk("VEVENT") if isinstance(one, Event)]


def test_an_event_has_all_that_it_was_given() -> None:
    given = replace(
        TALK,
        sequence=3,
        status=Status.TENTATIVE,
        place="Sal 1, Gol; inngang B",
        address="https://example.no/møte?a=1,2",
        description="To linjer\nog =1+1",
    )
    (event,) = read(given)
    assert {name: str(event[name]) for name in ("uid", "summary", "status", "location", "url")} == {
        "uid": "day-1@loftet.example",
        "summary": "Samtale",
        "status": "TENTATIVE",
        "location": "Sal 1, Gol; inngang B",
        "url": "https://example.no/møte?a=1,2",
    }
    assert (event.decoded("sequence"), str(event["description"])) == (3, "To linjer\nog =1+1")
    assert event.decoded("dtstamp") == CHANGED.replace(microsecond=0)


@pytest.mark.parametrize(
    ("begins", "ends", "expected"),
    [
        (
            time(9),
            time(11, 30),
            (datetime(2026, 7, 1, 7, tzinfo=UTC), datetime(2026, 7, 1, 9, 30, tzinfo=UTC)),
        ),
        (time(9), None, (datetime(2026, 7, 1, 7, tzinfo=UTC), datetime(2026, 7, 1, 8, tzinfo=UTC))),
        (None, None, (date(2026, 7, 1), date(2026, 7, 2))),
    ],
)
def test_every_event_has_an_end(begins: time | None, ends: time | None, expected: tuple[date, date]) -> None:
    (event,) = read(replace(TALK, begins=begins, ends=ends))
    assert (event.decoded("dtstart"), event.decoded("dtend")) == expected


def test_an_hour_after_the_clocks_changed_is_an_hour() -> None:
    (event,) = read(replace(TALK, day=date(2026, 10, 25), begins=time(1, 30), ends=None))
    assert event.decoded("dtend") - event.decoded("dtstart") == timedelta(hours=1)


def test_what_takes_nobodys_time_is_transparent() -> None:
    busy, free = read(TALK, replace(TALK, uid="day-2@loftet.example", is_busy=False))
    assert ("transp" in busy, str(free["transp"])) == (False, "TRANSPARENT")


def test_the_same_events_give_the_same_bytes() -> None:
    assert calendar_file("x", [TALK]) == calendar_file("x", [TALK])


@pytest.mark.parametrize(("subscribed", "way"), [(False, "attachment"), (True, "inline")])
def test_a_calendar_is_taken_home_or_subscribed_to(subscribed: bool, way: str) -> None:
    response = calendar_response("gol", calendar_file("x", [TALK]), subscribed=subscribed)
    assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'{way}; filename="gol.ics"'
