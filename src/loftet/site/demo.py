"""The demo: made-up figures, and everything ready to look at."""

import datetime
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.utils import timezone

from loftet.editions.folder import build_edition, publish, published
from loftet.geography.gazetteer import load_gazetteer
from loftet.people.demo import make_demo_people
from loftet.places.actions import load_places
from loftet.sources.demo import SHOWN_SEED, build_demo_study
from loftet.sources.demo_places import read_demo_places, with_demo_places


def make_demo(say: Callable[[str], None]) -> None:
    """Make what is missing: tables, places and people, the made-up ones too, static files, an edition."""
    call_command("migrate", verbosity=0)
    places = load_gazetteer(settings.CATALOGUE / "places")
    say(str(load_places(with_demo_places(places, read_demo_places(settings.CATALOGUE)))))
    people = make_demo_people(settings.CATALOGUE, timezone.localdate())
    say("sign in as one of these; the code is shown here:\n  " + "\n  ".join(people))
    call_command("collectstatic", verbosity=0, interactive=False)
    if published(settings.DATA) is None:
        with TemporaryDirectory() as made:
            study = Path(made) / "study"
            build_demo_study(settings.CATALOGUE, study, SHOWN_SEED, places)
            edition = build_edition(study, settings.DATA, datetime.date.today())  # noqa: DTZ011
        publish(settings.DATA, edition)
        say(f"made-up figures: edition {edition}")
