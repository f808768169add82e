"""Register sixty people for forty places, twenty at once, in a migrated SQLite file: run by a test.

    python -m tests.meetings.registering FILE

Writes how many have a place, and how many have left.
"""

import json
import os
import sys


def main() -> None:
    """Make the conference, and let them register."""
    os.environ["LOFTET_DATABASE_URL"] = f"sqlite:///{sys.argv[1]}"
    os.environ["LOFTET_SECRET_KEY"] = "for the tests alone"
    os.environ["LOFTET_HTTPS"] = "no"
    os.environ["DJANGO_SETTINGS_MODULE"] = "loftet.site.settings"
    import django

    django.setup()
    from tests.meetings.test_at_once import a_conference, register_all

    sys.stdout.write(json.dumps(register_all(*a_conference())))


if __name__ == "__main__":
    main()
