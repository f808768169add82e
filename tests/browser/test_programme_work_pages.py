"""Competence, hours, calendar, year and measures in a browser: barriers, widths, and hours by keyboard."""

from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from itertools import product

import pytest
from django.utils import timezone
from playwright.sync_api import Browser

from loftet.people.models import RoleKind
from loftet.programme.actions.calendar import DayPlan, cancel_day, set_day
from loftet.programme.actions.competence import Ability, add_competence
from loftet.programme.actions.hours import Spent, plan_hours, write_hours
from loftet.programme.actions.measures import Stated, Told, state_baseline, tell_reading
from loftet.programme.models import CompetenceKind, EntryKind, HoursSpent
from tests.browser.test_programme_pages import (
    KULL,
    RUN_AXE,
    SMALL,
    WAYS,
    emptied_log,  # noqa: F401 - a fixture
    signed_in,
)
from tests.programme.conftest import Programme, both_joined, clerk, small_programme

pytestmark = pytest.mark.browser
PAGES = {
    "competence": ("director", f"{KULL}kompetanse/"),
    "own_competence": ("director", "/organisasjoner/gol/kompetanse/"),
    "cohort_hours": ("facilitator", f"{KULL}timer/"),
    "hours": ("director", f"{KULL}deltakere/gol/timer/"),
    "calendar": ("facilitator", f"{KULL}kalender/"),
    "set_day": ("facilitator", f"{KULL}kalender/ny/"),
    "year": ("director", f"{KULL}arshjul/"),
    "measures": ("facilitator", f"{KULL}maling/"),
    "baseline": ("facilitator", f"{KULL}maling/needs/start/"),
    "reading": ("facilitator", f"{KULL}maling/needs/na/"),
}


@pytest.fixture
def at_work(site: str, emptied_log: None) -> Programme:  # noqa: F811
    """Give a cohort whose municipalities have written all that these pages show."""
    programme = small_programme()
    both_joined(programme)
    house, today = programme.house, timezone.localdate()
    director, runner = clerk(house.director), clerk(house.facilitator)
    buys = Ability(CompetenceKind.PROCUREMENT, None, "innkjøpsleiar", "Rammeavtalar", can_be_lent=True)
    add_competence(house.world.gol, buys, clerk=director)
    plan_hours(programme.gol, RoleKind.PROCUREMENT_OFFICER, today.year, Decimal(40), 0, clerk=director)
    write_hours(programme.gol, Spent(RoleKind.EDITOR, today, Decimal("1.5"), "Samling"), clerk=director)
    plan = DayPlan(
        EntryKind.GATHERING, "Samling på Gol", today + timedelta(9), time(9), time(15), "Kulturhuset"
    )
    set_day(programme.cohort, plan, clerk=runner)
    off = set_day(programme.cohort, replace(plan, title="Rettleiing", kind=EntryKind.GUIDANCE), clerk=runner)
    cancel_day(off, 1, clerk=runner)
    stated = Stated(None, programme.cohort.begins, "Ingen har talt før.", Decimal(10), date(2027, 12, 31))
    state_baseline(programme.cohort, "needs", stated, 0, clerk=runner)
    tell_reading(programme.cohort, "needs", Told(Decimal(4), today, "Regionrådet"), clerk=runner)
    return programme


def test_there_is_no_barrier(browser: Browser, site: str, axe: str, at_work: Programme) -> None:
    found = {}
    for (name, (who, address)), (language, scheme, width) in product(PAGES.items(), WAYS):
        # The site's policy forbids scripts that are not its own; only for axe it is set aside.
        context = signed_in(
            browser,
            site,
            getattr(at_work.house, who),
            viewport={"width": width, "height": 900},
            color_scheme=scheme,
            bypass_csp=True,
        )
        page = context.new_page()
        answer = page.goto(f"{site}{address}?lang={language}")
        assert answer is not None
        assert answer.status == 200, address
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true })")
        page.evaluate(axe)
        found[name, language, width] = (
            page.evaluate(RUN_AXE),
            page.evaluate("document.documentElement.scrollWidth"),
            page.locator(
                "main button, main input:not([type=hidden]):not([type=checkbox]), main summary, main select"
            ).evaluate_all(SMALL),
        )
        context.close()
    assert {way: said for way, said in found.items() if said != ([], way[2], [])} == {}
    assert len(found) == len(PAGES) * len(WAYS)


def test_hours_are_written_on_a_phone_without_scripts_by_the_keyboard(
    browser: Browser, site: str, at_work: Programme
) -> None:
    context = signed_in(
        browser,
        site,
        at_work.house.editor,
        java_script_enabled=False,
        viewport={"width": 390, "height": 800},
    )
    page = context.new_page()
    page.goto(f"{site}{KULL}deltakere/gol/timer/?lang=nn")
    page.get_by_label("Timar", exact=True).fill("0,5")
    page.get_by_role("button", name="Lagre timane").press("Enter")
    assert page.get_by_role("status").inner_text() == "0,5 timar er lagra, som redaktør."
    context.close()
    row = HoursSpent.objects.get(role=RoleKind.EDITOR, hours=Decimal("0.5"))
    assert (row.day, row.note) == (timezone.localdate(), "")
