"""A page is answered to HEAD as to GET, and who asks for a part of it gets in where a browser does."""

import pytest

from loftet.core.testing import page_classes, undone
from loftet.site.page_cache import PARTS
from tests.access_table import NO_ROLE, NOBODY, TABLE
from tests.people.partnership import browser_of, small_partnership
from tests.status.conftest import small_root  # noqa: F401 - a fixture
from tests.test_access_matrix import address_of, everybody, few_places, words_of

__all__ = ["few_places"]
# A form has new words in it each time, a moment passes, and Django's own decorator tags GET alone.
DIFFER = {"X-Request-ID", "Content-Length", "Expires", "ETag"}


@pytest.mark.contract
def test_a_core_page_that_takes_get_takes_head() -> None:
    methods = {name: set(page.http_method_names) for name, page in page_classes()}
    assert len(methods) > 100
    assert [name for name, some in methods.items() if ("get" in some) != ("head" in some)] == []


@pytest.mark.contract
def test_a_core_page_that_writes_what_is_sent_takes_post() -> None:
    lost = [
        name for name, page in page_classes() if "post" in vars(page) and "post" not in page.http_method_names
    ]
    assert lost == []


@pytest.mark.nightly
@pytest.mark.parametrize("who", [NOBODY, NO_ROLE, "gol: top_management"])
def test_head_and_parts_are_answered_as_the_page(few_places: None, who: str) -> None:
    world = small_partnership()
    words, people = words_of(world), everybody(world)
    browser, wrong, asked = browser_of(people[who], language="nb"), [], 0
    for name, lines in TABLE.items():
        for line in (one for one in lines if one.method == "GET"):
            address = address_of(name, line, words)
            page, head = undone(lambda: browser.get(address)), undone(lambda: browser.head(address))  # noqa: B023
            told = [{key: one.headers[key] for key in {*one.headers} - DIFFER} for one in (page, head)]
            if (page.status_code, told[0]) != (head.status_code, told[1]):
                wrong.append(f"HEAD {address}: {head.status_code}, not {page.status_code}")
            for target in ("x", *PARTS):
                headers = {"HX-Request": "true", "HX-Target": target}
                part = undone(lambda: browser.get(address, headers=headers))  # noqa: B023
                if part.status_code != page.status_code:
                    wrong.append(f"{target} of {address}: {part.status_code}, not {page.status_code}")
            asked += 1
    assert wrong == []
    assert asked > 50
