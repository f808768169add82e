"""The index is one file: whole or not there, replaced under its readers, and known by its version."""

import random
import shutil
import sqlite3
import threading
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from loftet.cli import main
from loftet.core.kinds import HealthState
from loftet.core.registry import jobs, search_sources
from loftet.core.search import SearchDocument, SeenThings
from loftet.needs.actions import change_need
from loftet.needs.models import Need
from loftet.people.models import Organisation
from loftet.people.permissions import Actor
from loftet.search.index import FILE, NoIndexError, opened, write_index
from loftet.search.jobs import check_index, has_changed, rebuild, rebuild_where_changed
from loftet.search.words import Known, Unit, Way, folded, units_of, words_of
from loftet.site import search_pages
from tests.needs.conftest import SECRET, Share
from tests.search.conftest import fits_of

NOW = timezone.now()


class Things:
    """A source of made-up things; `count` of them, each named by its number and a word that all share."""

    kind, words, many = "thing", "thing", "things"

    def __init__(self, count: int, breaks: bool = False) -> None:
        self.count, self.breaks = count, breaks

    def stamp(self) -> str:
        return str(self.count)

    def documents(self) -> Iterable[SearchDocument]:
        for number in range(self.count):
            yield SearchDocument("thing", str(number), "/", f"Ting {number} felles")
        if self.breaks:
            raise OSError("the disk is full")

    def seen_by(self, _actor: object) -> SeenThings:
        every = [SearchDocument("thing", str(one), "/", f"Ting {one} felles") for one in range(self.count)]
        return SeenThings(lambda: every)


class Texts(Things):
    """A source of made-up texts: a title and a body each."""

    def __init__(self, texts: Sequence[tuple[str, str]]) -> None:
        super().__init__(len(texts))
        self.texts = texts

    def documents(self) -> Iterable[SearchDocument]:
        for number, (title, text) in enumerate(self.texts):
            yield SearchDocument("thing", str(number), "/", title, text)


def has_piece(text: str, piece: str) -> bool:
    """Check by reading whether a folded text has a piece: the slow way to what the index finds."""
    before, after = " " if len(piece) <= 3 else "", " " if len(piece) <= 2 else ""
    return f"{before}{piece}{after}" in text


def test_the_index_finds_what_reading_every_text_finds(tmp_path: Path) -> None:
    chance = random.Random(3)
    parts = ("varme", "mat", "auto", "gjen", "vinning", "sol", "ki", "anlegg", "dusj", "e", "bad", "al")
    words = [*parts, *(a + b for a in parts for b in parts)]
    texts = [
        (" ".join(chance.choices(words, k=3)), " ".join(chance.choices(words, k=12))) for _ in range(300)
    ]
    write_index(tmp_path, [Texts(texts)], NOW)
    folded_texts = [(folded(title), folded(title) + folded(text)) for title, text in texts]
    phrases: list[tuple[str, ...]] = [(chance.choice(words),) for _ in range(60)]
    phrases += [(f"{first} {second}",) for first in parts for second in parts]
    phrases += [("varme", "gjen"), ("mat", "sol"), ("ki", "anlegg")]
    with opened(tmp_path) as index:
        for pieces in phrases:
            ways = (Way(pieces, 1.0), Way(("dusjbad",), 0.9), Way(("usjba",), 0.8))
            in_title, anywhere = (
                {
                    number
                    for number, text in enumerate(column, start=1)
                    if any(all(has_piece(text, one) for one in way.pieces) for way in ways)
                }
                for column in zip(*folded_texts, strict=True)
            )
            unit = Unit("svøm", ways)
            assert index.having_all([unit]) == index.having_most([unit, unit]) == anywhere, pieces
            assert index.in_titles([unit]).keys() == in_title, pieces


def count_in(folder: Path, word: str = "felles") -> int:
    with opened(folder) as index:
        return len(index.having_all(units_of(words_of(word), {}, Known())))


