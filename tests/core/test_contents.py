"""The list of what stands on a page, read from the page."""

import re
from pathlib import Path

import pytest
from django.test import Client

from loftet.core.contents import FEW, ContentsSection, sections_of

LONG = (
    "/kommuner/gol/",
    "/kommuner/gol/tall/",
    "/kommuner/gol/baerekraftsmal/6/",
    "/regioner/hallingdal/",
    "/baerekraftsmal/6/",
    "/indikatorer/water_leakage/?sted=gol",
)


def test_few_sections_need_no_list() -> None:
    page = "".join(f'<h2 id="s{number}">S {number}</h2>' for number in range(FEW))
    assert sections_of(page) == ()
    assert len(sections_of(f'{page}<h2 id="last">Last</h2>')) == FEW + 1


def test_a_heading_is_told_without_its_marks_and_a_group_under_its_section() -> None:
    page = (
        '<h2 id="a">Water <b>&amp; air</b></h2><h2>Not led to</h2>'
        '<tr role="row" class="band" id="goal-6"><th><a href="/6/">6. Water</a></th></tr>'
    ) + "".join(f'<h2 id="{name}">{name}</h2>' for name in "bcde")
    assert sections_of(page)[:3] == (
        ContentsSection("a", "Water &amp; air", is_group=False),
        ContentsSection("goal-6", "6. Water", is_group=True),
        ContentsSection("b", "b", is_group=False),
    )


@pytest.mark.parametrize("address", LONG)
def test_a_long_page_leads_to_each_of_its_sections_once(
    demo_site: Path, client: Client, address: str
) -> None:
    page = client.get(address).content.decode()
    nav = page.partition('<nav class="contents"')[2].partition("</nav>")[0]
    listed, ids = re.findall(r'href="#([^"]+)"', nav), re.findall(r' id="([^"]+)"', page)
    assert len(listed) > FEW
    assert [ids.count(one) for one in listed] == [1] * len(listed)
    assert listed == [one for one in ids if one in set(listed)]  # in the order of the page


def test_all_figures_lead_to_each_goal(demo_site: Path, client: Client) -> None:
    nav = client.get("/kommuner/gol/tall/").content.decode().partition('<nav class="contents"')[2]
    goals = re.findall(r'<li class="group"><a class="ds-link" href="#goal-(\d+)">', nav)
    assert goals == [str(number) for number in range(1, 18)]


def test_the_list_opens_as_the_other_closed_boxes_of_a_page_do(demo_site: Path, client: Client) -> None:
    page = client.get("/kommuner/gol/").content.decode()
    listed, _end, rest = page.partition('<nav class="contents"')[2].partition("</nav>")
    assert '<details class="ds-details">' in listed
    assert '<details class="ds-details">' in rest
