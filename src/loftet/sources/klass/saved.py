"""Stored answers of KLASS, read and sorted by day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TypeAlias

from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.klass.answers import (
    Classification,
    Code,
    CodeChange,
    Correspondence,
    read_changes,
    read_codes,
    read_correspondence,
)
from loftet.sources.klass.questions import KlassQuestion, question_of
from loftet.sources.raw_copies import RawCopy, newest

ENDINGS = (".json", ".csv")


@dataclass(frozen=True, slots=True)
class ChangePeriod:
    """Changes from a day to another, both included."""

    first: date
    last: date
    changes: tuple[CodeChange, ...]


Pair: TypeAlias = frozenset[Classification]
GROUPS: Pair = frozenset({Classification.MUNICIPALITIES, Classification.KOSTRA_GROUPS})


@dataclass(frozen=True, slots=True)
class Answers:
    """All stored answers: codes by day, changes by period, correspondences of two by day."""

    codes: dict[Classification, dict[date, tuple[Code, ...]]] = field(default_factory=dict)
    changes: dict[Classification, list[ChangePeriod]] = field(default_factory=dict)
    correspondences: dict[Pair, dict[date, tuple[Correspondence, ...]]] = field(default_factory=dict)
    files: tuple[str, ...] = ()

    @property
    def groups(self) -> Mapping[date, tuple[Correspondence, ...]]:
        """Return the KOSTRA groups of the municipalities, by day."""
        return self.correspondences.get(GROUPS, {})


def find_answers(folder: Path) -> list[RawCopy]:
    """Find answers: the newest `<what>/<retrieved>/answer.*`, or files such as `<what>.json`.

    Raises:
        InvalidInput: when the folder is missing, holds no answer, or a kept answer has been altered.
    """
    if not folder.is_dir():
        raise InvalidInput.because("the folder of saved answers is missing", file=folder)
    found: dict[str, RawCopy] = {}
    for entry in sorted(folder.iterdir()):
        if entry.is_dir() and question_of(entry.name) and (kept := newest(entry)):
            found.setdefault(entry.name, kept)
        elif entry.is_file() and entry.suffix in ENDINGS and (question := question_of(entry.stem)):
            found.setdefault(question.what, RawCopy(question.what, entry, entry.read_bytes()))
    if not found:
        cause = "the folder holds no answer of KLASS, such as «131-codesAt-2026-01-01.json»"
        raise InvalidInput.because(cause, file=folder)
    return list(found.values())


def read_answers(copies: Iterable[RawCopy]) -> Answers:
    """Read answers.

    Raises:
        InvalidInput: with every problem found in all of them.
    """
    copies = list(copies)
    answers = Answers(files=tuple(str(copy.file) for copy in copies))
    problems: list[Problem] = []
    for copy in copies:
        question = question_of(copy.what)
        assert question is not None
        try:
            _take(answers, question, copy)
        except InvalidInput as refused:
            problems.extend(refused.problems)
    if problems:
        raise InvalidInput(problems)
    return answers


def _take(answers: Answers, question: KlassQuestion, copy: RawCopy) -> None:
    kind = question.classification
    if question.verb == "codesAt":
        answers.codes.setdefault(kind, {})[question.day] = read_codes(copy.content, kind, copy.file)
    elif question.verb == "changes":
        assert question.last is not None
        found = read_changes(copy.content, kind, copy.file)
        outside = [one.occurred for one in found if not question.day <= one.occurred <= question.last]
        if outside:
            cause = f"a change of {outside[0]} is not between {question.day} and {question.last}"
            raise InvalidInput.because(cause, file=copy.file)
        answers.changes.setdefault(kind, []).append(ChangePeriod(question.day, question.last, found))
    else:
        assert question.target is not None
        by_day = answers.correspondences.setdefault(frozenset({kind, question.target}), {})
        by_day[question.day] = read_correspondence(copy.content, copy.file)