def test_the_index_is_replaced_under_its_readers(tmp_path: Path) -> None:
    write_index(tmp_path, [Things(200)], NOW)
    seen, faults, done = set(), [], threading.Event()

    def read() -> None:
        while not done.is_set():
            try:
                seen.add(count_in(tmp_path))
            except Exception as fault:  # whatever a reader meets is a fault of the swap
                faults.append(fault)

    readers = [threading.Thread(target=read) for _one in range(4)]
    for one in readers:
        one.start()
    with opened(tmp_path) as old:
        for round_ in range(12):
            write_index(tmp_path, [Things(200 if round_ % 2 else 300)], NOW)
        assert len(old.having_all(units_of(("felles",), {}, Known()))) == 200
    done.set()
    for one in readers:
        one.join()
    assert (faults, seen) == ([], {200, 300})
    assert [one.name for one in tmp_path.iterdir()] == [FILE]


def test_an_index_that_breaks_while_it_is_written_leaves_the_old_one(tmp_path: Path) -> None:
    write_index(tmp_path, [Things(3)], NOW)
    with pytest.raises(OSError, match="disk is full"):
        write_index(tmp_path, [Things(5, breaks=True)], NOW)
    assert count_in(tmp_path) == 3
    assert [one.name for one in tmp_path.iterdir()] == [FILE]


def damage(file: Path, how: str) -> None:
    if how == "missing":
        file.unlink()
    elif how == "older":
        with closing(sqlite3.connect(file)) as database, database:
            database.execute("UPDATE about SET value = '0' WHERE name = 'version'")
    elif how == "cut":
        file.write_bytes(file.read_bytes()[:5000])
    else:
        file.write_bytes(b"this is no database" * 400)


@pytest.mark.parametrize("how", ["missing", "older", "cut", "other"])
@pytest.mark.usefixtures("demo_site")
def test_without_an_index_places_and_indicators_are_found_and_operators_are_told(
    demo_site: Path, tmp_path: Path, settings: Settings, client: Client, how: str
) -> None:
    settings.DATA = tmp_path / "data"
    shutil.copytree(demo_site, settings.DATA, ignore=shutil.ignore_patterns("charts", "share", "downloads"))
    rebuild()
    assert check_index(NOW).state is HealthState.OK
    damage(settings.DATA / FILE, how)
    page = client.get("/sok/", {"q": "klimagass i Gol", "lang": "nb"}).content.decode()
    assert "/indikatorer/greenhouse_gases/?sted=gol" in page
    assert "Akkurat nå kan du bare søke etter steder" in page
    told = check_index(NOW)
    assert (told.state, "loftet search --rebuild" in told.sentence) == (HealthState.WARN, True)
    assert rebuild_where_changed(NOW) != "nothing has changed"
    assert "Akkurat nå kan du bare" not in client.get("/sok/", {"q": "klima", "lang": "nb"}).content.decode()


def test_a_file_that_others_may_read_is_told_of(folder: Path, db: None) -> None:
    rebuild()
    (folder / FILE).chmod(0o644)
    assert "chmod 600" in check_index(NOW).sentence


def test_what_is_saved_is_found_after_the_next_round_of_the_worker(
    writer: Actor, share: Share, folder: Path, catalogue: Path
) -> None:
    run = jobs()["search"].run
    assert run(NOW) != "nothing has changed"
    assert run(NOW) == "nothing has changed"
    need = share("public")
    assert has_changed(folder)
    run(NOW)
    assert [one.document.title for one in fits_of(folder, catalogue, "tunnel").best] == [SECRET]
    change_need(need, {"effect": "Vi vil ha fjernvarme."}, actor=writer)
    run(NOW)
    assert [one.document.title for one in fits_of(folder, catalogue, "fjernvarme").best] == [SECRET]
    Need.objects.all().delete()
    assert has_changed(folder)


