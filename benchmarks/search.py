"""The search over 20,000 needs and solutions, beside what Django and SQLite have of their own.

    python -m benchmarks.search [--write]    # --write puts the figures into docs/reference/performance.md

The texts are made up: words of a vocabulary of 11,000, some frequent and most rare, as in real texts (Zipf).
Three words are taken from one text, so that something is found. The peers: `icontains` of each word over the
folded texts of both tables, with the same rules of who may read, and an FTS5 table of SQLite with the
tokenizer `unicode61` beside the database, without any rules; neither knows compounds, forms or typing errors.
"""

import gc
import os
import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from itertools import accumulate
from pathlib import Path

ENTRIES, QUERIES, RUNS, LIMIT = 20_000, 40, 3, 50  # ms of the processor for a query, at p95
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loftet.site.settings")
os.environ.setdefault("LOFTET_SECRET_KEY", "for the benchmark alone")
os.environ.setdefault("LOFTET_HTTPS", "no")
os.environ.setdefault("LOFTET_ACCESS_LOG", "no")
os.environ["LOFTET_DATA"] = tempfile.mkdtemp()

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.db.models import Q  # noqa: E402
from django.utils import timezone, translation  # noqa: E402

from benchmarks.report import conditions, publish, table  # noqa: E402
from loftet.geography.gazetteer import load_gazetteer  # noqa: E402
from loftet.needs.models import Need  # noqa: E402
from loftet.needs.search import NEEDS  # noqa: E402
from loftet.people.actor import Actor, actor_at  # noqa: E402
from loftet.people.models import Organisation, Role, RoleKind, User  # noqa: E402
from loftet.places.actions import load_places  # noqa: E402
from loftet.places.models import Place  # noqa: E402
from loftet.search.command import nobody  # noqa: E402
from loftet.search.index import FILE  # noqa: E402
from loftet.search.jobs import rebuild  # noqa: E402
from loftet.search.queries import answer  # noqa: E402
from loftet.solutions.models import Solution  # noqa: E402
from loftet.solutions.search import SOLUTIONS  # noqa: E402
from loftet.status.edition import current, store  # noqa: E402

VOCABULARY = """
vatn vann avløp lekkasje måling skule skole buss tak energi straum strøm lys kommune region drift teneste
bygg varme avfall plast mat elev eldre heim veg gang sykkel snø flaum skred skog jord beite turist hytte
verksemd sensor kart data ferje hamn sløyd musikk ungdom frivillig arbeid opplæring språk helse omsorg bru
tunnel park symje idrett bibliotek gate maskin anlegg grave bore rense slam fisk elv sjø luft støy støv
klima utslepp lager kjøken måltid innkjøp avtale rekneskap budsjett plan sak vedtak møte råd tilsyn brann
redning ambulanse lege sjuke pleie bustad husleige tomt grunn mur betong tre stål glas vindauge dør
"""
STEMS = VOCABULARY.split()


def vocabulary() -> tuple[Sequence[str], Sequence[float]]:
    """Return words and how often each is used, added up: stems first, then pairs of them, as Zipf counted."""
    chance = random.Random(21)
    pairs = [f"{first}{second}" for first in STEMS for second in STEMS if first != second]
    chance.shuffle(pairs)
    words = [*chance.sample(STEMS, len(STEMS)), *pairs]
    return words, list(accumulate(1 / rank for rank in range(3, len(words) + 3)))


