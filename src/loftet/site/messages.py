"""The words of the pages: English in the source, Norwegian in `locale/`.

GNU gettext is not on every machine, so Babel reads and writes the files. Django's own
`templatize` turns a template into something that reads as Python to an extractor.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_python
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

FUNCTIONS = ("gettext", "ngettext", "pgettext", "npgettext")
KEYWORDS = ("_", "gettext_noop", *FUNCTIONS, *(f"{function}_lazy" for function in FUNCTIONS))
TARGETS = ("nb", "nn")
PLURALS = "nplurals=2; plural=(n != 1);"


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


def po_file(package: Path, language: str) -> Path:
    """Return where the words of a language are."""
    return package / "locale" / language / "LC_MESSAGES" / "django.po"


def read_words(package: Path, language: str) -> Catalog:
    """Read the words of a language; none yet is an empty catalogue."""
    file = po_file(package, language)
    if not file.exists():
        return Catalog(locale=language)
    with file.open("rb") as opened:
        return read_po(opened, locale=language)


def updated(package: Path, language: str, template: Catalog) -> bytes:
    """Return the .po file of a language with exactly the messages of the source."""
    known, fresh = read_words(package, language), Catalog(locale=language, charset="utf-8", fuzzy=False)
    for message in template:
        if message.id:
            before = known.get(message.id, message.context)
            fresh.add(
                message.id,
                string=before.string if before and not before.fuzzy else None,
                locations=message.locations,
                context=message.context,
            )
    buffer = BytesIO()
    write_po(buffer, fresh, width=100, omit_header=True, include_lineno=False, sort_output=True)
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Language: {language}\\n"\n"Plural-Forms: {PLURALS}\\n"\n\n'
    )
    return header.encode() + buffer.getvalue()


def is_translated(message: Message) -> bool:
    """Check whether each form of a message has its words."""
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    return bool(strings) and not message.fuzzy and all(strings)


def missing(package: Path, language: str, template: Catalog) -> list[str]:
    """List the messages that lack words in a language."""
    known = read_words(package, language)
    lacking = []
    for message in template:
        if message.id:
            words = known.get(message.id, message.context)
            if words is None or not is_translated(words):
                lacking.append(str(message.id))
    return lacking


def unused(package: Path, language: str, template: Catalog) -> list[str]:
    """List the messages of a language that the source has no more, in whatever file."""
    return [
        str(message.id)
        for message in read_words(package, language)
        if message.id and template.get(message.id, message.context) is None
    ]
