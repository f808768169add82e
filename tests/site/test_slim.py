"""What `make install` removes from the libraries: nothing that the site reads, and no licence."""

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from loftet.site.slim import slim, unused

# Every module of the site, but for those that only tools of the development have.
CODE = """
import pkgutil, sys
from importlib import import_module
from loftet.commands import start_django
start_django()
import loftet
for one in pkgutil.walk_packages(loftet.__path__, "loftet."):
    import_module(one.name)
print(*(file for one in list(sys.modules.values()) if (file := getattr(one, "__file__", None))), sep="\\n")
"""
LICENCE = re.compile("licen[cs]e|copying|notice|authors", re.IGNORECASE)
KEPT = (
    *("django/conf/locale/nb/LC_MESSAGES/django.mo", "django/conf/locale/en_GB/LC_MESSAGES/django.mo"),
    *("django/conf/locale/__init__.py", "holidays/locale/no/LC_MESSAGES/NO.mo", "other/locale/data/de.py"),
    *("numpy/testing/utils.py", "jinja2/tests.py", "numpy-2.dist-info/licenses/tests/LICENSE"),
)
GONE = (
    *("numpy/tests/test_a.py", "numpy/linalg/tests/data/a.csv", "icalendar/tests/tests/b.ics"),
    *("django/conf/locale/de/LC_MESSAGES/django.mo", "django/conf/locale/de/formats.py"),
)


def test_tests_and_other_languages_go_and_all_else_stays(tmp_path: Path) -> None:
    for name in (*KEPT, *GONE):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    slim(tmp_path)
    left = {str(one.relative_to(tmp_path)) for one in tmp_path.rglob("*") if one.is_file()}
    assert left == set(KEPT)


@pytest.mark.nightly
def test_no_module_reads_what_is_removed_and_no_licence_is() -> None:
    libraries = Path(sysconfig.get_path("purelib"))
    removed = set(unused(libraries))
    assert libraries / "numpy" / "tests" in removed
    environment = os.environ | {"LOFTET_SECRET_KEY": "for this test alone"}
    asked = [sys.executable, "-c", CODE]
    read = subprocess.run(asked, capture_output=True, text=True, check=True, env=environment).stdout
    files = [Path(line) for line in read.splitlines()]
    assert [file for file in files if removed & set(file.parents)] == []
    assert len(files) > 1_000
    lost = [file for folder in removed for file in folder.rglob("*") if LICENCE.search(file.name)]
    assert lost == []
