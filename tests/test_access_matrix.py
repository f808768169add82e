"""Every address × every kind of role × a reader who is not signed in, against the table in `access_table`.

Where an answer is made without asking the database what somebody may do, one who is signed in stands for all.
In `make test` one who is let in and one who is not stand for the others; `make nightly` asks as everybody.

A page that is forgotten in the table fails here; so does one that lets in more or fewer than the table says.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from loftet.core.models import OutboxLetter
from loftet.core.testing import page_classes, patterns, undone
from loftet.geography.gazetteer import Gazetteer
from loftet.notices.queries import unread
from loftet.notices.signed import letter_word
from loftet.people.models import (
    Organisation,
    Passkey,
    RoleKind,
    User,
)
from loftet.places.actions import load_places
from loftet.places.models import Place
from tests.access_table import EVERYBODY, NO_ROLE, NOBODY, TABLE, WORDS, Line
from tests.people.partnership import World, browser_of, hire, small_partnership
from tests.status.conftest import small_root  # noqa: F401 - a fixture

PARTS = 4  # the processes of a run share them
NEAR = frozenset(
    {
        "norge",
        "buskerud-fylke",
        "oslo-fylke",
        "telemark-fylke",
        "oslo",
        "skien",
        "hallingdal",
        "fla",
        "nesbyen",
        "gol",
        "hemsedal",
        "al",
        "hol",
    }
)


def names() -> list[str]:
    return [one.name or str(one.pattern) for one in patterns()]


@pytest.mark.contract
def test_the_table_has_every_address_but_the_core_pages_that_examples_name() -> None:
    """`test_registered_apps.py` asks for those."""
    assert sorted(names()) == sorted([*TABLE, *(name for name, _page in page_classes())])


def test_the_table_names_those_who_are_there() -> None:
    assert {name for lines in TABLE.values() for line in lines for name in line.let_in} <= set(EVERYBODY)


def everybody(world: World) -> Mapping[str, User | None]:
    """Return somebody of each kind; Oslo lies in no region of theirs."""
    place, _new = Place.objects.get_or_create(
        slug="oslo", defaults={"kind": "municipality", "name": "Oslo", "sort_key": "oslo"}
    )
    oslo = Organisation.objects.create(slug="oslo", name="Oslo kommune", kind="municipality", place=place)
    where = {"gol": world.gol, "council": world.council, "oslo": oslo, "firm": world.firm, "lent": world.gol}
    people: dict[str, User | None] = {NOBODY: None, NO_ROLE: User.objects.create_user("none@example.no")}
    for number, name in enumerate(EVERYBODY[2:]):
        at, kind = name.split(": ")
        document = "24/1" if at == "lent" else ""
        people[name] = hire(f"p{number}@example.no", where[at], RoleKind(kind), document=document)
    return people


def words_of(world: World) -> Mapping[str, object]:
    """Make one thing of each kind that an address can name; none is anybody's own."""
    now = timezone.now()
    other = hire("leader@gol.example", world.gol, RoleKind.TOP_MANAGEMENT)
    return {
        **WORDS,
        "passkey": Passkey.objects.create(user=other, credential="00", public=b"", name="X", added=now).pk,
        "word": letter_word(other.pk),
        "letter": OutboxLetter.objects.create(
            kind="invitation", row=0, message_id="<1@x>", queued=now, next_try=now
        ).pk,
    }


def address_of(name: str, line: Line, words: Mapping[str, object]) -> str:
    pattern = next(one for one in patterns() if one.name == name)
    wanted = [*pattern.pattern.converters]
    known = {**words, **{word: words.get(str(value), value) for word, value in line.words.items()}}
    return reverse(name, kwargs={word: known[word] for word in wanted}) + line.query


def status(browser: Client, address: str, line: Line) -> tuple[int, str]:
    """Ask, and undo what it did; give the status, and where somebody is led to sign in."""
    answer = undone(
        lambda: (
            browser.generic(line.method, address)
            if line.method == "GET"
            else browser.post(address, line.sent)
        )
    )
    return answer.status_code, answer.headers.get("Location", "").partition("?")[0]


def expected(name: str, who: str, line: Line) -> tuple[int, bool]:
    """Return the status that the table promises, and whether it leads to signing in."""
    if who in line.let_in:
        return line.answer, False
    if who == NOBODY:
        return 302, True
    return line.denied, False


@pytest.fixture
def few_places(db: None, settings: Settings, gazetteer: Gazetteer, small_root: Path) -> None:  # noqa: F811
    """Serve the small study with the places that it or an address names, for a list of all is long to write.

    Whom an address lets in does not hang on how many other places there are, and every page is still written
    for everybody.
    """
    settings.DATA, settings.OPERATOR = small_root, "Gol kommune"
    places = [place for place in gazetteer.places if place.slug in NEAR]
    members = [one for one in gazetteer.memberships if one.region in NEAR and one.place in NEAR]
    load_places(Gazetteer(places, gazetteer.changes.changes, members))
    assert set(NEAR) == set(Place.objects.values_list("slug", flat=True))


@dataclass
class Questions:
    """All that the database is asked; the names of the tables are among the words of a question."""

    asked: set[str] = field(default_factory=set)

    def __call__(self, execute: Callable[..., object], sql: str, *rest: object) -> object:
        self.asked.add(sql)
        return execute(sql, *rest)


