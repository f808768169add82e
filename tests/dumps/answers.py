"""What today's code answers of a database that lies under LOFTET_DATA or LOFTET_DATABASE_URL, as JSON.

Called with what was taken of a dump (`make.py`), where to write, and the addresses to ask for each reader.
"""

import json
import os
import sys
from datetime import datetime
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.test.utils import setup_test_environment
from django.utils import timezone

from tests.dumps.make import client_of, counts, sentences


def main(file: Path, target: Path, wanted: dict[str, list[str]]) -> None:
    """Migrate the database, and answer as if it were the moment at which the dump was taken."""
    then = datetime.fromisoformat(json.loads(file.read_text(encoding="utf-8"))["moment"])
    timezone.now = lambda: then  # roles and papers have days on which they end
    django.setup()
    setup_test_environment()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # nothing is collected
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    call_command("migrate", verbosity=0, interactive=False)
    addresses = {}
    for reader, asked in wanted.items():
        client = client_of(reader)
        addresses[reader] = {one: client.get(one, secure=True).status_code for one in asked}
    answers = {"counts": counts(), "sentences": sentences(), "addresses": addresses}
    target.write_text(json.dumps(answers), encoding="utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "loftet.site.settings")
    main(Path(sys.argv[1]), Path(sys.argv[2]), json.loads(sys.stdin.read()))