def make_rows() -> User:
    """Fill the database with half needs and half solutions, and return who buys for one of the owners."""
    load_places(load_gazetteer(settings.CATALOGUE / "places"))
    chance, user, now = random.Random(1), User.objects.create_user("writer@gol.example"), timezone.now()
    words, weights = vocabulary()
    owners = [
        Organisation.objects.create(slug=one.slug, name=f"{one.name} kommune", kind="municipality", place=one)
        for one in Place.objects.filter(kind="municipality", made_up=False)[:100]
    ]
    gol = next(one for one in owners if one.place)
    Role.objects.create(
        user=user, organisation=gol, kind=RoleKind.PROCUREMENT_OFFICER, valid_from=timezone.localdate()
    )

    def text(count: int) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=count)).capitalize()

    common = {"state": "open", "written": now, "written_by": user}
    ends = [timezone.localdate() + timedelta(days=days) for days in range(-40, 180)]
    Need.objects.bulk_create(
        Need(
            organisation=owners[at % len(owners)],
            title=text(7),
            problem=text(60),
            effect=text(30),
            audience=chance.choice(("public", "public", "region", "own")),
            expires_on=chance.choice(ends),
            shared=now,
            **common,
        )
        for at in range(ENTRIES // 2)
    )
    Solution.objects.bulk_create(
        Solution(
            organisation=owners[at % len(owners)],
            title=text(7),
            problem=text(40),
            what=text(40),
            effect=text(20),
            expires_on=chance.choice(ends),
            published=now,
            **common,
        )
        for at in range(ENTRIES // 2)
    )
    return user


def queries(mistakes: bool = False) -> list[str]:
    """Return three words each of the texts of some rows; with mistakes, one letter of each is left out."""
    chance = random.Random(7)
    texts = [*Need.objects.values_list("title", "problem"), *Solution.objects.values_list("title", "problem")]
    found = []
    for title, problem in chance.sample(texts, QUERIES):
        words = chance.sample(f"{title} {problem}".lower().split(), 3)
        if mistakes:
            words = [one[: len(one) // 2] + one[len(one) // 2 + 1 :] for one in words]
        found.append(" ".join(words))
    return found


def by_icontains(actor: Actor) -> Callable[[str], object]:
    """Return the search that Django has of its own: every word in the folded texts, and who may read."""

    def ask(text: str) -> object:
        has_all = Q()
        for word in text.split():
            has_all &= Q(search_text__contains=word.casefold())
        needs = NEEDS.visible_to(actor).filter(has_all)
        solutions = SOLUTIONS.visible_to(actor).filter(has_all)
        shown = [*needs.select_related("organisation")[:20], *solutions.select_related("organisation")[:20]]
        return needs.count(), solutions.count(), shown

    return ask


def by_unicode61(folder: Path) -> Callable[[str], object]:
    """Return the search of an FTS5 table of whole words: numbers of rows, the best first."""
    database = sqlite3.connect(folder / "peer.sqlite3")
    database.execute("CREATE VIRTUAL TABLE text USING fts5(body, tokenize='unicode61')")
    rows = [*Need.objects.values_list("search_text"), *Solution.objects.values_list("search_text")]
    database.executemany("INSERT INTO text VALUES (?)", rows)
    database.commit()

    def ask(text: str) -> object:
        asked = " AND ".join(f'"{word}"' for word in text.split())
        told = "SELECT rowid FROM text WHERE text MATCH ? ORDER BY rank"
        return database.execute(told, (asked,)).fetchall()

    return ask


def speeds(ask: Callable[[str], object], texts: Sequence[str]) -> tuple[str, ...]:
    """Return p50 and p95 by the clock, and both of the processor, in milliseconds.

    Of each query the least of three runs counts, as a busy machine makes some of them slower.
    """
    ask(texts[0])
    took, busy = [], []
    for text in texts:
        runs = []
        for _ in range(RUNS):
            begun, busy_before = time.perf_counter(), time.process_time()
            ask(text)
            runs.append((time.perf_counter() - begun, time.process_time() - busy_before))
        took.append(min(one for one, _busy in runs) * 1000)
        busy.append(min(one for _took, one in runs) * 1000)
    shown = ((statistics.median(one), statistics.quantiles(one, n=20)[-1]) for one in (took, busy))
    return tuple(f"{one:.1f}" for both in shown for one in both)


def measure(user: User) -> tuple[list[tuple[str, ...]], str]:
    """Return the rows of the table, and a sentence about the file."""
    begun = time.process_time()
    count = rebuild()
    built, size = time.process_time() - begun, (settings.DATA / FILE).stat().st_size / 1e6
    officer = actor_at(user, timezone.now(), timezone.localdate())
    right, wrong = queries(), queries(mistakes=True)

    def by(actor: Actor) -> Callable[[str], object]:
        return lambda text: answer(store(), current().edition, text, actor)

    gc.collect()
    gc.freeze()
    rows = [
        ("this search, a visitor", *speeds(by(nobody()), right)),
        ("this search, a procurement officer", *speeds(by(officer), right)),
        ("this search, each word misspelt, a visitor", *speeds(by(nobody()), wrong)),
        ("Django `contains` over both tables, a visitor", *speeds(by_icontains(nobody()), right)),
        ("SQLite FTS5 `unicode61`, without rules", *speeds(by_unicode61(settings.DATA), right)),
    ]
    file = f"The index of {count:,} things takes {size:.0f} MB; writing it, {built:.0f} s of processor."
    return rows, file


def main() -> int:
    """Fill a database of its own, print the figures, and fail where a query of right words is too slow."""
    connection.settings_dict["TEST"]["MIGRATE"] = False  # the tables as they are now, without their history
    name = connection.creation.create_test_db(verbosity=0)
    try:
        with translation.override("nb"):
            rows, file = measure(make_rows())
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    heading = ("three words", "p50, ms", "p95, ms", "processor p50, ms", "processor p95, ms")
    lines = [
        "## Search",
        "",
        f"{ENTRIES:,} needs and solutions, {QUERIES} queries of three words of one text; "
        f"at most {LIMIT} ms of the processor at p95.",
        file,
        conditions(),
        "The texts are pairs of a hundred stems, so that more fits a query than in real ones.",
        "",
        *table(heading, rows),
    ]
    publish("search", lines, write="--write" in sys.argv)
    return int(any(float(one[-1]) > LIMIT for one in rows[:2]))


if __name__ == "__main__":
    raise SystemExit(main())
