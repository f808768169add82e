"""What somebody may not read is in no hit, no count, no suggestion and no number of queries."""

import statistics
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from loftet.needs.actions import change_need, close_need, write_need
from loftet.needs.models import Need
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.pools.models import Pool, Specification
from loftet.search.command import found_as_csv
from loftet.search.find import AT_ONCE, MOST_READ
from loftet.search.jobs import rebuild
from loftet.solutions.models import Solution
from tests.needs.conftest import SECRET, People, Share, browser_of
from tests.parameters import by_night
from tests.people.partnership import World
from tests.search.conftest import fits_of

ROLES = ("nobody", "writer", "colleague", "politician", "neighbour", "council", "far", "firm")
WORD = "tunnel"


def person(people: People, role: str) -> User | None:
    return None if role == "nobody" else getattr(people, role)


def finders(people: People, title: str, words: str) -> set[str]:
    """Return who is shown a title by the page and by what is suggested, and check that counts agree."""
    found = set()
    for role in ROLES:
        browser = browser_of(person(people, role))
        page = browser.get("/sok/", {"q": words, "lang": "nb"}).content.decode()
        typed = browser.get(
            "/sok/", {"q": words, "lang": "nb"}, headers={"HX-Request": "true"}
        ).content.decode()
        assert (title in page) == (title in typed) == ("1 treff" in page), role
        if title in page:
            found.add(role)
    return found


QUERIES = ("hemmeleg tunnel", "tunel under elva", *by_night("hemmeleg tunnel til fjorden"))


@pytest.mark.parametrize("words", QUERIES)
@pytest.mark.parametrize("audience", ["draft", "own", "region", "public"])
def test_a_need_is_found_by_its_readers_alone(
    people: People, draft: Need, share: Share, folder: Path, audience: str, words: str
) -> None:
    if audience != "draft":
        share(audience)
    rebuild()
    readers = people.read_what_is_for("own" if audience == "draft" else audience)
    assert finders(people, SECRET, words) == readers
    assert (SECRET in found_as_csv(WORD, "nb", 10)[0]) == (audience == "public")


@pytest.mark.parametrize("end", ["expired", "gone", "no_answer"])
def test_what_has_run_out_or_came_to_nothing_is_found_by_its_owners_alone(
    people: People, writer: Actor, share: Share, folder: Path, end: str
) -> None:
    need = share("public")
    if end == "expired":
        Need.objects.update(expires_on=timezone.localdate() - timedelta(days=1))
    else:
        close_need(need, {"outcome": end, "outcome_text": "Ikkje no."}, actor=writer)
    rebuild()
    assert finders(people, SECRET, WORD) == people.read_what_is_for("own")


@pytest.mark.parametrize("audience", ["region", "public"])
def test_a_need_that_was_bought_is_still_found_by_its_readers(
    people: People, writer: Actor, share: Share, folder: Path, audience: str
) -> None:
    close_need(share(audience), {"outcome": "bought", "outcome_text": "Kjøpt."}, actor=writer)
    rebuild()
    assert finders(people, SECRET, WORD) == people.read_what_is_for(audience)


def test_what_is_hidden_after_the_index_was_written_is_gone_at_once(
    people: People, share: Share, folder: Path
) -> None:
    share("public")
    rebuild()
    assert "nobody" in finders(people, SECRET, WORD)
    Need.objects.update(audience="own")
    assert finders(people, SECRET, WORD) == people.read_what_is_for("own")
    Need.objects.update(state="open", audience="public")
    Need.objects.filter(title=SECRET).delete()
    assert finders(people, SECRET, WORD) == set()


def test_a_word_that_was_taken_out_finds_nothing_any_more(
    people: People, writer: Actor, share: Share, folder: Path
) -> None:
    need = share("public")
    rebuild()
    change_need(need, {"title": "Veg over elva"}, actor=writer)
    assert finders(people, "Veg over elva", WORD) == set()
    rebuild()
    assert finders(people, "Veg over elva", "veg elva") == set(ROLES)


