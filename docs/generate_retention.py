"""Writes the tables of `docs/reference/retention.md` from what each app tells of its personal data.

python docs/generate_retention.py

Everything outside the marks is written by hand.
"""

import os
from collections.abc import Iterable
from pathlib import Path

PAGE = Path(__file__).parent / "reference" / "retention.md"
BEGINS, ENDS = "<!-- written by `make docs` from the code -->\n", "<!-- until here -->\n"
HEAD = "| table | what it holds, as the person reads it | why | how long |\n|---|---|---|---|\n"


def together(words: Iterable[object]) -> str:
    """Return words of one table that is told of more than once, each once."""
    return "; ".join(dict.fromkeys(map(str, words)))


def lines() -> list[str]:
    """Return a line for each table that points to a person, by the headings of «Min side» and by name."""
    from django.utils import translation

    from loftet.people.models import User
    from loftet.people.personal_data import DataDescription, Group, tables

    found: dict[tuple[int, str], list[DataDescription]] = {}
    for table in tables().values():
        name = table.rows(User(pk=0)).model._meta.db_table
        found.setdefault((list(Group).index(table.description.group), name), []).append(table.description)
    told: dict[str, list[DataDescription]] = {}
    for (_group, name), words in sorted(found.items()):
        told.setdefault(name, []).extend(words)
    with translation.override("en"):
        return [
            f"| `{name}` | {together(one.what for one in words)} | {together(one.why for one in words)}"
            f" | {together(one.how_long for one in words)} |\n"
            for name, words in told.items()
        ]


def page() -> str:
    """Return the page with its table as it should be."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGINS)
    after = rest.partition(ENDS)[2]
    return "".join([before, BEGINS, "\n", HEAD, *lines(), "\n", ENDS, after])


def main() -> None:
    """Set up the site on an empty database in memory, and write the page."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "loftet.site.settings"
    os.environ["LOFTET_DATABASE_URL"] = "sqlite://:memory:"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", "contenttypes", verbosity=0)
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
