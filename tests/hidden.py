"""A walk that looks for what is hidden: by what each room registers, in every way in which the site tells.

A room is a kind of record that people write and search knows. Every text that people wrote in a record, and
in its parts, becomes a word of its own, so that whatever tells of it is seen.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import count
from typing import Any
from zipfile import ZipFile, is_zipfile

from django.db import DatabaseError, models, transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from pypdf import PdfReader

from loftet.core.registry import App, Example, apps
from loftet.core.search import RecordSource
from loftet.core.testing import patterns
from loftet.core.values import plain_text
from loftet.notices.actions.digests import send_weekly_letters
from loftet.people.models import User
from loftet.places.models import Place
from tests.letters import letters_sent

SOUGHT = "kvasthol"  # stands in every text, so that a search for it finds whatever is found
SEALED = re.compile(r"zv[a-z]{4}vz")
SIGNED = re.compile(r":[\w-]{43}$")  # a link of one's own: whoever holds it reads what it is for
HYPHEN_AT_END = re.compile("[-\N{HYPHEN}\N{SOFT HYPHEN}]\n")  # a word that goes on on the next line
HEAD = re.compile(r"<title>.*?</title>|<meta[^>]*>|<link[^>]*>", re.DOTALL)
SHORTEST_PROSE = 120  # characters that a column of prose takes
AS_FILES = ("?format=csv", "?format=xlsx")
Told = dict[
    tuple[str, str], set[str]
]  # the words that were seen, by the channel and the address that told them


@dataclass(frozen=True, slots=True)
class Room:
    """A kind of record: its app, what search knows of it, and the record that the app's example makes."""

    app: App
    source: RecordSource
    example: Example
    row: models.Model

    @property
    def page(self) -> str:
        """Return the address of the record."""
        return str(self.row.get_absolute_url())  # type: ignore[attr-defined]

    def found_by(self, actor: Any) -> bool:
        """Check whether somebody may find the record."""
        return self.source.visible_to(actor).filter(pk=self.row.pk).exists()


def kinds() -> Iterator[tuple[App, RecordSource]]:
    """Return the rooms: each kind of record that an app hands to the search."""
    for app in apps():
        for source in app.search:
            if (
                isinstance(source, RecordSource)
                and app.example is not None
                and source.rows().model is not Place
            ):
                yield app, source


def family(row: models.Model) -> list[models.Model]:
    """Return a record and its parts: the rows of its own app that point to it, and what points to those."""
    found = [row]
    for one in found:
        for relation in one._meta.related_objects:
            model = relation.related_model
            if relation.many_to_many or not isinstance(model, type) or isinstance(row, model):
                continue
            if model._meta.app_label == row._meta.app_label:
                parts = model._base_manager.filter(**{relation.field.name: one})
                found += [part for part in parts if part not in found]
    return found


def mark(row: models.Model) -> Mapping[str, str]:
    """Set every text of a record and its parts to a word of its own; return which text each word is."""
    words, numbers = {}, count(1)
    for part in family(type(row)._base_manager.get(pk=row.pk)):  # as it is now, in the state that hides it
        for one in part._meta.concrete_fields:
            if one.choices or not _is_prose(one):
                continue
            word = _word(next(numbers))
            before = getattr(part, one.name)
            setattr(part, one.name, f"{word} {SOUGHT}"[: one.max_length])
            if _kept(part):
                words[word] = f"{type(part).__name__}.{one.name}"
            else:
                setattr(part, one.name, before)
    return words


def _is_prose(one: "models.Field[Any, Any]") -> bool:
    """Check whether a column holds what people write, and no key or code."""
    is_long = type(one) is models.CharField and (one.max_length or 0) >= SHORTEST_PROSE
    return plain_text in one.validators or is_long or isinstance(one, models.TextField)


