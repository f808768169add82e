"""Lists of 10,000 rows, filtered and paged: the example app beside Django's own `ListView`, and the market.

    python -m benchmarks.lists            # SQLite
    LOFTET_DATABASE_URL=postgresql://… python -m benchmarks.lists

The peer of the example app is a plain ListView with the rows alone, without rules, filters and columns. The
lists of needs, solutions, joint purchases and procurements (half as many) are compared with an empty
template page of the same site.
"""

import gc
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROWS, ROUNDS, RUNS = 10_000, 20, 3
LIMIT = 150  # ms of a page, at p95
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "examples.settings")
os.environ.setdefault("LOFTET_SECRET_KEY", "for the benchmark alone")
os.environ.setdefault("LOFTET_HTTPS", "no")
os.environ.setdefault("LOFTET_ACCESS_LOG", "no")
os.environ.setdefault("LOFTET_DATA", tempfile.mkdtemp())

import django  # noqa: E402

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client, RequestFactory  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.views.generic import ListView  # noqa: E402

from benchmarks.list_rows import make_rows  # noqa: E402
from benchmarks.report import table  # noqa: E402
from examples.notes.models import Note  # noqa: E402

ADDRESSES = (
    "/behov/",
    "/behov/?q=lekkasje",
    "/behov/?q=lekkasje måling&maal=6",
    "/behov/?hvem=municipality-7&tilstand=open",
    "/behov/?side=100",
    "/behov/felles/",
    "/losninger/",
    "/losninger/?q=lekkasje",
    "/losninger/?q=lekkasje måling&bevis=3&trinn=2",
    "/losninger/?sted=municipality-1&cpv=45",
    "/losninger/?side=100",
    "/felles-innkjop/",
    "/felles-innkjop/?q=lekkasje",
    "/felles-innkjop/?hvem=municipality-7&tilstand=open",
    "/felles-innkjop/?side=100",
    "/anskaffelser/",
    "/anskaffelser/?q=lekkasje",
    "/anskaffelser/?hvem=municipality-7&tilstand=announced",
    "/anskaffelser/?side=40",
)
EMPTY = "/tom/"
HOST = "localhost"  # no test environment, which copies the context of each template that is rendered
ROWS_SHOWN = (b'<th scope="row">', b"need-group")


class Peer(ListView):  # type: ignore[type-arg]
    """Django's own list, 50 rows a page."""

    queryset = Note.objects.filter(title__icontains="notat 7").select_related("organisation")
    paginate_by = 50
    template_name = "benchmarks/peer.html"

    def render(self, page: str) -> int:
        """Return the length of a page that is made of the rows alone."""
        request = RequestFactory().get("/", {"page": page})
        self.setup(request)
        self.object_list = self.get_queryset()
        context = self.get_context_data()
        return len(
            "".join(
                f"<tr><td>{one.title}</td><td>{one.organisation}</td></tr>" for one in context["object_list"]
            )
        )


def processor() -> float:
    """Return the seconds on the processor of this process, and of PostgreSQL where it runs beside it."""
    taken = time.process_time()
    if connection.vendor == "postgresql":
        told = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat")
        taken += int(told.read_text().split()[0]) / 1e9 if told.exists() else 0
    return taken


@dataclass(frozen=True, slots=True)
class Speed:
    """Milliseconds that a call takes: the median, p95, and p95 of the time on the processor."""

    middle: float
    slow: float
    busy: float


def speed_of(ask: Callable[[int], object]) -> Speed:
    """Call it many times, after one time that is not counted, and return its speed.

    Of each round the least of three runs counts, as a busy machine makes some of them slower.
    """
    ask(0)
    took, busy = [], []
    for number in range(ROUNDS):
        runs = []
        for _ in range(RUNS):
            begun, busy_before = time.perf_counter(), processor()
            ask(number)
            runs.append((time.perf_counter() - begun, processor() - busy_before))
        took.append(min(one for one, _busy in runs) * 1000)
        busy.append(min(one for _took, one in runs) * 1000)
    return Speed(statistics.median(took), *(statistics.quantiles(one, n=20)[-1] for one in (took, busy)))


def queries_of(client: Client, address: str) -> int:
    """Count the queries of a page.

    Raises:
        SystemExit: when it does not answer with rows.
    """
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    if answer.status_code != 200 or (
        address != EMPTY and not any(one in answer.content for one in ROWS_SHOWN)
    ):
        raise SystemExit(f"{address} does not answer as it should: {answer.status_code}")
    return len(queries)


def of_notes() -> None:
    """Print both figures of the example app, and their ratio."""
    client = Client(SERVER_NAME=HOST)
    asked = queries_of(client, "/notater/?q=notat 7&side=3")
    ours = speed_of(lambda number: client.get(f"/notater/?q=notat 7&side={number % 20 + 1}")).slow
    theirs = speed_of(lambda number: Peer().render(str(number % 20 + 1))).slow
    print(f"Notes: {asked} queries a page")
    print(f"p95: ours {ours:.0f} ms (whole page), ListView {theirs:.0f} ms (rows alone), {ours / theirs:.1f}")


def of_the_market(reader: str, client: Client) -> Iterator[str]:
    """Print a table of the lists as somebody reads them; return those over the limit."""
    print("\n".join(table((reader, "queries", "p50", "p95", "processor p95"), ())))
    for address in (*ADDRESSES, EMPTY):
        queries = queries_of(client, address)
        found = speed_of(lambda _number, address=address: client.get(address))  # type: ignore[misc]
        cells = (f"{one:.0f} ms" for one in (found.middle, found.slow, found.busy))
        print(f"| `{address}` | {queries} | {' | '.join(cells)} |", flush=True)
        if found.busy > LIMIT:
            yield f"{reader}: {address}"


def main() -> None:
    """Fill a database of its own, and print the figures."""
    settings.KEEP_PAGES = 0
    settings.ROOT_URLCONF = "benchmarks.list_urls"
    plain = "django.contrib.staticfiles.storage.StaticFilesStorage"  # nothing is collected
    settings.STORAGES["staticfiles"]["BACKEND"] = plain
    if connection.vendor == "sqlite":  # in a file, as it is served, and not in memory
        connection.settings_dict["TEST"]["NAME"] = str(settings.DATA / "lists.sqlite3")
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        user = make_rows(ROWS)
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE")  # as it does by itself
        print(f"{timezone.localdate()} {connection.vendor}: {ROWS} rows", flush=True)
        gc.collect()
        gc.freeze()  # as the web process does when it starts: what is loaded once is not gone through again
        of_notes()
        visitor, signed_in = Client(SERVER_NAME=HOST), Client(SERVER_NAME=HOST)
        signed_in.force_login(user)
        slow = [*of_the_market("a visitor", visitor), *of_the_market("a procurement officer", signed_in)]
        print("\n".join(("", *(f"over {LIMIT} ms on the processor: {one}" for one in slow))))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
