"""The cost of a typical POST: its queries, and how many functions and files of loftet answer it.

    python -m benchmarks.posts

Three forms are sent, each filled in and with its one-time word, by somebody who is signed in: hours that
were spent, what came of a decision (with one motion and one statement), and an error in a figure. Each is
sent twice and the second is counted, so that what a process reads once is not. Everything from the first
middleware to the last is counted. The rows are made without actions, so that versions can be compared.
"""

import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from types import FrameType

import loftet

PACKAGE = f"{Path(loftet.__file__).parent}{os.sep}"
PAGE = "View.as_view.<locals>.view"  # of Django: what answers where a page is a class
WORD = re.compile(r'name="submission" value="([^"]+)"')


@dataclass(slots=True)
class Called:
    """The functions of loftet that were called, each as its file and its name.

    `around` are those that were called while no class-based page was at work: middleware, sign-in, language.
    """

    functions: set[tuple[str, str]] = field(default_factory=set)
    around: set[tuple[str, str]] = field(default_factory=set)
    in_page: bool = False

    @property
    def files(self) -> set[str]:
        """Return the files of loftet in which a function was called."""
        return {file for file, _name in self.functions}

    @property
    def files_around(self) -> set[str]:
        """Return the files that answer every request."""
        return {file for file, _name in self.around}


@contextmanager
def called() -> Iterator[Called]:
    """Count the functions of loftet that are called in this context, in this thread."""
    seen = Called()

    def profile(frame: FrameType, event: str, _argument: object) -> None:
        code = frame.f_code
        if code.co_qualname == PAGE and event in ("call", "return"):
            seen.in_page = event == "call"
        elif event == "call" and code.co_filename.startswith(PACKAGE):
            function = (code.co_filename.removeprefix(PACKAGE), code.co_qualname)
            seen.functions.add(function)
            if not seen.in_page:
                seen.around.add(function)

    sys.setprofile(profile)
    try:
        yield seen
    finally:
        sys.setprofile(None)


MINUTES: Mapping[str, str] = {
    "outcome": "adopted",
    "wording": "Gol kommune deltek.",
    "case_number": "PS 26/114",
    "votes_for": "12",
    "votes_against": "9",
    "version": "1",
    "motion-TOTAL_FORMS": "1",
    "motion-INITIAL_FORMS": "0",
    "motion-0-moved_by": "Sp",
    "motion-0-wording": "Saka blir utsett.",
    "motion-0-votes_for": "9",
    "motion-0-votes_against": "12",
    "statement-TOTAL_FORMS": "1",
    "statement-INITIAL_FORMS": "0",
    "statement-0-said_by": "Ungdomsrådet",
    "statement-0-text": "Vi vil vere med.",
}


def main() -> None:
    """Create the rows in a separate database, send the forms, and print a table."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loftet.site.settings")
    os.environ |= {"LOFTET_SECRET_KEY": "for the benchmark alone", "LOFTET_ACCESS_LOG": "no"}
    os.environ |= {"LOFTET_HTTPS": "no", "LOFTET_DATA": tempfile.mkdtemp(), "LOFTET_ENV_FILE": ""}
    import django

    django.setup()

    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_test_environment
    from django.utils import timezone

    from benchmarks.report import table
    from loftet.core.demo import Demo
    from loftet.geography.gazetteer import load_gazetteer
    from loftet.places.actions import load_places
    from loftet.site.demo import make_editions
    from loftet.sources.demo_places import read_demo_places

    setup_test_environment()
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": static}
    places = load_gazetteer(settings.CATALOGUE / "places")
    demo = Demo(settings.CATALOGUE, timezone.localdate())
    make_editions(places, read_demo_places(settings.CATALOGUE), demo, lambda _line: None)
    name = connection.creation.create_test_db(verbosity=0)
    try:
        load_places(places)
        rows = [(what, *map(str, cost(*sent))) for what, sent in forms().items()]
        print("\n".join(table(("POST", "queries", "functions", "files"), rows)))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


Sent = tuple[Callable[[], str], Mapping[str, str]]


def forms() -> Mapping[str, Sent]:
    """Create the subjects of the forms, and return the address and the input of each."""
    from django.contrib.contenttypes.models import ContentType
    from django.urls import reverse
    from django.utils import timezone

    from loftet.decisions.models import Body, Matter, Meeting, Treatment
    from loftet.notices.models import Follow
    from loftet.people.models import Organisation, Role, User
    from loftet.places.models import Place
    from loftet.programme.models import Cohort, Participation, Partnership
    from loftet.status.edition import current, store

    now, today = timezone.now(), timezone.localdate()
    place, region = Place.objects.get(slug="gol"), Place.objects.get(slug="hallingdal")
    gol = Organisation.objects.create(slug="gol", name="Gol kommune", kind="municipality", place=place)
    lead = Organisation.objects.create(
        slug="hallingdal", name="Regionrådet", kind="regional_council", place=region
    )
    users = [User.objects.create_user(f"{one}@gol.example") for one in ("eli", "kari")]
    for user in users:
        Role.objects.create(user=user, organisation=gol, kind="editor", valid_from=today - timedelta(9))
    partnership = Partnership.objects.create(slug="loftet", name="Løftet", language="nb")
    cohort = Cohort.objects.create(
        partnership=partnership,
        slug="kull",
        name="kull 1",
        region=region,
        lead=lead,
        language="nb",
        begins=today,
    )
    Participation.objects.create(cohort=cohort, organisation=gol, invited=now, invited_by=users[0])
    body = Body.objects.create(organisation=gol, kind="council", name="Gol kommunestyre")
    meeting = Meeting.objects.create(body=body, day=today)
    recorded = {"recorded": now, "recorded_by": users[0], "acting_for": "Gol kommune"}

    def decision() -> str:
        matter = Matter.objects.create(
            organisation=gol,
            title="Deltaking",
            proposal="Gol deltek.",
            language="nn",
            state="draft",
            created=now,
            created_by=users[1],
            acting_for="Gol kommune",
        )
        kind = ContentType.objects.get_for_model(Matter)
        followed = {"subject_type": kind, "subject_id": matter.pk, "label": "x", "address": "/"}
        Follow.objects.create(user=users[1], automatic=True, since=now, **followed)
        row = Treatment.objects.create(matter=matter, kind="decision", body=body, meeting=meeting, **recorded)
        return reverse("record_outcome", args=[matter.pk, row.pk])

    edition = current().edition
    assert edition is not None
    indicator = store().indicators(edition, "nb")[0].key
    hours = {"hours": "2,5", "role": "editor", "day": today.isoformat()}
    return {
        "register hours": (lambda: reverse("hours", args=["kull", "gol"]), hours),
        "record a decision": (decision, MINUTES),
        "report an error": (
            lambda: f"{reverse('error_report')}?indikator={indicator}",
            {"text": "Talet er feil."},
        ),
    }


def cost(address: Callable[[], str], filled: Mapping[str, str]) -> tuple[int, int, int]:
    """Send a form twice, and return queries, functions and files of the second time."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from loftet.people.models import User

    client = Client()
    client.force_login(User.objects.get(email="eli@gol.example"))
    found = (0, 0, 0)
    for _time in range(2):
        where = address()
        word = WORD.search(client.get(where).content.decode())
        sent = dict(filled) | ({"submission": word[1]} if word else {})
        with CaptureQueriesContext(connection) as queries, called() as seen:
            answer = client.post(where, sent)
        if answer.status_code != 302:
            raise SystemExit(f"{where} answers {answer.status_code}")
        found = len(queries), len(seen.functions), len(seen.files)
    return found


if __name__ == "__main__":
    main()
