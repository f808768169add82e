"""The commands that start a site and bring it up to a new version.

As in `commands.py`, what is heavy is imported when it is needed.
"""

import argparse
import datetime
import getpass
import os
import sys
from pathlib import Path
from typing import TypeAlias

from loftet.commands import note, start_django
from loftet.invalid_input import InvalidInput
from loftet.locations import BASE, catalogue_folder
from loftet.settings_file import FILE, VARIABLE, read_settings, settings_file, write_settings
from loftet.site.install.answers import Prompt, answer, complete, questions

Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
# The options of `init` that answer a question, with the setting that each is.
ANSWERS = {
    "data": ("LOFTET_DATA", "folder for the database, editions and backups"),
    "address": ("LOFTET_ADDRESS", "address of the site, such as https://loftet.example.no"),
    "operator": ("LOFTET_OPERATOR", "who runs the site"),
    "contact": ("LOFTET_CONTACT", "how to reach them"),
    "database": ("LOFTET_DATABASE_URL", "postgresql://user:password@host/name; SQLite where it is empty"),
    "mail-host": ("LOFTET_MAIL_HOST", "mail server"),
    "mail-port": ("LOFTET_MAIL_PORT", "its port"),
    "mail-starttls": ("LOFTET_MAIL_STARTTLS", "yes or no: encrypt the way there; yes, but for port 465"),
    "mail-user": ("LOFTET_MAIL_USER", "user name there; LOFTET_MAIL_PASSWORD is read from the environment"),
    "mail-from": ("LOFTET_MAIL_FROM", "sender of the letters"),
}
# The options of `init` that name the first organisation and person.
FIRST = {
    "organisation": ("slug", "first organisation: the word of its address, such as gol"),
    "organisation-name": ("name", "its name, such as «Gol kommune»"),
    "organisation-kind": ("kind", "what it is, where it does not speak for a place"),
    "place": ("place", "slug of its place, where it is another than its own"),
    "admin": ("email", "e-mail of the first person, who signs in with it and invites the others"),
    "admin-name": ("person", "that person's name"),
    "role": ("role", "that person's role: top_management (as it is where nothing is said), administrator …"),
}
# Settings that are not asked for; what the environment says of them is written to the file too.
UNASKED = (
    *("LOFTET_SECRET_KEY", "LOFTET_HOSTS", "LOFTET_HTTPS", "LOFTET_BEHIND_PROXY"),
    *("LOFTET_STATIC", "LOFTET_CATALOGUE", "LOFTET_WITHOUT_MAIL"),
)


def add_install_commands(commands: Commands) -> None:
    """Add what starts a site and upgrades it."""
    parser = commands.add_parser("init", help=init.__doc__, description=init.__doc__)
    parser.set_defaults(run=init, settings_file=False)
    parser.add_argument("--env-file", type=Path, help="settings file (else LOFTET_ENV_FILE, or loftet.env)")
    parser.add_argument("--no-input", action="store_true", help="ask nothing: options, environment, defaults")
    for option, (_name, about) in (ANSWERS | FIRST).items():
        parser.add_argument(f"--{option}", help=about)
    parser.add_argument("--test-letter", metavar="ADDRESS", help="send a test letter to this address")
    parser = commands.add_parser("upgrade", help=upgrade.__doc__, description=upgrade.__doc__)
    parser.set_defaults(run=upgrade, settings_file=True)


def init(options: argparse.Namespace) -> None:
    """Start a site: its settings, tables, places, first organisation and person. Run it again as you like."""
    if options.env_file:
        os.environ[VARIABLE] = str(options.env_file.expanduser().resolve())
    file = settings_file()
    prompt = None if options.no_input else Prompt(input, getpass.getpass, note)
    configure(file, options, prompt)
    start_django()
    from loftet.geography.gazetteer import load_gazetteer
    from loftet.site.install.prepare import next_steps, prepare_site
    from loftet.site.install.ready import lines, production_messages

    prepare_site(load_gazetteer(catalogue_folder() / "places"), print)
    appointed = add_first(options, prompt)
    print("next:", *next_steps(command_words(file)), sep="\n  ")
    for line in who_is_told():
        note(line)
    for warning in lines(production_messages()):
        note(warning)
    send_letter(options.test_letter, appointed, command_words(file))


def upgrade(_options: argparse.Namespace) -> None:
    """Update tables, static files and places to this version of Løftet."""
    start_django()
    from loftet.geography.gazetteer import load_gazetteer
    from loftet.site.install.prepare import prepare_site
    from loftet.site.install.ready import demand_secret

    demand_secret()
    prepare_site(load_gazetteer(catalogue_folder() / "places"), print)


def configure(file: Path | None, options: argparse.Namespace, prompt: Prompt | None) -> None:
    """Ask for the settings, write them to the file and set them in the environment."""
    for option, (name, _about) in ANSWERS.items():
        if (text := getattr(options, option.replace("-", "_"))) is not None:
            os.environ[name] = text
    before = read_settings(file) if file is not None and file.exists() else {}
    if file is None and not os.environ.get("LOFTET_SECRET_KEY"):
        raise InvalidInput.because(
            f"{VARIABLE} is set to nothing: let it name a file, or set LOFTET_SECRET_KEY"
        )
    given = {name: value for name, value in os.environ.items() if name.startswith("LOFTET_")}
    settings = complete(answer(questions(BASE / "var"), given, before, prompt), before)
    settings |= {name: given[name] for name in UNASKED if given.get(name)}
    if file is not None:
        if settings != before:
            write_settings(file, settings)
        print(f"settings: {file}")
    for name, value in settings.items():
        if not os.environ.get(name):
            os.environ[name] = value


def add_first(options: argparse.Namespace, prompt: Prompt | None) -> str:
    """Add the first organisation and person; return the person's e-mail address, where one was appointed."""
    from loftet.site.install.organisation import First, ask_first, make_first

    given = {field: getattr(options, option.replace("-", "_")) for option, (field, _about) in FIRST.items()}
    first = First(**{field: text for field, text in given.items() if text})
    if prompt is not None:
        first = ask_first(first, prompt)
    made = make_first(first, datetime.date.today())  # noqa: DTZ011 - the operator's day
    for line in made.lines:
        print(line)
    return made.appointed


def who_is_told() -> list[str]:
    """Return a warning where an operator is named for whom nobody acts, so that nobody may see `/drift/`."""
    from django.conf import settings
    from django.utils import timezone

    from loftet.core.kinds import HealthState
    from loftet.site.health.service import check_told

    found = check_told(timezone.now())
    is_told = not settings.OPERATOR or found.state is HealthState.OK
    return [] if is_told else [f"warning: {found.sentence}"]


def send_letter(asked: str | None, appointed: str, words: str) -> None:
    """Send a test letter to the address that is asked for, or to somebody who has just been appointed."""
    from django.conf import settings

    from loftet.site.install.prepare import send_test_letter

    if not settings.EMAIL_HOST:
        if asked:
            raise InvalidInput.because("there is no mail server to try: set LOFTET_MAIL_HOST")
        return
    if to := asked or appointed:
        send_test_letter(to, words)
        print(f"test letter: {settings.EMAIL_HOST}:{settings.EMAIL_PORT} has taken it for {to}")


def command_words(file: Path | None) -> str:
    """Return how a command must start so that it reads the settings file."""
    program = sys.argv[0] if Path(sys.argv[0]).name == "loftet" else "loftet"
    elsewhere = file is not None and file != Path(FILE).resolve()
    return f"{VARIABLE}={file} {program}" if elsewhere else program