def telling_tables(people: Iterable[User | None]) -> frozenset[str]:
    """Return the tables in which a row points to one of these persons: they alone tell one from another.

    What somebody may do stands in the database. An answer that is made without a look at these tables cannot
    differ between persons whose sessions and own rows are the same but for key and address.
    """
    asked = [user.pk for user in people if user]
    return frozenset(
        one.related_model._meta.db_table
        for one in User._meta.related_objects
        if one.related_model._base_manager.filter(**{f"{one.field.name}__in": asked}).exists()
    )


def asked_by_every_page(people: Iterable[User | None]) -> frozenset[str]:
    """Return the questions by which every page counts unread notices; each of these persons has none."""
    questions, today = Questions(), timezone.localdate()
    with connection.execute_wrapper(questions):
        assert {unread(user.pk, today) for user in people if user} == {0}
    return frozenset(questions.asked)


def walk_of(people: Mapping[str, User | None], *, as_everybody: bool) -> "Walk":
    browsers = {who: browser_of(user, language="nb") for who, user in people.items()}
    return Walk(browsers, telling_tables(people.values()), asked_by_every_page(people.values()), as_everybody)


def one_of_each(name: str, people: Sequence[str], line: Line, asked: str) -> list[str]:
    """Return the first who is let in, refused and shown nothing, but for the kind of who has asked."""
    first = {expected(name, who, line): who for who in reversed(people)}
    first.pop(expected(name, asked, line), None)
    return list(first.values())


@dataclass
class Walk:
    """Requests an address as everybody, and notes who gets what the table does not say.

    An address is asked as nobody, without a role, and in a role, another one from line to line. All others
    ask too, or one of those whom the table promises otherwise than the one in a role, unless the answer was
    made without looking at a table that tells one person from another.
    """

    browsers: Mapping[str, Client]
    telling: frozenset[str]
    same_for_all: frozenset[str]  # questions to these tables that are known to be answered alike
    as_everybody: bool
    wrong: list[str] = field(default_factory=list)
    asked: int = 0
    as_others: int = 0

    def ask(self, name: str, address: str, line: Line) -> None:
        """Request as those who come first, and as others unless the answer must be the same for them."""
        in_roles = EVERYBODY[2:]
        turn = in_roles[(self.asked + self.as_others) // len(EVERYBODY) % len(in_roles)]
        others = [who for who in in_roles if who != turn]
        self.ask_as(NOBODY, name, address, line)
        first, told = self.ask_as(NO_ROLE, name, address, line)
        second, told_too = self.ask_as(turn, name, address, line)
        promised = {expected(name, who, line) for who in (NO_ROLE, turn, *others)}
        if first == second and not told and not told_too and len(promised) == 1:
            self.as_others += len(others)
            return
        asked = others if self.as_everybody else one_of_each(name, others, line, turn)
        self.as_others += len(others) - len(asked)
        for who in asked:
            self.ask_as(who, name, address, line)

    def ask_as(self, who: str, name: str, address: str, line: Line) -> tuple[tuple[int, str], frozenset[str]]:
        """Request as somebody; return the answer and the tables read that tell one person from another."""
        browser, questions = self.browsers[who], Questions()
        kept = {key: one.value for key, one in browser.cookies.items()}
        with connection.execute_wrapper(questions):
            answer = status(browser, address, line)
        browser.cookies.clear()
        browser.cookies.load(kept)
        self.asked += 1
        got, led = answer
        promised, leads = expected(name, who, line)
        if got != promised or (leads and led != "/logg-inn/"):
            self.wrong.append(f"{line.method} {address}, {who}: {got} {led}, not {promised}")
        words = {word for one in questions.asked - self.same_for_all for word in re.findall(r"\w+", one)}
        return answer, self.telling & words


def ask_all(part: int, *, as_everybody: bool) -> Walk:
    """Request a part of all addresses."""
    world = small_partnership()
    words, people = words_of(world), everybody(world)
    walk, names = walk_of(people, as_everybody=as_everybody), sorted(TABLE)[part::PARTS]
    for name in names:
        for line in TABLE[name]:
            walk.ask(name, address_of(name, line, words), line)
    lines = sum(len(TABLE[name]) for name in names)
    assert walk.asked + walk.as_others == lines * len(EVERYBODY)
    return walk


@pytest.mark.long
@pytest.mark.parametrize("part", range(PARTS))
def test_one_of_each_gets_what_the_table_says(few_places: None, part: int) -> None:
    assert ask_all(part, as_everybody=False).wrong == []


@pytest.mark.nightly
@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_gets_what_the_table_says(few_places: None, part: int) -> None:
    assert ask_all(part, as_everybody=True).wrong == []


@pytest.mark.parametrize(
    ("name", "others"),
    [("about", EVERYBODY[3:]), ("operations", EVERYBODY[3:]), ("municipality_goal", EVERYBODY[3:])],
)
def test_everybody_is_asked_where_the_answer_follows_from_a_role(
    few_places: None, name: str, others: Sequence[str]
) -> None:
    world = small_partnership()
    words, people = words_of(world), everybody(world)
    assert telling_tables(people.values()) == {"people_role", "people_delegation"}
    walk, line = walk_of(people, as_everybody=True), TABLE[name][0]
    walk.ask(name, address_of(name, line, words), line)
    assert walk.asked == 3 + len(others)
