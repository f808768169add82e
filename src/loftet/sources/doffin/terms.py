"""The terms of a notice in eForms: whether it is a framework agreement, and how long it lasts."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from loftet.invalid_input import InvalidInput

FRAMEWORK, NO_FRAMEWORK = "framework-agreement", "none"
CBC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2}"
CAC = "{urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2}"
LOT, PERIOD = f"{CAC}ProcurementProjectLot", f"{CAC}ProcurementProject/{CAC}PlannedPeriod"
SYSTEM = f"{CAC}TenderingProcess/{CAC}ContractingSystem/{CBC}ContractingSystemTypeCode"
MONTHS = {"MONTH": 1, "YEAR": 12}
DAYS = {"DAY": 1, "WEEK": 7}
LONGEST = 99  # years, of an agreement with an end


class NoTerms(InvalidInput):
    """A notice is not there, or is no XML: others can still be read."""


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of the lots of a notice: whether one is a framework agreement, and when the first ends."""

    framework: bool = False
    ends: date | None = None


def read_terms(content: bytes, issued: date) -> Terms:
    """Read the terms of a notice; a length without a first day is counted from the day of the notice.

    Raises:
        NoTerms: when it is no XML.
    """
    try:
        root = fromstring(content)
    except (ParseError, DefusedXmlException, ValueError, LookupError) as fault:
        raise NoTerms.because(f"the notice is no XML that can be read: {fault}") from None
    lots = list(root.iter(LOT))
    ends = [end for lot in lots for one in lot.iterfind(PERIOD) if (end := _end(one, issued))]
    return Terms(any(_frameworks(lots)), min(ends, default=None))


def _frameworks(lots: list[Element]) -> Iterator[bool]:
    for lot in lots:
        for code in lot.iterfind(SYSTEM):
            if code.get("listName") == FRAMEWORK:
                yield (code.text or "").strip() not in ("", NO_FRAMEWORK)


def _end(period: Element, issued: date) -> date | None:
    if end := _day(period.findtext(f"{CBC}EndDate")):
        return end
    length = period.find(f"{CBC}DurationMeasure")
    number = (length.text or "").strip() if length is not None else ""
    if length is None or not (number.isascii() and number.isdigit() and len(number) <= 5):
        return None
    first, unit = _day(period.findtext(f"{CBC}StartDate")) or issued, length.get("unitCode", "")
    if unit in DAYS:
        days = int(number) * DAYS[unit]
        return first + timedelta(days=days - 1) if 0 < days < 366 * LONGEST else None
    months = int(number) * MONTHS.get(unit, 0)
    return last_day(first, months) if 0 < months <= 12 * LONGEST else None


def last_day(first: date, months: int) -> date:
    """Return the last day of so many months that begin on a day.

    >>> last_day(date(2026, 3, 1), 48), last_day(date(2026, 1, 31), 1)
    (datetime.date(2030, 2, 28), datetime.date(2026, 2, 27))
    """
    years, month = divmod(first.month - 1 + months, 12)
    year = first.year + years
    day = min(first.day, calendar.monthrange(year, month + 1)[1])
    return date(year, month + 1, day) - timedelta(days=1)


def _day(text: str | None) -> date | None:
    """Return a day of eForms, which has a time zone behind it."""
    try:
        return date.fromisoformat((text or "").strip()[:10])
    except ValueError:
        return None