def test_a_pool_and_a_solution_that_are_hidden_are_found_by_their_own_alone(
    people: People, world: World, folder: Path
) -> None:
    now, today = timezone.now(), timezone.localdate()
    region = world.council.place
    assert region is not None
    pool = Pool.objects.create(
        lead=world.gol,
        region=region,
        title="Sprenging i lag",
        unit="m",
        joins_until=today,
        written=now,
        written_by=people.writer,
    )
    Specification.objects.create(pool=pool, number=1, text="Dynamitt", when=now, by=people.writer)
    Solution.objects.create(
        organisation=world.firm, title="Xylofonsprenging", written=now, written_by=people.firm
    )
    rebuild()
    assert finders(people, pool.title, "dynamitt") == {
        "writer",
        "colleague",
        "politician",
        "neighbour",
        "council",
    }
    assert finders(people, "Xylofonsprenging", "xylofon") == {"firm"}


def test_hidden_things_move_neither_order_nor_count_nor_what_a_typing_error_finds(
    people: People, writer: Actor, world: World, share: Share, folder: Path, catalogue: Path
) -> None:
    share("public")
    rebuild()
    queries = ("tunnel", "tunnell", "tunnel elva grotte", "hemmeleg")
    before = [fits_of(folder, catalogue, one) for one in queries]
    for number in range(300):
        title = f"Tunnell {number}: hemmeleg tunnel tunnel, elva og grotte"
        write_need(world.gol, {"title": title, "way": "purchase", "effect": "tunell"}, actor=writer)
    rebuild()
    assert [fits_of(folder, catalogue, one) for one in queries] == before
    assert all(one.counts == {"need": 1} for one in before)
    own = fits_of(folder, catalogue, "tunnel", writer)
    assert (own.counts, len(own.best), own.is_cut) == ({"need": MOST_READ}, MOST_READ, True)


def test_hidden_things_cost_no_query_and_no_time_that_can_be_told(
    people: People,
    writer: Actor,
    world: World,
    folder: Path,
    catalogue: Path,
) -> None:
    def cost() -> tuple[int, float]:
        with CaptureQueriesContext(connection) as asked:
            fits_of(folder, catalogue, WORD)
        took = []
        for _round in range(40):
            begun = time.process_time()
            fits_of(folder, catalogue, WORD)
            took.append(time.process_time() - begun)
        return len(asked), statistics.median(took)

    rebuild()
    without, quick = cost()
    for number in range(10):
        write_need(world.gol, {"title": f"Tunnel {number}", "way": "purchase", "effect": "x"}, actor=writer)
    rebuild()
    having, slow = cost()
    assert having == without
    assert slow < 1.5 * quick + 0.002


def test_a_page_of_hits_is_kept_nowhere(
    people: People, share: Share, folder: Path, settings: Settings
) -> None:
    settings.KEEP_PAGES = 300
    share("public")
    rebuild()
    answer = browser_of(None).get("/sok/", {"q": WORD})
    assert SECRET in answer.content.decode()
    assert {"private", "no-cache"} <= set(answer.headers["Cache-Control"].split(", "))
    Need.objects.update(audience="own")
    assert SECRET not in browser_of(None).get("/sok/", {"q": WORD}).content.decode()


def test_the_file_is_its_owners_alone(people: People, draft: Need, folder: Path) -> None:
    rebuild()
    assert [one.name for one in folder.iterdir() if one.name.startswith(("search", ".search"))] == [
        "search.sqlite3"
    ]
    assert (folder / "search.sqlite3").stat().st_mode & 0o777 == 0o600


def test_words_of_hidden_texts_take_no_place_of_words_that_are_only_alike(
    people: People, writer: Actor, world: World, share: Share, folder: Path
) -> None:
    share("public")
    letters = "abcdefghijklmnopqrstuvwxyzæøå"
    alike = {f"tunne{one}" for one in letters if one != "l"} | {f"tu{one}nell" for one in letters}
    text = " ".join(sorted(alike))
    write_need(world.gol, {"title": "Kladd", "way": "purchase", "effect": text}, actor=writer)
    rebuild()
    assert SECRET in found_as_csv("tunnelk", "nb", 10)[0]


def test_of_many_hidden_hits_the_visible_ones_are_found(
    people: People, writer: Actor, world: World, share: Share, folder: Path, catalogue: Path
) -> None:
    for number in range(AT_ONCE + 20):
        Need.objects.create(
            organisation=world.gol,
            title=f"Tunnel {number}",
            written=timezone.now(),
            written_by=writer.person,
        )
    share("public")
    rebuild()
    found = fits_of(folder, catalogue, "tunnel")
    assert ([one.document.title for one in found.best], found.is_cut) == ([SECRET], False)
