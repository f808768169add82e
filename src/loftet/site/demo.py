"""The demo: made-up figures and a made-up region that is at work, everything ready to look at."""

import datetime
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from loftet.core.demo import Demo
from loftet.decisions.demo import tell_of_decisions
from loftet.editions.folder import build_edition, publish, published
from loftet.geography.gazetteer import Gazetteer, load_gazetteer
from loftet.indicators.demo import tell_of_figures
from loftet.invalid_input import InvalidInput
from loftet.notices.actions.own import mark_read
from loftet.notices.models import Notice
from loftet.people.demo import FirstLook, make_demo_people, tell_of_hand_overs
from loftet.people.models import User
from loftet.places.actions import load_places
from loftet.programme.demo import is_told, tell_of_programme
from loftet.programme.demo_work import tell_of_work
from loftet.site.demo_folder import MARK
from loftet.sources.demo import SHOWN_SEED, build_demo_study
from loftet.sources.demo_places import read_demo_places, with_demo_places

UNREAD_FOR = timedelta(weeks=3)


def make_demo(say: Callable[[str], None]) -> None:
    """Create what is missing: tables, places and people, static files, an edition, and their story.

    Raises:
        InvalidInput: when the data folder is not a demo's.
    """
    if not (settings.DATA / MARK).exists():
        raise InvalidInput.because(f"it is not a demo (it has no file {MARK})", file=settings.DATA)
    call_command("migrate", verbosity=0)
    places = load_gazetteer(settings.CATALOGUE / "places")
    say(str(load_places(with_demo_places(places, read_demo_places(settings.CATALOGUE)))))
    today = timezone.localdate()
    looks = make_demo_people(settings.CATALOGUE, today)
    call_command("collectstatic", verbosity=0, interactive=False)
    edition = demo_edition(places, say)
    if tell_the_story(Demo(settings.CATALOGUE, today), edition):
        say("what they have done: bodies, decisions, a cohort of six")
    say("\n".join(("sign in as one of these; the code is shown here:", *lines_of(looks))))


def demo_edition(places: Gazetteer, say: Callable[[str], None]) -> str:
    """Return the published edition; of made-up figures where there is none."""
    if (there := published(settings.DATA)) is not None:
        return there
    with TemporaryDirectory() as made:
        study = Path(made) / "study"
        build_demo_study(settings.CATALOGUE, study, SHOWN_SEED, places)
        edition = build_edition(study, settings.DATA, datetime.date.today())  # noqa: DTZ011
    publish(settings.DATA, edition)
    say(f"made-up figures: edition {edition}")
    return edition


@transaction.atomic
def tell_the_story(demo: Demo, edition: str) -> bool:
    """Create the story of Demodalen, once, as a whole; return whether it was created now.

    What somebody does in the demo afterwards is theirs, so nothing of it is told over again.

    Raises:
        InvalidInput: with the place of what cannot be told.
    """
    if is_told(demo):
        return False
    tell_of_decisions(demo)
    cohort, leader = tell_of_programme(demo)
    tell_of_work(demo, cohort, leader)
    tell_of_figures(demo, edition)
    tell_of_hand_overs(demo)
    _read_what_is_old(demo)
    return True


def _read_what_is_old(demo: Demo) -> None:
    """Mark notices from some weeks ago as read."""
    until = demo.at(demo.today) - UNREAD_FOR
    for user in User.objects.filter(notices__when__lt=until).distinct():
        old = Notice.objects.filter(user=user, when__lt=until).values_list("pk", flat=True)
        mark_read(user, until, list(old))


def lines_of(looks: Iterable[FirstLook]) -> Iterable[str]:
    """Return who can sign in, as what and where, and what to look at first."""
    for one in looks:
        yield f"  {one.email}"
        yield f"      {one.name}: {one.roles}"
        yield f"      look at {one.address} ({one.look})"
