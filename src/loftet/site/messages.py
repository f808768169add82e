"""The texts of the pages: English in the source, Norwegian in the `locale/` of each app.

GNU gettext is not on every machine, so Babel finds them. Django's own
`templatize` turns a template into something that reads as Python to an extractor.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from django.utils.translation.template import templatize

from loftet.site.po_files import po_file, po_files, read_words, texts_of, write_words

FUNCTIONS = ("gettext", "ngettext", "pgettext", "npgettext")
KEYWORDS = ("_", "gettext_noop", *FUNCTIONS, *(f"{function}_lazy" for function in FUNCTIONS))


@dataclass(frozen=True, slots=True)
class SourceMessage:
    """A message in the source; with a plural it has two texts."""

    message: str | tuple[str, str]
    context: str | None


def source_of(file: Path) -> bytes:
    """Return a file as Python source; a template becomes calls of gettext."""
    text = file.read_text(encoding="utf-8")
    if file.suffix != ".py":
        lines = templatize(text, origin=str(file)).splitlines()
        text = "\n".join(line.strip() for line in lines)  # indentation means nothing in a template
    return text.encode()


def found_in(file: Path) -> Iterator[SourceMessage]:
    """Return each message of a file."""
    keywords = dict.fromkeys(KEYWORDS)
    source = BytesIO(source_of(file))
    for _line, function, texts, _comments in extract_python(source, keywords, [], {"encoding": "utf-8"}):
        parts = [texts] if isinstance(texts, str) else [text for text in texts or () if text]
        context = parts.pop(0) if "pgettext" in function else None
        if parts:
            yield SourceMessage((parts[0], parts[1]) if "ngettext" in function else parts[0], context)


def collect(package: Path) -> Catalog:
    """Collect every message of the package's code and templates."""
    catalog = Catalog(charset="utf-8")
    patterns = ("*.py", "templates/**/*.html", "templates/**/*.svg")
    for file in sorted(file for pattern in patterns for file in package.rglob(pattern)):
        place = file.relative_to(package).as_posix()
        for found in found_in(file):
            catalog.add(found.message, locations=[(place, 0)], context=found.context)
    return catalog


def owner(package: Path, message: Message) -> Path:
    """Return the folder whose file holds a text: its only app, or the package where several have it."""
    apps = {place.split("/")[0] if "/" in place else "" for place, _line in message.locations}
    return package / apps.pop() if len(apps) == 1 else package


def update_files(package: Path, language: str, template: Catalog) -> None:
    """Write the .po files of a language with exactly the messages of the source, each where it belongs."""
    known, sorted_words = read_words(package, language), dict[Path, Catalog]()
    for message in texts_of(template):
        before = known.get(message.id, message.context)
        file = po_file(owner(package, message), language)
        words = sorted_words.setdefault(file, Catalog(locale=language, charset="utf-8", fuzzy=False))
        words.add(
            message.id,
            string=before.string if before and not before.fuzzy else None,
            locations=message.locations,
            context=message.context,
        )
    for file in {*po_files(package, language)} - {*sorted_words}:
        file.unlink()
    for file, words in sorted_words.items():
        write_words(file, language, words)


def is_translated(message: Message) -> bool:
    """Check whether each form of a message has its words."""
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(strings) and not message.fuzzy and all(strings)


def missing(package: Path, language: str, template: Catalog) -> list[str]:
    """List the messages that lack words in a language."""
    known = read_words(package, language)
    lacking = []
    for message in texts_of(template):
        words = known.get(message.id, message.context)
        if words is None or not is_translated(words):
            lacking.append(str(message.id))
    return lacking


def unused(package: Path, language: str, template: Catalog) -> list[str]:
    """List the messages of a language that the source has no more, in whatever file."""
    return [
        str(message.id)
        for message in texts_of(read_words(package, language))
        if template.get(message.id, message.context) is None
    ]
