"""Matches among 10,000 solutions: how long a page and the worker take.

    python -m benchmarks.matches

A page of a need reads stored matches; the worker compares a new need with vectors that are stored. The texts
are those of the labelled set, again and again; the vectors are random, as their time does not depend on them.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

SOLUTIONS, NEEDS, KEPT, LIMIT = 10_000, 100, 50, 80  # ms of a page's matches, at p95
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loftet.site.settings")
os.environ.setdefault("LOFTET_SECRET_KEY", "for the benchmark alone")
os.environ.setdefault("LOFTET_HTTPS", "no")
os.environ["LOFTET_DATA"] = tempfile.mkdtemp()

import django  # noqa: E402

django.setup()

import numpy as np  # noqa: E402
from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.matching_texts import read_half  # noqa: E402
from loftet.core.actor import Actor  # noqa: E402
from loftet.matches.models import Match, Side  # noqa: E402
from loftet.matches.queries import lines_of, matches_read_by  # noqa: E402
from loftet.methods import matching  # noqa: E402
from loftet.methods.match_meaning import TextVectors  # noqa: E402
from loftet.methods.match_text import prepare  # noqa: E402
from loftet.needs.models import Need  # noqa: E402
from loftet.people.models import Organisation, User  # noqa: E402
from loftet.people.permissions import NOBODY  # noqa: E402
from loftet.solutions.models import Solution  # noqa: E402
from loftet.sources.encoder import installed_encoder  # noqa: E402
from loftet.sources.match_knowledge import load_knowledge  # noqa: E402


def make_rows() -> None:
    """Fill the database with needs, solutions and their matches."""
    now, user = timezone.now(), User.objects.create_user("writer@gol.example")
    owners = [
        Organisation.objects.create(slug=f"eigar-{number}", name=f"Eigar {number}", kind="partner")
        for number in range(200)
    ]
    told = {"state": "open", "written": now, "written_by": user}
    told["expires_on"] = timezone.localdate() + timedelta(days=90)
    needs = Need.objects.bulk_create(
        Need(organisation=owners[at], title=f"Behov {at}", audience="public", shared=now, **told)
        for at in range(NEEDS)
    )
    texts = read_half("tuning").solutions
    solutions = Solution.objects.bulk_create(
        Solution(
            organisation=owners[at % len(owners)],
            title=texts[at % len(texts)].title,
            problem=texts[at % len(texts)].text,
            published=now,
            **told,
        )
        for at in range(SOLUTIONS)
    )
    chance = np.random.default_rng(1)
    Match.objects.bulk_create(
        Match(
            need=need,
            solution=solutions[at],
            score=float(20 - place / 5),
            band="good" if place < 20 else "doubtful",
            need_version=1,
            solution_version=1,
            found=now,
        )
        for need in needs
        for place, at in enumerate(chance.choice(SOLUTIONS, KEPT, replace=False))
    )


def p95(ask: Callable[[int], object], times: int) -> float:
    """Return the processor time at p95, in milliseconds."""
    took = []
    for number in range(times):
        begun = time.process_time()
        ask(number)
        took.append((time.process_time() - begun) * 1000)
    return statistics.quantiles(took[1:], n=20)[-1]


def page() -> float:
    """Return what the matches of a need's page take."""
    now = timezone.now()
    actor: Actor[Any, Any] = Actor(None, now, now.date(), NOBODY)
    needs = list(Need.objects.all())
    return p95(lambda at: lines_of(matches_read_by(actor).filter(need=needs[at]), actor, Side.NEED), NEEDS)


def worker() -> float:
    """Return what it takes to rank all solutions for one need, of vectors that are stored."""
    known, half, chance = (
        load_knowledge(settings.CATALOGUE, installed_encoder()),
        read_half("tuning"),
        np.random.default_rng(2),
    )
    if known.statistics is None:
        raise SystemExit("the extra loftet[meaning] is not installed")
    terms = len(known.statistics.terms)

    def vectors(one: matching.Need | matching.Solution) -> TextVectors:
        count = len(prepare(one.title, one.text, one.language).sentences)
        weights = chance.random(200, dtype=np.float32)
        some = (chance.choice(terms, 200, replace=False), weights)
        return TextVectors(
            chance.normal(size=384).astype(np.float32),
            some,
            chance.normal(size=(count, 384)).astype(np.float32),
        )

    solutions = [half.solutions[at % len(half.solutions)] for at in range(SOLUTIONS)]
    offered = [
        matching.Solution(f"s{at}", one.language, one.title, one.text) for at, one in enumerate(solutions)
    ]
    stored = [vectors(one) for one in offered]
    begun = time.process_time()
    found = matching.rank(half.needs[:1], offered, known, KEPT, vectors=([vectors(half.needs[0])], stored))
    assert len(found) == KEPT
    return time.process_time() - begun


def main() -> int:
    """Print both, and fail where a page is too slow."""
    name = connection.creation.create_test_db(verbosity=0)
    try:
        make_rows()
        shown = page()
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)
    print(f"matches of a need's page among {SOLUTIONS:,} solutions: {shown:.1f} ms of processor at p95")
    print(f"a new need ranked among them by the worker: {worker():.1f} s of processor")
    return int(shown > LIMIT)


if __name__ == "__main__":
    raise SystemExit(main())
