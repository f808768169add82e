"""A list of 10,000 rows, filtered and paged: p95 of the example app's list and of Django's own `ListView`.

    python -m benchmarks.lists            # SQLite
    LOFTET_DATABASE_URL=postgresql://… python -m benchmarks.lists

The peer is a plain ListView with the same template, without rules, filters and columns.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable

ROWS, ROUNDS = 10_000, 100
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
from django.test.utils import CaptureQueriesContext, setup_test_environment  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.views.generic import ListView  # noqa: E402

from examples.notes.models import Note, State  # noqa: E402
from loftet.people.models import Organisation, User  # noqa: E402


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


def p95(ask: Callable[[int], object]) -> float:
    """Return the 95th percentile of the milliseconds that a call takes."""
    took = []
    for number in range(ROUNDS):
        begun = time.perf_counter()
        ask(number)
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.quantiles(took, n=20)[-1]


def main() -> None:
    """Fill a database of its own, and print both figures and their ratio."""
    setup_test_environment()
    settings.KEEP_PAGES = 0
    name = connection.creation.create_test_db(verbosity=0)
    try:
        organisation = Organisation.objects.create(slug="gol", name="Gol kommune", kind="supplier")
        user = User.objects.create_user("writer@gol.example")
        common = {"organisation": organisation, "written_by": user, "state": State.PUBLISHED}
        common |= {"text": "Vatn. " * 20}
        Note.objects.bulk_create(Note(**common, title=f"Notat {one}") for one in range(ROWS))
        client = Client()
        with CaptureQueriesContext(connection) as queries:
            answer = client.get("/notater/?q=notat 7&side=3")
            asked = len(queries)
        if (answer.status_code, answer.content.count(b'<th scope="row">')) != (200, 50):
            raise SystemExit(f"the list does not answer as it should: {answer.status_code}")
        ours = p95(lambda number: client.get(f"/notater/?q=notat 7&side={number % 20 + 1}"))
        theirs = p95(lambda number: Peer().render(str(number % 20 + 1)))
        print(f"{timezone.localdate()} {connection.vendor}: {ROWS} rows, {asked} queries a page")
        print(f"p95: ours {ours:.0f} ms (whole page), ListView {theirs:.0f} ms (rows alone)")
        print(f"ratio {ours / theirs:.1f}")
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


if __name__ == "__main__":
    main()
