"""The number of what waits, in the menu of each page: counted by day where a test can be about it.

To count it all apps are asked, which took a fifth of the time of the tests that use a database. By day it is
counted on the pages that show all that waits, in the browser, in tests/notices, and where a limit of queries
is tried; elsewhere it is 0. By night (`LOFTET_COUNTS=all`) it is counted on every page.
"""

import os
from pathlib import Path

import pytest
from django.http import HttpRequest

from loftet.notices.waiting import SHOW_IT, count_waiting

EVERYWHERE = os.environ.get("LOFTET_COUNTS") == "all"
ABOUT_IT = Path(__file__).parent / "notices"
COUNT_QUERIES = {"django_assert_num_queries", "django_assert_max_num_queries", "assert_at_most"}
_counts = {"now": True}


def count_for(item: pytest.Item) -> None:
    """Set whether the number is counted on every page of a test."""
    asked = set(getattr(item, "fixturenames", ())) & COUNT_QUERIES
    of_the_night = item.get_closest_marker("browser") or item.get_closest_marker("nightly")
    _counts["now"] = bool(EVERYWHERE or asked or of_the_night or ABOUT_IT in item.path.parents)


def count_where_it_is_asked(request: HttpRequest) -> int:
    """Count what waits for the person of a request, or return 0: in place of `count_waiting`."""
    shows_it = request.resolver_match is not None and request.resolver_match.url_name in SHOW_IT
    return count_waiting(request) if _counts["now"] or shows_it else 0
