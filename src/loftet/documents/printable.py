"""A document without the signs that no file may hold, such as control characters; drawings are left alone."""

import re
from dataclasses import fields, is_dataclass, replace
from operator import is_
from typing import Any, TypeVar

from loftet.documents.blocks import Document, Figure

# Control characters, breaks of lines, marks of direction and of width, and halves of signs.
UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufffe\uffff\ud800-\udfff]"
)
DRAWING = (Figure, "svg")
Value = TypeVar("Value")


def printable(document: Document) -> Document:
    """Return a document whose texts any file may hold."""
    return _cleaned(document)


def _cleaned(value: Value) -> Value:
    """Return a value without such signs: itself, where it has none, as nearly all have."""
    found: Any = value
    if type(found) is str:  # a kind is a word of ours, and no plain text
        return UNSEEN.sub(" ", found) if UNSEEN.search(found) else found  # type: ignore[return-value]
    if isinstance(found, tuple):
        parts = tuple(_cleaned(one) for one in found)
        return found if all(map(is_, parts, found)) else parts  # type: ignore[return-value]
    changed = {}
    for part in fields(found) if is_dataclass(found) else ():
        before = getattr(found, part.name)
        after = before if (type(found), part.name) == DRAWING else _cleaned(before)
        if after is not before:
            changed[part.name] = after
    return replace(found, **changed) if changed else found  # type: ignore[no-any-return]
