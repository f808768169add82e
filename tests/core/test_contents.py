"""The list of what stands on a page, read from the page."""

import re
from pathlib import Path

import pytest
from pytest_django import Settings

from loftet.core.contents import FEW, ContentsSection, sections_of
from loftet.people.models import RoleKind
from tests.people.partnership import browser_of, hire, small_partnership

pytestmark = pytest.mark.contract


@pytest.fixture
def page(db: None, settings: Settings, tmp_path: Path) -> str:
    """Return what is kept about somebody with a role, the long page; those of figures have no list now."""
    settings.DATA = tmp_path
    director = hire("eli@gol.example", small_partnership().gol, RoleKind.TOP_MANAGEMENT)
    return browser_of(director).get("/min-side/opplysninger/").content.decode()


def list_in(page: str) -> str:
    return page.partition('<nav class="contents"')[2].partition("</nav>")[0]


def test_few_sections_need_no_list() -> None:
    page = "".join(f'<h2 id="s{number}">S {number}</h2>' for number in range(FEW))
    assert sections_of(page) == ()
    assert len(sections_of(f'{page}<h2 id="last">Last</h2>')) == FEW + 1


def test_a_heading_is_told_without_its_marks() -> None:
    page = '<h2 id="a">Water <b>&amp; air</b></h2><h2>Not led to</h2>' + "".join(
        f'<h2 id="{name}">{name}</h2>' for name in "bcde"
    )
    assert sections_of(page)[:2] == (ContentsSection("a", "Water &amp; air"), ContentsSection("b", "b"))


def test_a_long_page_leads_to_each_of_its_sections_once(page: str) -> None:
    listed, ids = re.findall(r'href="#([^"]+)"', list_in(page)), re.findall(r' id="([^"]+)"', page)
    assert len(listed) > FEW
    assert [ids.count(one) for one in listed] == [1] * len(listed)
    assert listed == [one for one in ids if one in set(listed)]  # in the order of the page


def test_the_list_opens_as_the_other_closed_boxes_of_a_page_do(page: str) -> None:
    assert '<details class="ds-details">' in list_in(page)
