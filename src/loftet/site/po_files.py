"""Norwegian words in .po files: each app has its own, and what several share lies beside them.

Django reads one file for each language, for one catalogue answers faster than one for each app:
`loftet.site.compile_messages` writes it. Only Babel is needed here: it runs before Django is installed.
"""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

TARGETS = ("nb", "nn")
PLURALS = "nplurals=2; plural=(n != 1);"


def po_file(folder: Path, language: str) -> Path:
    """Return where the words of a folder, an app's or the whole package's, are in a language."""
    return folder / "locale" / language / "LC_MESSAGES" / "django.po"


def po_files(package: Path, language: str) -> list[Path]:
    """Return the files of a language that are there: the shared one first, then each app's."""
    apps = sorted(folder for folder in package.iterdir() if folder.is_dir())
    return [file for folder in (package, *apps) if (file := po_file(folder, language)).exists()]


def read_file(file: Path, language: str) -> Catalog:
    """Read one file of words."""
    with file.open("rb") as opened:
        return read_po(opened, locale=language)


def read_words(package: Path, language: str) -> Catalog:
    """Read the words of a language from all its files; none yet is an empty catalogue.

    Raises:
        ValueError: a text has different words in two files, which are named.
    """
    words, places = Catalog(locale=language, charset="utf-8", fuzzy=False), dict[object, Path]()
    for file in po_files(package, language):
        for message in texts_of(read_file(file, language)):
            key = (message.id, message.context)
            known = words.get(message.id, message.context)
            if known is not None and known.string != message.string:
                raise ValueError(f"{message.id!r} has other words in {file} than in {places[key]}")
            places[key] = file
            words[message.id] = message
    return words


def write_words(file: Path, language: str, words: Catalog) -> None:
    """Write a file of words, in the order of the texts."""
    buffer = BytesIO()
    write_po(buffer, words, width=100, omit_header=True, include_lineno=False, sort_output=True)
    header = (
        'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
        f'"Language: {language}\\n"\n"Plural-Forms: {PLURALS}\\n"\n\n'
    )
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(header.encode() + buffer.getvalue())


def compile_words(package: Path, language: str) -> Path:
    """Write the words of all files of a language into the one that Django reads; return it."""
    words = read_words(package, language)
    file = po_file(package, language).with_suffix(".mo")
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        write_mo(opened, words)
    return file


def texts_of(catalog: Catalog) -> Iterator[Message]:
    """Return the messages of a catalogue, without its header."""
    return (message for message in catalog if message.id)
