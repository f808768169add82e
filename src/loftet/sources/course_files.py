"""Courses as Markdown, a folder a course and a file a language: `catalogue/courses/<key>/<nb|nn|en>.md`.

A file begins with what is known of the course (title, role, minutes, order, days), and has four parts: what
to read, a look at own figures, one task, and a check of three questions whose answers are explained. What the
law says in numbers is not written in the text: `{{lower_scope}}` is read from the dated rows of procurement.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from loftet.geography.cells import read_date
from loftet.invalid_input import InvalidInput, Problem
from loftet.sources.procurement_rules import AMOUNT_KINDS
from loftet.text_files.languages import LANGUAGES
from loftet.text_files.rows import read_text

FOLDER, NEEDED = "courses", ("nb", "nn")
KNOWN = ("title", "about", "role", "minutes", "order", "published", "checked")
PARTS = ("read", "numbers", "task", "check")
CLIMATE_WEIGHT = "climate_weight"  # the least weight of criteria on climate and environment, in percent
VALUES = (*AMOUNT_KINDS, CLIMATE_WEIGHT)
# What `page:…` may lead to: pages of this site, and «own», the page of the reader's municipality.
PAGES = (
    *("own", "indicators", "municipalities", "comparison", "needs", "solutions", "pools", "procurements"),
    *("events", "projects", "experiences"),
)
# Whom a course is for, by the keys of roles on this site.
ROLES = (
    *("top_management", "politician", "business_adviser", "procurement_officer", "statistics"),
    *("sustainability_coordinator", "planner", "employee_representative", "facilitator"),
)
QUESTIONS, FEWEST_ANSWERS = 3, 2
FENCE, PART, QUESTION = "---", "## ", "### "
ANSWER = re.compile(r"- \[([ x])\] (.+)")
VALUE, LINK, MARKUP = re.compile(r"\{\{([^}]*)\}\}"), re.compile(r"\]\(([^)]*)\)"), re.compile(r"<[A-Za-z/!]")


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that can be chosen."""

    text: str
    is_right: bool


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the check, its answers, and why the right one is right."""

    text: str
    answers: tuple[Answer, ...]
    why: str

    @property
    def right(self) -> int:
        """Return which answer is right, counted from 0."""
        return next(number for number, one in enumerate(self.answers) if one.is_right)


@dataclass(frozen=True, slots=True)
class CourseText:
    """A course in one language; the parts are Markdown, by their name."""

    title: str
    about: str
    role: str
    minutes: int
    order: int
    published: date
    checked: date
    headings: Mapping[str, str]
    parts: Mapping[str, str]
    questions: tuple[Question, ...]

    @property
    def values(self) -> tuple[str, ...]:
        """Return which numbers of the law it reads, each once."""
        texts = [
            *self.parts.values(),
            *(one.why for one in self.questions),
            *(one.text for one in self.questions),
        ]
        texts += [answer.text for one in self.questions for answer in one.answers]
        return tuple(dict.fromkeys(name for text in texts for name in VALUE.findall(text)))


@dataclass(frozen=True, slots=True)
class Course:
    """A course by its key, in the languages that it is written in."""

    key: str
    texts: Mapping[str, CourseText]

    def language(self, wanted: str) -> str:
        """Return the language that a reader gets: the wanted one, or bokmål."""
        return wanted if wanted in self.texts else NEEDED[0]


@cache
def read_courses(catalogue: Path) -> tuple[Course, ...]:
    """Read all courses, in their order.

    Raises:
        InvalidInput: with file and line of all that cannot be used.
    """
    folder = catalogue / FOLDER
    problems: list[Problem] = []
    found = []
    for one in sorted(path for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else ():
        files = {language: one / f"{language}.md" for language in LANGUAGES}
        problems += [
            Problem("there is no such file", file=files[name]) for name in NEEDED if not files[name].exists()
        ]
        texts = {name: _read(file, problems) for name, file in files.items() if file.exists()}
        whole = {name: text for name, text in texts.items() if text is not None}
        problems += _differences(files, whole)
        found.append(Course(one.name, whole))
    if problems:
        raise InvalidInput(problems)
    return tuple(sorted(found, key=lambda one: (one.texts[NEEDED[0]].order, one.key)))


def _differences(files: Mapping[str, Path], texts: Mapping[str, CourseText]) -> Iterator[Problem]:
    """Return what is another thing in another language: the right answers must stand in the same places."""
    first = texts.get(NEEDED[0])
    for name, text in texts.items():
        if first and [one.right for one in text.questions] != [one.right for one in first.questions]:
            yield Problem(f"the right answers stand elsewhere than in «{NEEDED[0]}.md»", file=files[name])


def _read(file: Path, problems: list[Problem]) -> CourseText | None:
    before = len(problems)
    try:
        lines = read_text(file).splitlines()
    except InvalidInput as refused:
        problems += refused.problems
        return None
    reader = _Reader(file, lines, problems)
    known, body = reader.front()
    reader.check_text()
    parts = reader.parts(body)
    questions = reader.questions(*parts.get("check", ("", len(lines), ())))
    values = reader.values(known)
    if len(problems) > before:
        return None
    return CourseText(
        **values,
        headings={name: heading for name, (heading, _line, _text) in parts.items()},
        parts={
            name: "\n".join(text).strip()
            for name, (_heading, _line, text) in parts.items()
            if name != "check"
        },
        questions=questions,
    )


@dataclass(frozen=True, slots=True)
class _Reader:
    """The lines of a file; what is wrong is noted with its line, counted from 1."""

    file: Path
    lines: Sequence[str]
    problems: list[Problem]

    def note(self, cause: str, line: int) -> None:
        """Add a problem of a line."""
        self.problems.append(Problem(cause, file=self.file, line=line))

    def front(self) -> tuple[dict[str, tuple[str, int]], int]:
        """Return what is known of the course, each with its line, and the line at which the text begins."""
        ends = [number for number, line in enumerate(self.lines) if line.strip() == FENCE]
        if len(ends) < 2 or ends[0] != 0:
            self.note(f"the file begins with {', '.join(KNOWN)} between two lines «{FENCE}»", 1)
            return {}, 0
        known = {}
        for number in range(1, ends[1]):
            name, colon, value = self.lines[number].partition(":")
            if not colon or name.strip() not in KNOWN:
                self.note(f"«{self.lines[number]}» is not one of {', '.join(KNOWN)}", number + 1)
            known[name.strip()] = (value.strip(), number + 1)
        for name in KNOWN:
            if not known.get(name, ("", 0))[0]:
                self.note(f"{name} lacks", ends[1] + 1)
        return known, ends[1] + 1

    def values(self, known: Mapping[str, tuple[str, int]]) -> dict[str, Any]:
        """Return what is known of the course, as it is used."""
        found: dict[str, Any] = {}
        for name, (text, line) in known.items():
            try:
                found[name] = _value(name, text)
            except ValueError as fault:
                self.note(f"{name}: {fault}", line)
        return found

    def check_text(self) -> None:
        """Refuse markup, numbers of the law that are not known, and links that lead nowhere."""
        for number, line in enumerate(self.lines, 1):
            if MARKUP.search(line):
                self.note("write Markdown, without HTML", number)
            for name in VALUE.findall(line):
                if name not in VALUES:
                    self.note(f"«{name}» is not one of {', '.join(VALUES)}", number)
            for address in LINK.findall(line):
                page = address.removeprefix("page:")
                if not address.startswith("https://") and (page == address or page not in PAGES):
                    self.note(
                        f"«{address}» is neither an https address nor page: and {', '.join(PAGES)}", number
                    )

    def parts(self, begins: int) -> dict[str, tuple[str, int, Sequence[str]]]:
        """Return heading, first line and lines of each part."""
        starts = [number for number in range(begins, len(self.lines)) if self.lines[number].startswith(PART)]
        if len(starts) != len(PARTS):
            self.note(f"a course has {len(PARTS)} parts («{PART}…»), this one has {len(starts)}", begins + 1)
            return {}
        ends = [*starts[1:], len(self.lines)]
        return {
            name: (self.lines[start].removeprefix(PART).strip(), start + 1, self.lines[start + 1 : end])
            for name, start, end in zip(PARTS, starts, ends, strict=True)
        }

    def questions(self, _heading: str, begins: int, lines: Sequence[str]) -> tuple[Question, ...]:
        """Return the questions of the check."""
        starts = [number for number, line in enumerate(lines) if line.startswith(QUESTION)]
        if len(starts) != QUESTIONS:
            self.note(
                f"the check has {QUESTIONS} questions («{QUESTION}…»), this one has {len(starts)}", begins
            )
            return ()
        ends = [*starts[1:], len(lines)]
        return tuple(
            self._question(lines[start:end], begins + start + 1)
            for start, end in zip(starts, ends, strict=True)
        )

    def _question(self, lines: Sequence[str], begins: int) -> Question:
        answers = [Answer(one[2].strip(), one[1] == "x") for line in lines if (one := ANSWER.fullmatch(line))]
        why = " ".join(line.removeprefix(">").strip() for line in lines if line.startswith(">"))
        if len(answers) < FEWEST_ANSWERS:
            self.note("a question has at least two answers («- [ ] …»)", begins)
        if sum(one.is_right for one in answers) != 1:
            self.note("one answer is right («- [x] …»)", begins)
        if not why:
            self.note("a question says why the answer is right («> …»)", begins)
        return Question(lines[0].removeprefix(QUESTION).strip(), tuple(answers), why)


def _value(name: str, text: str) -> object:
    """Return a value of the beginning of a file.

    Raises:
        ValueError: when it cannot be used.
    """
    if name in ("minutes", "order"):
        if not text.isdecimal():
            raise ValueError(f"«{text}» is not a whole number")
        return int(text)
    if name in ("published", "checked"):
        return read_date(text)
    if name == "role" and text not in ROLES:
        raise ValueError(f"«{text}» is not one of {', '.join(ROLES)}")
    return text
