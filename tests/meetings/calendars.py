"""Calendar files as two readers that know nothing of each other read them."""

from datetime import UTC, date, datetime

import vobject
from icalendar import Calendar, Event


def read(file: bytes) -> dict[str, tuple[int, str]]:
    """Return SEQUENCE and STATUS of each entry by its UID; both readers must read the same of everything."""
    found = [_by_icalendar(one) for one in Calendar.from_ical(file).walk("VEVENT") if isinstance(one, Event)]
    whole = vobject.readOne(file.decode())
    others = [_by_vobject(one) for one in whole.contents.get("vevent", [])]
    assert found == others
    return {one["uid"]: (int(one["sequence"]), one["status"]) for one in found}


def _by_icalendar(one: Event) -> dict[str, str]:
    words = {name: str(one.get(name, "")) for name in ("uid", "summary", "status", "location", "url")}
    times = {name: one.decoded(name).isoformat() for name in ("dtstart", "dtend", "dtstamp")}
    return words | times | {"sequence": str(one["sequence"]), "description": str(one.get("description", ""))}


def _by_vobject(one: vobject.base.Component) -> dict[str, str]:
    def value(name: str) -> str:
        return str(one.contents[name][0].value) if name in one.contents else ""

    words = {name: value(name) for name in ("uid", "summary", "status", "location", "url")}
    times = {name: _moment(one.contents[name][0].value) for name in ("dtstart", "dtend", "dtstamp")}
    return words | times | {"sequence": value("sequence"), "description": value("description")}


def _moment(when: date) -> str:
    return (when.astimezone(UTC) if isinstance(when, datetime) else when).isoformat()
