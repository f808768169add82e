"""Questions to KLASS, each with a name by which the answer is stored and found again."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType

from loftet.sources.klass.answers import Classification

WHAT = re.compile(
    r"^(?:klass-)?(?P<kind>\d+)-(?P<verb>codesAt|changes|correspondsAt)-(?:(?P<target>\d+)-)?"
    r"(?P<first>\d{4}-\d{2}-\d{2})(?:-(?P<second>\d{4}-\d{2}-\d{2}))?$"
)


@dataclass(frozen=True, slots=True)
class KlassQuestion:
    """One question; `day` is the day asked for, or the first of a period whose last is `last`.

    `target` is the classification whose codes are asked for beside one's own.
    """

    classification: Classification
    verb: str
    what: str
    query: Mapping[str, str]
    day: date
    last: date | None = None
    target: Classification | None = None


def codes_at(kind: Classification, day: date) -> KlassQuestion:
    """Build the question for the codes that are valid on a day.

    >>> codes_at(Classification.MUNICIPALITIES, date(2026, 1, 1)).what
    '131-codesAt-2026-01-01'
    """
    query = MappingProxyType({"date": day.isoformat(), "language": "nb"})
    return KlassQuestion(kind, "codesAt", f"{kind.value}-codesAt-{day}", query, day)


def changes(kind: Classification, first: date, last: date) -> KlassQuestion:
    """Build the question for the changes between two days, both included; KLASS itself leaves the end out.

    >>> dict(changes(Classification.COUNTIES, date(2013, 1, 1), date(2024, 1, 1)).query)["to"]
    '2024-01-02'
    """
    end = last + timedelta(days=1)
    query = MappingProxyType({"from": first.isoformat(), "to": end.isoformat(), "language": "nb"})
    return KlassQuestion(kind, "changes", f"{kind.value}-changes-{first}-{end}", query, first, last)


def corresponds_at(kind: Classification, target: Classification, day: date) -> KlassQuestion:
    """Build the question for the codes of another classification that go with the codes of one on a day."""
    query = MappingProxyType(
        {"targetClassificationId": str(target.value), "date": day.isoformat(), "language": "nb"}
    )
    what = f"{kind.value}-correspondsAt-{target.value}-{day}"
    return KlassQuestion(kind, "correspondsAt", what, query, day, target=target)


def question_of(what: str) -> KlassQuestion | None:
    """Find the question that an answer is kept under; none when the name is not of that form.

    >>> question_of("klass-131-codesAt-2026-01-01").day
    datetime.date(2026, 1, 1)
    """
    match = WHAT.match(what)
    known = {kind.value for kind in Classification}
    if match is None or not {int(part) for part in (match["kind"], match["target"]) if part} <= known:
        return None
    try:
        first = date.fromisoformat(match["first"])
        second = date.fromisoformat(match["second"]) if match["second"] else None
    except ValueError:
        return None
    kind = Classification(int(match["kind"]))
    if match["verb"] == "changes" and second is not None and second > first and not match["target"]:
        return changes(kind, first, second - timedelta(days=1))
    if match["verb"] == "correspondsAt" and match["target"] and second is None:
        return corresponds_at(kind, Classification(int(match["target"])), first)
    if match["verb"] == "codesAt" and not match["target"] and second is None:
        return codes_at(kind, first)
    return None
