"""Write while another connection holds the database, and press twice at once, in a migrated SQLite file.

    python -m tests.abuse.busy FILE

Run by a test, in a process; writes what came of it.
"""

import json
import os
import sqlite3
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.abuse.scene import Scene

TIMES, LOCK_SECONDS = 4, 1
NEW, TEXT = "/organisasjoner/gol/saker/ny/", "Det eg har skrive.\nOg <b>meir</b>."
SENT = {"title": "Mi sak", "language": "nn", "facts": TEXT, "proposal": "Ja."}


def main() -> None:
    """Set the scene, and let them at it."""
    os.environ |= {
        "LOFTET_DATABASE_URL": f"sqlite:///{sys.argv[1]}",
        "LOFTET_SECRET_KEY": "for the tests alone",
        "LOFTET_HTTPS": "no",
        "LOFTET_HOSTS": "testserver",
        "LOFTET_LOCK_SECONDS": str(LOCK_SECONDS),
        "DJANGO_SETTINGS_MODULE": "loftet.site.settings",
    }
    import django
    from django.conf import settings

    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    django.setup()
    from tests.abuse.scene import play

    scene = play()
    told = {"twice": press_at_once(scene), "locked": write_while_locked(scene, sys.argv[1])}
    sys.stdout.write(f"{json.dumps(told)}\n")


def press_at_once(scene: "Scene") -> dict[str, object]:
    """Send one form in several threads at once."""
    from loftet.core.submissions import new_word
    from loftet.decisions.models import Matter

    gate, word = Barrier(TIMES), new_word("new_matter")
    browsers = [scene.browser("editor") for _each in range(TIMES)]

    def send(number: int) -> tuple[int, str]:
        gate.wait()
        answer = browsers[number].post(NEW, {**SENT, "submission": word})
        return answer.status_code, answer.headers.get("Location", "")

    with ThreadPoolExecutor(TIMES) as pool:
        answers = sorted(set(pool.map(send, range(TIMES))))
    made = Matter.objects.filter(title="Mi sak")
    return {"answers": answers, "made": [f"/saker/{one.pk}/" for one in made]}


def write_while_locked(scene: "Scene", file: str) -> dict[str, object]:
    """Send a form while another connection writes; meanwhile others read, one with a session to mark."""
    from django.test import Client
    from django.utils import timezone

    writer, idle, reader = scene.browser("editor"), scene.browser("director"), Client()
    for one in (writer, idle, reader):  # a refused write is told to every client of the process
        one.raise_request_exception = False
    session = idle.session
    now = timezone.now()
    session["since"], session["seen"] = now.isoformat(), (now - timedelta(minutes=6)).isoformat()
    session.save()
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with ThreadPoolExecutor(1) as pool:
        began = time.monotonic()
        writing = pool.submit(writer.post, NEW, {**SENT, "title": "Låst"})
        waits = []
        while not writing.done():
            read = time.monotonic()
            assert reader.get("/robots.txt").status_code == 200
            waits.append(time.monotonic() - read)
            time.sleep(0.05)
        answer, took = writing.result(), time.monotonic() - began
        marked = idle.get("/min-side/")  # to note that this session was in use is a write
    other.execute("ROLLBACK")
    page = answer.content.decode()
    again = writer.post(NEW, {**SENT, "title": "Låst"})
    return {
        "status": answer.status_code,
        "retry": answer.headers.get("Retry-After"),
        "seconds": took,
        "longest_read": max(waits),
        "page": page,
        "again": again.status_code,
        "marked": marked.status_code,
    }


if __name__ == "__main__":
    main()
