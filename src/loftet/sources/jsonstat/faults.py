"""Everything that is wrong with a document, each with the path at which it stands."""

from dataclasses import dataclass, field
from pathlib import Path

from loftet.invalid_input import InvalidInput, Problem

MOST = 100  # a document with a million wrong cells is refused no better for a million causes


@dataclass(frozen=True, slots=True)
class Faults:
    """Problems found so far in one document."""

    file: str | Path | None = None
    problems: list[Problem] = field(default_factory=list)

    def add(self, path: str, cause: str) -> None:
        """Add a problem at a path such as `dimension.Region.category.index`."""
        if len(self.problems) < MOST:
            self.problems.append(Problem(f"«{path}» {cause}" if path else cause, self.file))

    def refuse(self, path: str, cause: str) -> InvalidInput:
        """Return the refusal for something that ends the reading, together with all found before."""
        self.add(path, cause)
        return InvalidInput(self.problems)

    def raise_problems(self) -> None:
        """Refuse the document when anything was wrong.

        Raises:
            InvalidInput: with every problem noted.
        """
        if self.problems:
            raise InvalidInput(self.problems)


def kind(value: object) -> str:
    """Name the JSON type of a value, with its beginning.

    >>> kind([1]), kind(None), kind("Oslo"), kind(True)
    ('an array', 'null', 'the text «Oslo»', 'true')
    """
    if isinstance(value, str):
        return f"the text «{value[:30]}»"
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list):
        return "an array"
    if value is None:
        return "null"
    return str(value).lower()[:30]
