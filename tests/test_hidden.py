"""What somebody may not read is told in no way: page, list, search, API, feed, letter, title, file or log.

Walked by role over all rooms, by what each app registers: a new room is walked as soon as search knows of it.
In `make test` readers of a few kinds walk the pages of the room and what is told of all rooms; `make nightly`
walks every address of the site as everybody, and those near the record in each state that hides it.
"""

# ruff: noqa: F811 - fixtures have the names of those that are imported
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.db import transaction
from django.db.models import Model
from django.http import HttpResponse
from django.utils import timezone
from pytest_django import Settings

from loftet.core.registry import App
from loftet.core.search import RecordSource
from loftet.core.testing import address_of
from loftet.documents.blocks import Paragraph, Section
from loftet.documents.parts import document_for
from loftet.documents.pdf import write_pdf
from loftet.documents.word import write_word
from loftet.notices.actions.notifications import follow
from loftet.people.actor import Actor
from loftet.people.models import Organisation, RoleKind, User
from loftet.places.models import Place
from loftet.search.command import nobody
from loftet.search.jobs import rebuild
from tests.access_table import WORDS
from tests.hidden import (
    SEALED,
    SOUGHT,
    Room,
    addresses,
    as_it_would_be,
    kinds,
    letters_to,
    mark,
    text_of,
    walk,
    ways_to_be,
)
from tests.people.partnership import World, acting_as, browser_of, hire, named_person
from tests.status.conftest import small_root  # noqa: F401 - a fixture
from tests.test_access_matrix import few_places  # noqa: F401 - a fixture
from tests.test_registered_apps import author, example_of, world  # noqa: F401 - fixtures

ROOMS = list(kinds())
EVERY_ROOM = pytest.mark.parametrize(("app", "source"), ROOMS, ids=[source.kind for _app, source in ROOMS])
pytestmark = pytest.mark.long
FEW = ("nobody", "other: planner")
ALL = (
    *("nobody", "no role", "other: planner", "supplier: top_management"),
    *("member: politician", "lent: facilitator"),
)
OWNER = "author"
OWN_WORDS = (OWNER, "/min-side/data.json")  # what one has written oneself is told to oneself
# What everybody may read, whatever it is: a challenge that is withdrawn says so at its address.
OPEN = frozenset({"challenge"})
# Written by the step after which the page says it, too: a list says it as soon as it is there.
SAID_LATER = frozenset({"VoiceQuestion.answer", "VoiceQuestion.absent", "Procurement.notice"})


class Readers:
    """People by the names that examples use, each with a browser and what they may."""

    def __init__(self, users: Mapping[str, User | None]) -> None:
        self.users = users
        self.browsers = {who: browser_of(user, language="nn") for who, user in users.items()}

    def actor(self, who: str) -> Actor:
        """Return somebody as an actor now."""
        user = self.users[who]
        return nobody() if user is None else acting_as(user)

    def reads(self, who: str, room: Room) -> bool:
        """Check whether somebody finds a record, or reads it at its address."""
        return room.found_by(self.actor(who)) or self.browsers[who].get(room.page).status_code == 200


def people_of(names: Sequence[str], world: World, owner: User) -> Readers:
    oslo = Place.objects.get(slug="oslo")
    elsewhere = Organisation.objects.create(slug="oslo", name="Oslo", kind="municipality", place=oslo)
    return Readers({name: named_person(name, world, elsewhere) for name in names} | {OWNER: owner})


@pytest.fixture
def room(
    app: App,
    source: RecordSource,
    author: Actor,
    world: World,
    tmp_path: Path,
    settings: Settings,
) -> Room:
    """Return a room with the record that its example makes."""
    example = example_of(app, author, world)
    settings.DATA = tmp_path
    row = source.rows().get()
    for owner in (world.gol, world.firm):
        if not author.person.roles.filter(organisation=owner, kind=RoleKind.TOP_MANAGEMENT).exists():
            hire(author.person.email, owner, RoleKind.TOP_MANAGEMENT)
    return Room(app, source, example, row)


def words_of(room: Room) -> Mapping[str, object]:
    return {**WORDS, **room.example.words}


def near(room: Room) -> list[str]:
    """Return where a room is told of: its pages and lists as files, its record's, and what tells of all."""
    package = room.app.example.__module__.rpartition(".")[0]
    under = [one for one in addresses(words_of(room)) if one.startswith(room.page)]  # also of apps above it
    own = list(dict.fromkeys([*addresses(words_of(room), package), *under]))
    lists = [f"{one}?{query}" for one in own if not one.startswith(room.page) for query in LIST_QUERIES]
    return [*own, *lists, *OF_ALL]