def _word(number: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return "zv" + "".join(letters[number // 26**place % 26] for place in range(4)) + "vz"


def _kept(part: models.Model) -> bool:
    """Check whether the database takes a row as it is now."""
    try:
        with transaction.atomic():
            part.save()
    except DatabaseError:
        return False
    return True


def ways_to_be(row: models.Model) -> Iterator[Mapping[str, object]]:
    """Return what the record can be: as it is, and with each other choice, with and without its days.

    A record that was never published has no day on which it was.
    """
    columns = row._meta.concrete_fields
    days = {one.name: None for one in columns if one.null and isinstance(one, models.DateField)}
    yield {}
    for one in columns:
        for value, _words in one.flatchoices:
            if value and value != getattr(row, one.name):
                yield {one.name: value}
                yield {**days, one.name: value}


@contextmanager
def as_it_would_be(row: models.Model, way: Mapping[str, object]) -> Iterator[bool]:
    """Change a record for a while; yield whether the database takes it so."""
    with transaction.atomic():
        yield not way or _updated(row, way)
        transaction.set_rollback(True)


def _updated(row: models.Model, way: Mapping[str, object]) -> bool:
    try:
        with transaction.atomic():
            return bool(type(row)._base_manager.filter(pk=row.pk).update(**way))
    except DatabaseError:
        return False


def addresses(words: Mapping[str, object], package: str = "") -> Iterator[str]:
    """Return the addresses that some words can fill, of one package or of all, and the lists as files."""
    for one in patterns():
        module = getattr(getattr(one.callback, "view_class", one.callback), "__module__", "")
        if not one.name or not module.startswith(package):
            continue
        wanted = one.pattern.converters
        if not set(wanted) <= set(words) or any(SIGNED.search(str(words[name])) for name in wanted):
            continue
        try:
            yield reverse(one.name, kwargs={name: words[name] for name in wanted})
        except NoReverseMatch:
            continue


def text_of(answer: HttpResponseBase) -> str:
    """Return all that an answer says: what is packed in it, however deep, text of PDF, and its headers."""
    text = _read(b"".join(answer)) + str(dict(answer.headers))
    return text.replace("\N{SOFT HYPHEN}", "")


def _read(content: bytes) -> str:
    if content.startswith(b"%PDF-"):
        paper = PdfReader(BytesIO(content))
        pages = "\n".join(page.extract_text() for page in paper.pages)
        return f"{paper.metadata} {HYPHEN_AT_END.sub('', pages)}"
    if is_zipfile(BytesIO(content)):
        with ZipFile(BytesIO(content)) as whole:
            return "\n".join(f"{name} {_read(whole.read(name))}" for name in whole.namelist())
    return content.decode("utf-8", "replace")


def channel_of(address: str, answer: HttpResponseBase, room: Room) -> str:
    """Return in which way an answer tells."""
    kind = answer.headers.get("Content-Type", "")
    if address.startswith("/api/"):
        return "api"
    if address.startswith(reverse("search")):
        return "search"
    if address.startswith("/logg/"):
        return "log"
    if kind.startswith("text/calendar"):
        return "feed"
    if "attachment" in answer.headers.get("Content-Disposition", "") or address.endswith(AS_FILES):
        return "file"
    return "page" if address.startswith(room.page) else "list"


def walk(browser: Client, room: Room, where: Sequence[str]) -> Told:
    """Return the words that somebody is told, by channel and address; those that tell none are left out."""
    told: Told = {}
    for address in where:
        answer = browser.get(address)
        text = text_of(answer)
        told[channel_of(address, answer, room), address] = set(SEALED.findall(text))
        told["title", address] = set(SEALED.findall(" ".join(HEAD.findall(text)) + str(dict(answer.headers))))
    return {how: words for how, words in told.items() if words}


def letters_to(user: User | None) -> str:
    """Return all letters that somebody was sent, with the weekly one."""
    if user is None:
        return ""
    today = timezone.localdate()
    send_weekly_letters(today, today.isoweekday())
    letters = (one for one in letters_sent() if user.email in one.to)
    return " ".join(f"{one.subject} {one.body} {getattr(one, 'alternatives', '')}" for one in letters)
