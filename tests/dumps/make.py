"""Take a dump of a demo, with what it answers: counts of rows, sentences of the log, addresses.

It is run with the version whose demo it takes, in a checkout of its own, with this file beside it:

    git worktree add ../then REVISION && cd ../then && make setup
    LOFTET_DATA=var/taken .venv/bin/loftet demo --no-server
    LOFTET_DATA=var/taken LOFTET_SECRET_KEY=any .venv/bin/python …/tests/dumps/make.py …/tests/dumps/NAME

and once more with LOFTET_DATABASE_URL for PostgreSQL. It writes NAME.sqlite.sql.gz or NAME.postgresql.sql.gz,
and NAME.json, which is the same for both. The demo is made up; it holds no sessions, codes or invitations.
"""

import gzip
import json
import os
import re
import sqlite3
import subprocess
import sys
from collections import deque
from pathlib import Path
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import setup_test_environment
from django.utils import timezone, translation

READERS = ("", "solveig@demodalen.example", "ingrid@nedre-demodal.example")
# The addresses of records, and pages of one record; what an edition says of places is not in the database.
RECORDS = re.compile(
    r"/(organer|saker|kull|partnerskap|organisasjoner|utfordringer|feilmeldinger|logg)/[^?]+/"
)
START = frozenset({"/", "/kull/", "/min-side/", "/feilmeldinger/", "/organisasjoner/"})
NOT_STORED = frozenset({"django_session", "sqlite_sequence"})


def sql() -> bytes:
    """Return the database as statements of SQL."""
    where = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        return "\n".join(sqlite3.connect(where["NAME"]).iterdump()).encode()
    address = f"postgresql://{where['USER']}@{where['HOST']}:{where['PORT'] or 5432}/{where['NAME']}"
    options = ["--no-owner", "--no-privileges", "--rows-per-insert=50", "--exclude-table-data=django_session"]
    command = ["pg_dump", *options, address]
    return subprocess.run(command, check=True, capture_output=True).stdout


def counts() -> dict[str, int]:
    """Return how many rows each table has."""
    tables = (model._meta.db_table for model in apps.get_models())
    with connection.cursor() as cursor:
        found = {}
        for table in sorted(set(tables) - NOT_STORED):
            cursor.execute(f'SELECT count(*) FROM "{table}"')
            found[table] = cursor.fetchone()[0]
    return found


def sentences() -> dict[str, dict[int, str]]:
    """Return what is read of each entry of the log: what was done, and with what."""
    from loftet.log.models import Entry
    from loftet.log.words import label_of, words_of

    found: dict[str, dict[int, str]] = {}
    for language in ("nb", "nn"):
        with translation.override(language):
            found[language] = {
                one.pk: f"{words_of(one.action)}: {label_of(one.action, one.subject_label)}"
                for one in Entry.objects.order_by("pk")
            }
    return found


def client_of(reader: str) -> Client:
    """Return the browser of somebody, who is signed in unless it is nobody."""
    client = Client(raise_request_exception=False)
    if reader:
        client.force_login(get_user_model().objects.get(email=reader))
    return client


def linked_records(client: Client) -> set[str]:
    """Return the addresses of records that somebody can reach by links."""
    waiting = deque(START)
    seen = set(waiting)
    while waiting:
        answer = client.get(waiting.popleft(), secure=True)
        for link in re.findall(r'href="(/[^"?#]*)', answer.content.decode(errors="replace")):
            if link not in seen and RECORDS.fullmatch(link):
                seen.add(link)
                waiting.append(link)
    return seen - START


def addresses() -> dict[str, dict[str, int]]:
    """Return the status of each record's pages, for each reader."""
    clients = {reader: client_of(reader) for reader in READERS}
    found = sorted(set().union(*map(linked_records, clients.values())))
    return {
        reader: {address: client.get(address, secure=True).status_code for address in found}
        for reader, client in clients.items()
    }


def main(name: str) -> None:
    """Write the dump, and beside it what it holds."""
    django.setup()
    setup_test_environment()
    taken: dict[str, Any] = {"moment": timezone.now().isoformat(), "counts": counts()}
    Path(f"{name}.{connection.vendor}.sql.gz").write_bytes(gzip.compress(sql(), mtime=0))
    taken["sentences"] = sentences()
    taken["addresses"] = addresses()
    Path(f"{name}.json").write_text(json.dumps(taken, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loftet.site.settings")
    main(sys.argv[1])
