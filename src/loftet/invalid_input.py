"""Input that cannot be used, and the words that say where and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SHOWN = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong, and where it stands; `field` is the field of a form whose value it is about.

    >>> str(Problem("«abc» is not a number", file="observations.csv", line=12, column="value"))
    'observations.csv, line 12, column value: «abc» is not a number'
    """

    cause: str
    file: str | Path | None = None
    line: int | None = None
    column: str | None = None
    field: str | None = None

    def __str__(self) -> str:
        where = [str(self.file)] if self.file is not None else []
        where += [f"line {self.line}"] if self.line is not None else []
        where += [f"column {self.column}"] if self.column is not None else []
        return ": ".join(filter(None, [", ".join(where), self.cause]))


class InvalidInput(ValueError):  # noqa: N818 - it is a verdict on the input, not a fault of ours
    """The input is refused as a whole; nothing has been written.

    >>> str(InvalidInput.because("the file is empty", file="places.csv"))
    'places.csv: the file is empty'
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        if not self.problems:
            raise ValueError("a refusal names at least one problem")
        shown = [str(problem) for problem in self.problems[:SHOWN]]
        if (more := len(self.problems) - SHOWN) > 0:
            shown.append(f"… and {more} more")
        super().__init__("\n".join(shown))

    @classmethod
    def because(
        cls,
        cause: str,
        *,
        file: str | Path | None = None,
        line: int | None = None,
        column: str | None = None,
        field: str | None = None,
    ) -> "InvalidInput":
        """Refuse for a single cause."""
        return cls([Problem(cause, file, line, column, field)])
