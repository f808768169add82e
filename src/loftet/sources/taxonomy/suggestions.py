"""Tags as suggestions: none counts before a person has approved it, and that decision is kept."""

import csv
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path

from loftet.geography.cells import read_date
from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.taxonomy.dirt import TagFault, TagFinding
from loftet.sources.taxonomy.record import TaggedIndicator, Taxonomy, last_part
from loftet.sources.whole_file import write_whole
from loftet.text_files.rows import Row, nearest, read_rows

REVIEWED = ("indicator", "property", "value", "state", "by", "date")
COLUMNS = ("set", "title", *REVIEWED, "dirt")


class Property(StrEnum):
    """The meaning of a tag for an indicator."""

    GOAL = "goal"
    TARGET = "target"
    EVALUATION = "evaluation"
    QUALITY = "quality"
    GEOGRAPHY = "geography"
    SECTOR = "sector"
    BOTTOM_LINE = "bottom_line"


class ReviewState(StrEnum):
    """The state of the review of a suggestion."""

    SUGGESTED = "suggested"
    APPROVED = "approved"
    REJECTED = "rejected"


TAGS: Mapping[Property, Callable[[TaggedIndicator], tuple[str, ...]]] = {
    Property.GOAL: lambda one: one.goals,
    Property.TARGET: lambda one: one.targets,
    Property.EVALUATION: lambda one: one.evaluation,
    Property.QUALITY: lambda one: one.quality,
    Property.GEOGRAPHY: lambda one: one.geography,
    Property.SECTOR: lambda one: one.sectors,
    Property.BOTTOM_LINE: lambda one: one.bottom_lines,
}
ABOUT = {  # the kinds of dirt that put a property in doubt
    Property.GOAL: (TagFault.GOAL_WITHOUT_TARGET, TagFault.GOAL_TARGET_MIXED),
    Property.TARGET: (
        TagFault.SHIFTED_TARGET,
        TagFault.TARGET_OUTSIDE_GOALS,
        TagFault.GOAL_TARGET_MIXED,
        TagFault.UNKNOWN_TARGET,
        TagFault.SAME_TITLE_OTHER_TARGETS,
    ),
}


@dataclass(frozen=True, slots=True)
class Review:
    """A person's decision on one suggestion."""

    state: ReviewState
    by: str
    date: date


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One tag of one indicator, with its review and the kinds of dirt that put it in doubt."""

    group: str
    indicator: TaggedIndicator
    tag: Property
    value: str
    review: Review | None
    dirt: tuple[TagFault, ...]

    @property
    def state(self) -> ReviewState:
        """Return where the review stands; without a decision it is a suggestion."""
        return self.review.state if self.review else ReviewState.SUGGESTED


Key = tuple[str, str, str]


def read_reviews(file: Path, taxonomy: Taxonomy) -> Mapping[Key, Review]:
    """Read the decisions; each must be about a tag that the taxonomy has.

    Raises:
        InvalidInput: with every fault in the file.
    """
    problems: list[Problem] = []
    known = {one.uri: one for one in taxonomy.indicators}
    found: dict[Key, Review] = {}
    for row in read_rows(file, REVIEWED, problems):
        key, review = _key(row, known, problems), _review(row, problems)
        if key in found:
            problems.append(row.problem("value", f"«{key[2]}» is decided on twice"))
        if key and review:
            found[key] = review
    if problems:
        raise InvalidInput(problems)
    return found


def _key(row: Row, known: Mapping[str, TaggedIndicator], problems: list[Problem]) -> Key | None:
    uri, word, value = (row.cells[name] for name in ("indicator", "property", "value"))
    properties = [one.value for one in Property]
    if uri not in known:
        cause = f"«{uri}» is no indicator of the taxonomy{nearest(uri, list(known))}"
        problems.append(row.problem("indicator", cause))
    elif word not in properties:
        cause = f"«{word}» is not one of {', '.join(properties)}{nearest(word, properties)}"
        problems.append(row.problem("property", cause))
    elif value not in (values := [last_part(one) for one in TAGS[Property(word)](known[uri])]):
        told = f"is tagged with {', '.join(values)}" if values else "has no such tag"
        problems.append(row.problem("value", f"«{value}» is not suggested; the indicator {told}"))
    else:
        return uri, word, value
    return None


def _review(row: Row, problems: list[Problem]) -> Review | None:
    states = [state.value for state in ReviewState]
    word, by = row.cells["state"], row.cells["by"]
    day = row.take("date", read_date, problems)
    if word not in states:
        cause = f"«{word}» is not one of {', '.join(states)}{nearest(word, states)}"
        problems.append(row.problem("state", cause))
    elif not by:
        problems.append(row.problem("by", "who decided is not told"))
    elif day:
        return Review(ReviewState(word), by, day)
    return None


def suggestions(
    taxonomy: Taxonomy, dirt: Iterable[TagFinding], reviews: Mapping[Key, Review]
) -> tuple[Suggestion, ...]:
    """Build a suggestion from every tag, in the order of sets, rows and properties."""
    kinds: dict[str, list[TagFault]] = defaultdict(list)
    for finding in dirt:
        kinds[finding.indicator.uri].append(finding.kind)
    return tuple(
        Suggestion(
            group.name,
            one,
            word,
            value,
            reviews.get((one.uri, word.value, value)),
            tuple(kind for kind in kinds[one.uri] if kind in ABOUT.get(word, ())),
        )
        for group in taxonomy.sets
        for one in group.indicators
        for word, tags in TAGS.items()
        for value in map(last_part, tags(one))
    )


def write_suggestions(file: Path, found: Iterable[Suggestion]) -> None:
    """Write suggestions as CSV, whole or not at all."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for one in found:
        by, day = (one.review.by, one.review.date.isoformat()) if one.review else ("", "")
        tag = (one.indicator.uri, one.tag.value, one.value)
        writer.writerow((one.group, one.indicator.title, *tag, one.state.value, by, day, _words(one.dirt)))
    write_whole(file, text.getvalue().encode())


def _words(kinds: Iterable[TagFault]) -> str:
    return " ".join(kind.word for kind in kinds)
