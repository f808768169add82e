"""The demo: a folder of its own, made-up figures, and everything ready to look at."""

import datetime
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.core.management import call_command

from loftet.editions.folder import build_edition, publish, published
from loftet.geography.gazetteer import load_gazetteer
from loftet.places.actions import load_places
from loftet.refused import Refused
from loftet.sources.demo import build_demo_study

MARK = "DEMO"
SEED = 2030
ADDRESS = "http://localhost:{port}"


def claim(folder: Path) -> None:
    """Mark the folder as a demo's; refuse one that holds anything else."""
    if folder.exists() and any(folder.iterdir()) and not (folder / MARK).exists():
        raise Refused.because(f"it holds something that is not a demo (it has no file {MARK})", file=folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()


def secret(folder: Path) -> str:
    """Give the demo's secret key, made the first time."""
    file = folder / "secret_key"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(50))
    return file.read_text()


def prepare_environment(checkout: Path) -> None:
    """Point the settings at the demo before they are read."""
    folder = Path(os.environ.get("LOFTET_DATA") or checkout / "var" / "demo").resolve()
    claim(folder)
    os.environ["LOFTET_DATA"] = str(folder)
    os.environ.setdefault("LOFTET_SECRET_KEY", secret(folder))
    os.environ.setdefault("LOFTET_HTTPS", "no")  # localhost has no certificate


def make_demo(say: Callable[[str], None]) -> None:
    """Make what is missing: tables, places, static files, a published edition."""
    call_command("migrate", verbosity=0)
    places = load_gazetteer(settings.CATALOGUE / "places")
    say(str(load_places(places)))
    call_command("collectstatic", verbosity=0, interactive=False)
    if published(settings.DATA) is None:
        with TemporaryDirectory() as made:
            study = Path(made) / "study"
            build_demo_study(settings.CATALOGUE, study, SEED, places)
            edition = build_edition(study, settings.DATA, datetime.date.today())  # noqa: DTZ011
        publish(settings.DATA, edition)
        say(f"made-up figures: edition {edition}")