def test_words_of_a_new_release_are_found_after_the_next_round_of_the_worker(
    folder: Path, catalogue: Path, db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = jobs()["search"].run
    run(NOW)
    monkeypatch.setitem(search_pages.SAID, "about", "Ei heilt ny lampe.")
    search_pages._pages.cache_clear()
    try:
        assert run(NOW) != "nothing has changed"
        assert [one.document.key for one in fits_of(folder, catalogue, "lampe").best] == ["about"]
    finally:
        search_pages._pages.cache_clear()


def test_every_kind_is_registered_once_and_reads_back_what_it_hands_over(folder: Path, db: None) -> None:
    kinds = ["place", "goal", "indicator", "challenge", "need", "solution", "event", "pool", "project"]
    kinds += ["procurement", "report", "story", "page", "experience", "voices"]
    assert sorted(kinds) == sorted(search_sources())
    for kind, source in search_sources().items():
        assert all(one.kind == kind for one in source.documents())


HOSTILE = [
    '"',
    '" OR title : "',
    "title : x",
    "NEAR(a b, 3)",
    "anlegg* AND NOT (elva)",
    "'); DROP TABLE thing; --",
    "a\0b",
    "\u202eelva\u202c",
    "\u200bel\u200bva",
    "😀🏔️",
    "x" * 10_000,
    "æ" * 10_000,
    "anlegg " * 1_500,
    "%%%___",
    "{title}: [a-z]",
    "\ud800".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "a" * 24,
    "ab" * 12,
]


@pytest.mark.parametrize("words", HOSTILE, ids=lambda one: ascii(one[:12]))
def test_hostile_words_are_words(folder: Path, catalogue: Path, share: Share, words: str) -> None:
    share("public")
    if not (folder / FILE).exists():
        rebuild()
    fits_of(folder, catalogue, words)
    answer = Client().get("/sok/", {"q": words[:1000]})
    assert answer.status_code in (200, 400, 404)  # what is too long or holds a NUL is refused for all pages
    with opened(folder) as index:
        assert index.having_all(units_of(words_of("tunnel"), {}, index))


def test_the_command_writes_what_everybody_may_find(
    folder: Path, share: Share, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loftet.commands.start_django", lambda: None)
    share("public")
    assert main(["search", "tunnel"]) == 3
    captured = capsys.readouterr()
    assert (captured.out, "--rebuild" in captured.err) == ("kind,address,title,reason\n", True)
    assert main(["search", "--rebuild"]) == 0
    assert "things" in capsys.readouterr().out
    assert main(["search", "tunnel", "--language", "nn", "--top", "1"]) == 0
    need = Need.objects.get()
    line = f"need,/behov/{need.pk}/,{SECRET},Namnet har «tunnel».\n"
    assert capsys.readouterr().out == f"kind,address,title,reason\n{line}"
    assert main(["search", "xylofon"]) == 0
    assert capsys.readouterr().out == "kind,address,title,reason\n"


@pytest.mark.parametrize(
    "arguments", [["search"], ["search", "x", "--top", "0"], ["search", "x", "--rebuild"]]
)
def test_a_command_that_asks_for_nothing_is_refused(
    folder: Path, db: None, arguments: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("loftet.commands.start_django", lambda: None)
    assert main(arguments) == 2
    assert not (folder / FILE).exists()


def test_no_index_says_why(tmp_path: Path) -> None:
    with pytest.raises(NoIndexError, match="no index"), opened(tmp_path):
        pass


def test_an_index_that_lacks_what_it_says_of_itself_is_none(tmp_path: Path) -> None:
    """So wrote an earlier state of this version; pages and the command then say what they cannot find."""
    write_index(tmp_path, (), timezone.now())
    with closing(sqlite3.connect(tmp_path / FILE)) as database, database:
        database.execute("DELETE FROM about WHERE name = 'seconds'")
    with pytest.raises(NoIndexError, match="'seconds'"), opened(tmp_path):
        pass


def test_the_index_is_written_new_when_an_organisation_is_renamed(
    db: None, tmp_path: Path, settings: Settings
) -> None:
    settings.DATA = tmp_path
    rebuild()
    assert not has_changed(tmp_path)
    Organisation.objects.create(slug="varme", name="Varme AS", kind="supplier")
    rebuild()
    Organisation.objects.update(name="Nye Varme AS")
    assert has_changed(tmp_path)


@pytest.mark.parametrize("words", ["", "   "])
def test_a_search_for_nothing_is_refused(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", words]) == 2
    assert "give words to look for" in capsys.readouterr().err