LIST_QUERIES = ("format=csv", "format=xlsx", f"q={SOUGHT}")
OF_ALL = (
    *(f"/sok/?q={SOUGHT}", "/api/ocds/", "/api/catalog", "/min-side/", "/min-side/data.json", "/varsler/"),
    *("/varsler.csv", "/", "/organisasjoner/gol/", "/organisasjoner/hallingdal/", "/organisasjoner/varme/"),
    *("/logg/gol/", "/logg/hallingdal/", "/logg/varme/", "/logg/gol/?format=csv", "/kommuner/gol/"),
)


def everywhere(room: Room) -> list[str]:
    """Return every address of the site that the words of an example can fill, and those near the room."""
    return list(dict.fromkeys([*near(room), *addresses(words_of(room))]))


def stir(room: Room, people: Readers, blind: Collection[str]) -> None:
    """Let all follow the record and its owner, and its people send every form that leaves it hidden."""
    for user in people.users.values():
        for subject in (room.row, getattr(room.row, "owner", None)):
            if user is not None and isinstance(subject, Model):
                follow(user, subject, room.page, now=timezone.now())
    for name, sent in room.example.sent.items():
        address = address_of(name, room.example)
        if not address.startswith(room.page):
            continue  # it makes something else
        marked = {key: f"zvsentvz {SOUGHT}" if " " in value else value for key, value in sent.items()}
        with transaction.atomic():
            people.browsers[OWNER].post(address, marked)
            transaction.set_rollback(any(people.reads(who, room) for who in blind))


def leaks(room: Room, people: Readers, *, at_night: bool) -> Iterator[str]:
    """Yield what is told to those who may not read the record, once for each set of them.

    At night every address is walked for each set, and what is near the record in each state that hides it.
    """
    walked: set[frozenset[str]] = set()
    close = near(room)
    where = everywhere(room) if at_night else close
    for way in ways_to_be(room.row):
        with as_it_would_be(room.row, way) as is_taken:
            blind = frozenset(who for who in people.users if is_taken and not people.reads(who, room))
            if not blind or (blind in walked and not at_night):
                continue
            paths = close if blind in walked else where
            walked.add(blind)
            stir(room, people, blind)
            mark(room.row)
            rebuild()
            for who in blind:
                told = walk(people.browsers[who], room, [one for one in paths if (who, one) != OWN_WORDS])
                letters = set(SEALED.findall(letters_to(people.users[who])))
                yield from (f"{way} {who}: {how} tells {found}" for how, found in told.items())
                if letters:
                    yield f"{way} {who}: letter tells {letters}"
    if not walked and room.source.kind not in OPEN:
        yield "nothing hides it from anybody"


@EVERY_ROOM
def test_what_is_hidden_is_told_in_no_way(room: Room, author: Actor, world: World) -> None:
    people = people_of(FEW, world, author.person)
    assert mark(room.row)
    rebuild()
    told = walk(people.browsers[OWNER], room, near(room))
    document = str(room.source.document(room.source.rows().get()))
    expected = {"page", "search"} if SEALED.search(document) else {"page"}
    assert expected <= {how for how, _address in told}  # its own people see it
    assert list(leaks(room, people, at_night=False)) == []


@pytest.mark.nightly
@pytest.mark.timeout(1800)  # each address, for each reader who may not read the record
@EVERY_ROOM
def test_what_is_hidden_is_told_to_nobody_at_any_address(room: Room, author: Actor, world: World) -> None:
    people = people_of(ALL, world, author.person)
    mark(room.row)
    assert list(leaks(room, people, at_night=True)) == []


@EVERY_ROOM
def test_what_a_page_does_not_say_is_said_in_no_other_way(room: Room, author: Actor, world: World) -> None:
    """What is sealed in a record that others read: the page leaves it out, and so does all else."""
    people = people_of(("nobody",), world, author.person)
    words = mark(room.row)
    rebuild()
    told = walk(people.browsers["nobody"], room, near(room))
    said = set().union(*(found for (how, _address), found in told.items() if how in {"page", "list"}))
    beside = {how: {words[one] for one in found - said} - SAID_LATER for how, found in told.items()}
    assert {how: found for how, found in beside.items() if found} == {}


def test_the_walk_reads_what_is_packed_in_files() -> None:
    """A Word file in an archive, and PDF, tell as a page does: also by their names and properties."""
    words = [f"zv{letter * 4}vz" for letter in "abcd"]
    line = Section(words[0], (Paragraph(f"Så lang at ei line ikkje held. {words[1]} " * 30),))
    paper = document_for("Gol", words[2], (line,), date(2026, 12, 2))
    packed = BytesIO()
    with ZipFile(packed, "w") as whole:
        whole.writestr(f"{words[3]}.docx", write_word(paper))
    answers = HttpResponse(packed.getvalue()), HttpResponse(write_pdf(paper))
    assert [set(SEALED.findall(text_of(one))) for one in answers] == [set(words[:4]), set(words[:3])]
