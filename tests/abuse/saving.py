"""Save the same thing in several threads at once, in a migrated SQLite file: run by a test, in a process.

    python -m tests.abuse.saving FILE

Writes, for each kind of thing, what each of them was answered, and by how much the version has grown.
"""

import json
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

TIMES = 4


def main() -> None:
    """Set the scene, and let four at each thing."""
    os.environ["LOFTET_DATABASE_URL"] = f"sqlite:///{sys.argv[1]}"
    os.environ["LOFTET_SECRET_KEY"] = "for the tests alone"
    os.environ["LOFTET_HTTPS"] = "no"
    os.environ["LOFTET_HOSTS"] = "testserver"
    os.environ["DJANGO_SETTINGS_MODULE"] = "loftet.site.settings"
    import django
    from django.conf import settings

    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    }
    django.setup()
    from tests.abuse.scene import play
    from tests.abuse.test_stale import SAVES, versioned

    scene, told = play(), {}
    for name, save in SAVES.items():
        row = versioned()[name]._default_manager.filter(pk=scene.things[save.thing])
        before, gate = row.values_list("version", flat=True)[0], Barrier(TIMES)
        browsers = [scene.browser(save.who) for _each in range(TIMES)]

        def send(number: int) -> int:
            gate.wait()  # noqa: B023 - all have gone before the next thing is begun
            sent = {"version": str(before), **save.sent}  # noqa: B023
            return browsers[number].post(scene.address(save.address), sent).status_code  # noqa: B023

        with ThreadPoolExecutor(TIMES) as pool:
            statuses = sorted(pool.map(send, range(TIMES)))
        told[name] = [statuses, row.values_list("version", flat=True)[0] - before]
    sys.stdout.write(f"{json.dumps(told)}\n")


if __name__ == "__main__":
    main()
