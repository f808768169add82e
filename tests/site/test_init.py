"""`loftet init` starts a site from an empty folder, with questions and without, and again and again."""

import os
import shlex
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from loftet import cli
from loftet.settings_file import read_settings
from tests.mail_server import MailServer

FIRST = ("--organisation", "gol", "--admin", "eli@gol.example", "--admin-name", "Eli Nordmann")
PRODUCTION = (
    "--address",
    "https://loftet.example.no",
    "--operator",
    "Regionrådet",
    "--contact",
    "post@gol.example",
)
QUESTIONS = 11
pytestmark = pytest.mark.xdist_group("init")  # one process starts the site
NIGHTLY = pytest.mark.nightly  # each starts processes


def run(folder: Path, *words: str, answers: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command in a folder, with no settings but those given."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("LOFTET_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "loftet.cli", *words],
        env=clean | environment,
        cwd=folder,
        input=answers,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def rows(folder: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(folder / "data" / "db.sqlite3")) as database:
        return database.execute(sql).fetchall()


ROLES = """SELECT u.email, u.name, r.kind, o.slug, o.name, o.kind, p.slug FROM people_role r
    JOIN people_user u ON u.id = r.user_id JOIN people_organisation o ON o.id = r.organisation_id
    JOIN places_place p ON p.id = o.place_id"""
