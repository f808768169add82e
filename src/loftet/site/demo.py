"""The demo: made-up figures and a made-up region that is at work, everything ready to look at."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from loftet.challenges.demo import tell_of_challenges
from loftet.core.demo import Demo
from loftet.core.registry import apps
from loftet.decisions.demo import tell_of_decisions
from loftet.editions.folder import build_edition, list_editions, publish, published
from loftet.geography.gazetteer import Gazetteer, load_gazetteer
from loftet.invalid_input import InvalidInput
from loftet.notices.actions.own import mark_read
from loftet.notices.models import Notice
from loftet.people.demo import FirstLook, make_demo_people, tell_of_hand_overs
from loftet.people.models import User
from loftet.places.actions import load_places
from loftet.programme.demo import is_told, tell_of_programme
from loftet.programme.demo_work import tell_of_work
from loftet.search.jobs import rebuild_where_changed
from loftet.site.demo_folder import MARK
from loftet.sources.demo import SHOWN_SEED, build_demo_study
from loftet.sources.demo_earlier import write_earlier_study
from loftet.sources.demo_places import DemoPlaces, read_demo_places, with_demo_places
from loftet.status.demo import tell_of_figures

UNREAD_FOR = timedelta(weeks=3)
EARLIER, NEWEST = "-54 mon", "-9 mon"  # the editions that the story tells of


def make_demo(say: Callable[[str], None]) -> None:
    """Create what is missing: tables, places and people, static files, an edition, and their story.

    Raises:
        InvalidInput: when the data folder is not a demo's.
    """
    if not (settings.DATA / MARK).exists():
        raise InvalidInput.because(f"it is not a demo (it has no file {MARK})", file=settings.DATA)
    call_command("migrate", verbosity=0)
    places, made_up = load_gazetteer(settings.CATALOGUE / "places"), read_demo_places(settings.CATALOGUE)
    say(str(load_places(with_demo_places(places, made_up))))
    today = timezone.localdate()
    looks = make_demo_people(settings.CATALOGUE, today)
    call_command("collectstatic", verbosity=0, interactive=False)
    make_editions(places, made_up, Demo(settings.CATALOGUE, today), say)
    if tell_the_story(Demo(settings.CATALOGUE, today, editions_in(settings.DATA))):
        say("what they have done: bodies, decisions, a cohort of four, shared challenges")
    rebuild_where_changed(timezone.now())
    say("\n".join(("sign in as one of these; the code is shown here:", *lines_of(looks))))


def make_editions(places: Gazetteer, made_up: DemoPlaces, demo: Demo, say: Callable[[str], None]) -> None:
    """Build the two editions of made-up figures that the story tells of, where none is published."""
    if published(settings.DATA) is not None:
        return
    with TemporaryDirectory() as made:
        study, earlier = Path(made) / "study", Path(made) / "earlier"
        build_demo_study(demo.catalogue, study, SHOWN_SEED, places)
        write_earlier_study(demo.catalogue, made_up, study, earlier)
        build_edition(earlier, settings.DATA, demo.day(EARLIER))
        edition = build_edition(study, settings.DATA, demo.day(NEWEST))
    publish(settings.DATA, edition)
    say(f"made-up figures: edition {edition}, and one from the year before")


def editions_in(root: Path) -> tuple[tuple[date, str], ...]:
    """Return the editions of a folder with their days."""
    return tuple((one.built, one.id) for one in list_editions(root))


@transaction.atomic
def tell_the_story(demo: Demo) -> bool:
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
    tell_of_challenges(demo)
    tell_of_figures(demo)
    tell_of_hand_overs(demo)
    tell_of_apps(demo)
    _read_what_is_old(demo)
    return True


def tell_of_apps(demo: Demo) -> None:
    """Create what the registered apps add to the story, in their order."""
    for app in apps():
        if app.demo is not None:
            app.demo(demo)


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
