"""What the measures of the source count."""

from benchmarks.measures import is_counted, measured

SOURCE = '''"""A module."""


def first() -> int:
    """Return one."""
    return 1


def second() -> int:
    """Give two."""
    return 2


def third() -> int:
    return 3
'''


def test_a_package_is_counted_by_itself_and_in_all() -> None:
    found = measured([("people/a.py", SOURCE), ("people/b.py", "\n" * 50), ("cli.py", "x = 1\n")])
    assert {name: one.row() for name, one in found.items()} == {
        "all": ("3", "2", "66", "3", "3", "0", "50%"),
        "people": ("2", "1", "65", "3", "3", "0", "50%"),
        "loftet": ("1", "1", "1", "0", "0", "0", "–"),
    }


def test_migrations_and_templates_are_not_counted() -> None:
    names = ["people/a.py", "people/migrations/0001_initial.py", "people/a.html"]
    assert [name for name in names if is_counted(name)] == ["people/a.py"]