ELI = ("eli@gol.example", "Eli Nordmann", "top_management", "gol", "Gol kommune", "municipality", "gol")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Start a site from an empty folder, without questions."""
    folder = tmp_path_factory.mktemp("site")
    done = run(folder, "init", "--no-input", "--data", "data", *FIRST)
    assert (done.returncode, done.stderr) == (cli.DONE, "")
    return folder


@NIGHTLY
def test_one_command_makes_a_site_that_is_ready_to_serve(site: Path) -> None:
    assert rows(site, ROLES) == [ELI]
    ready = (
        "import django; django.setup(); "
        "from loftet.site.install.ready import demand_ready; print(demand_ready())"
    )
    checked = subprocess.run(
        [sys.executable, "-c", ready],
        env=os.environ
        | read_settings(site / "loftet.env")
        | {"DJANGO_SETTINGS_MODULE": "loftet.site.settings"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (checked.stdout, checked.stderr) == ("[]\n", "")


@NIGHTLY
def test_the_settings_are_for_the_owner_alone_with_a_secret_of_their_own(site: Path) -> None:
    assert stat.S_IMODE((site / "loftet.env").stat().st_mode) == 0o600
    settings = read_settings(site / "loftet.env")
    assert len(settings.pop("LOFTET_SECRET_KEY")) >= 50
    assert settings == {
        "LOFTET_DATA": str(site / "data"),
        "LOFTET_ADDRESS": "http://localhost:8000",
        "LOFTET_HOSTS": "localhost,127.0.0.1,[::1]",
        "LOFTET_HTTPS": "no",
        "LOFTET_BEHIND_PROXY": "no",
    }


@NIGHTLY
def test_running_it_again_changes_nothing(site: Path) -> None:
    before = (site / "loftet.env").read_bytes(), rows(site, ROLES)
    again = run(site, "init", "--no-input", *FIRST)
    assert (again.returncode, again.stderr) == (cli.DONE, "")
    assert "tables: 0 migrations applied" in again.stdout
    assert ((site / "loftet.env").read_bytes(), rows(site, ROLES)) == before


@NIGHTLY
def test_upgrading_needs_no_questions_and_no_options(site: Path) -> None:
    done = run(site, "upgrade")
    assert (done.returncode, done.stderr) == (cli.DONE, "")
    told = [line.partition(":")[0] for line in done.stdout.splitlines()]
    assert told == ["static files", "tables", "places"]


@NIGHTLY
def test_a_site_is_started_by_answers(tmp_path: Path) -> None:
    answers = [
        *("data", "loftet.example.no", "https://loftet.example.no/", "Regionrådet", "post@gol.example"),
        *("mysql://x", "", "", "gol", "", "eli", "eli@gol.example", "Eli Nordmann", ""),
    ]
    done = run(tmp_path, "init", answers="\n".join([*answers, ""]))
    assert done.returncode == cli.DONE, done.stderr
    assert rows(tmp_path, ROLES) == [ELI]
    settings = read_settings(tmp_path / "loftet.env")
    assert {name: settings[name] for name in ("LOFTET_ADDRESS", "LOFTET_HOSTS", "LOFTET_HTTPS")} == {
        "LOFTET_ADDRESS": "https://loftet.example.no",
        "LOFTET_HOSTS": "loftet.example.no,localhost,127.0.0.1,[::1]",
        "LOFTET_HTTPS": "yes",
    }
    assert done.stderr.splitlines()[:3] == [
        "«loftet.example.no» is not the address of a site, such as https://loftet.example.no",
        "the database must be postgresql://user:password@host/name, or nothing for SQLite",
        "«eli» is not an e-mail address",
    ]
    assert "error: loftet.E001: There is no mail server" in done.stderr


def test_a_script_without_answers_is_told_how_to_go_on(tmp_path: Path) -> None:
    done = run(tmp_path, "init")
    said = "no answer could be read: answer with options and add --no-input"
    assert (done.returncode, done.stderr.strip()) == (cli.REFUSED, said)
    assert list(tmp_path.iterdir()) == []


@NIGHTLY
def test_the_environment_answers_and_wins(tmp_path: Path) -> None:
    (tmp_path / "loftet.env").write_text("LOFTET_SECRET_KEY=old\nLOFTET_SESSION_DAYS=7\n", encoding="utf-8")
    given = {"LOFTET_DATA": str(tmp_path / "data"), "LOFTET_HOSTS": "a.example", "LOFTET_SECRET_KEY": "new"}
    done = run(tmp_path, "init", "--no-input", **given)
    assert done.returncode == cli.DONE, done.stderr
    settings = read_settings(tmp_path / "loftet.env")
    assert {name: settings[name] for name in (*given, "LOFTET_SESSION_DAYS")} == given | {
        "LOFTET_SESSION_DAYS": "7"
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--address", "gol"), "«gol» is not the address of a site, such as https://loftet.example.no"),
        pytest.param(
            ("--mail-host", "m", "--mail-port", "0"), "«0» is not a port, such as 587", marks=NIGHTLY
        ),
        (
            ("--mail-host", "m", "--mail-from", "hallingdal"),
            "«hallingdal» cannot be the sender of the letters: it is not an e-mail address",
        ),
        pytest.param(
            ("--database", "mysql://x"),
            "the database must be postgresql://user:password@host/name, or nothing for SQLite",
            marks=NIGHTLY,
        ),
    ],
)
def test_an_option_that_cannot_be_used_is_refused_before_anything_is_made(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    done = run(tmp_path, "init", "--no-input", *words)
    assert (done.returncode, done.stderr.strip()) == (cli.REFUSED, said)
    assert list(tmp_path.iterdir()) == []


@NIGHTLY
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--organisation", "firma"), "«firma» is no place: add --organisation-kind and --organisation-name"),
        (("--organisation", "firma", "--place", "nowhere"), "there is no place «nowhere» in the catalogue"),
        (
            ("--admin", "eli@gol.example"),
            "--admin needs --organisation: the organisation that the person acts for",
        ),
        (("--organisation", "gol", "--admin", "eli"), "«eli» is not an e-mail address"),
        (("--test-letter", "eli@gol.example"), "there is no mail server to try: set LOFTET_MAIL_HOST"),
    ],
)
def test_a_first_organisation_that_cannot_be_is_refused_in_one_sentence(
    site: Path, words: tuple[str, ...], said: str
) -> None:
    before = rows(site, ROLES)
    done = run(site, "init", "--no-input", *words)
    assert (done.returncode, done.stderr.strip(), rows(site, ROLES)) == (cli.REFUSED, said, before)


@NIGHTLY
def test_a_production_site_without_mail_is_not_served(site: Path) -> None:
    settings = {"LOFTET_HTTPS": "yes", "LOFTET_BEHIND_PROXY": "yes"}
    done = run(site, "serve", "--port", "0", **settings)
    assert (done.returncode, done.stderr.partition(".")[0]) == (cli.REFUSED, "loftet")
    assert done.stderr.startswith("loftet.E001: There is no mail server")


@NIGHTLY
def test_a_mail_server_that_does_not_answer_is_one_sentence(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site")
    done = run(
        tmp_path / "site",
        "init",
        "--no-input",
        "--test-letter",
        "eli@gol.example",
        LOFTET_MAIL_HOST="127.0.0.1",
        LOFTET_MAIL_PORT="1",
    )
    assert done.returncode == cli.FAULT
    assert done.stderr.strip() == (
        "the mail server 127.0.0.1:1 did not take the test letter "
        "(ConnectionRefusedError: [Errno 111] Connection refused); "
        "correct LOFTET_MAIL_HOST and LOFTET_MAIL_PORT, or start it; "
        "then run: loftet init --no-input --test-letter eli@gol.example"
    )


@NIGHTLY
def test_the_remedy_that_is_printed_works_as_it_stands(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path / "site")
    with MailServer() as server:  # it offers no STARTTLS
        mail = ("--mail-host", "127.0.0.1", "--mail-port", str(server.port), "--mail-from", "l@gol.example")
        letter = ("--test-letter", "eli@gol.example")
        done = run(tmp_path / "site", "init", "--no-input", *mail, *letter)
        assert done.returncode == cli.FAULT
        assert "does not encrypt" in done.stderr
        again = shlex.split(done.stderr.strip().partition("then run: loftet ")[2])
        assert again == ["init", "--no-input", "--mail-starttls", "no", *letter]
        mended = run(tmp_path / "site", *again)
        assert (mended.returncode, mended.stderr) == (cli.DONE, "")
        assert read_settings(tmp_path / "site" / "loftet.env")["LOFTET_MAIL_STARTTLS"] == "no"
        (received,) = server.received
        assert (received.to, received.message_id.endswith("@gol.example>")) == ("eli@gol.example", True)
