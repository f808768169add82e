"""Pages of procurements: the rules, one page for a small one, the list, the calculator."""

from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from loftet.contracts.models import Contract
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.procurement.actions import change_procurement, start_procurement
from loftet.procurement.check import alike, demands_of
from loftet.procurement.models import Procurement
from loftet.procurement.rules import inside
from loftet.procurement.steps import path_of
from tests.people.partnership import World, browser_of
from tests.procurement.conftest import announced, facts, in_days

NEW = "/organisasjoner/gol/anskaffelser/ny/"
TRIED = {
    "formula": "linear",
    "weight_price": "60",
    "weight_quality": "40",
    "weight_climate": "0",
    "price_A": "100",
    "quality_A": "6",
    "climate_A": "0",
    "price_B": "120",
    "quality_B": "8,4",
    "climate_B": "0",
}


def page_of(user: User | None, address: str, language: str = "nb") -> str:
    found = browser_of(user).get(address, {"lang": language}).content.decode()
    return found.replace("\xa0", " ").replace("\N{SOFT HYPHEN}", "")


def test_a_small_procurement_is_five_steps_on_one_page(buyer: User) -> None:
    day = timezone.localdate().isoformat()
    sent = {
        "title": "Skyss",
        "activity": "own",
        "kind": "services",
        "value": "300 000",
        "options": "0",
        "planned_on": day,
    }
    made = browser_of(buyer).post(NEW, sent)
    procurement = Procurement.objects.get()
    assert made.headers["Location"] == procurement.get_absolute_url()
    page = page_of(buyer, procurement.get_absolute_url(), "nn")
    assert "0 av 5 steg er avklarte" in page
    assert "Utanfor lova" in page
    assert "Inga plikt til å kunngjere" in page


def test_a_large_one_has_the_full_path_and_says_what_it_depends_on(
    procurement: Procurement, buyer: User, acting: Actor
) -> None:
    page = page_of(buyer, procurement.get_absolute_url())
    assert "0 av 10 steg er avklart" in page
    assert "Forskriftens del II" in page
    assert "Om klimavalget holder: <strong>kommer an på …</strong> klimavalget." in page
    assert "om det er en rammeavtale" in page
    assert page.count("ikke lest i selve loven") == 1
    change_procurement(procurement, {"framework": False}, actor=acting)
    page = page_of(buyer, procurement.get_absolute_url())
    assert "om det er en rammeavtale" not in page


def test_the_same_kind_within_twelve_months_is_pointed_out_with_the_sum(
    world: World, small: Procurement, acting: Actor, buyer: User
) -> None:
    today, mine = acting.today, inside(acting.permissions)
    assert alike(small, demands_of(small, today), today, mine) is None
    written = facts(value=250_000, title="Skyss til symjing", planned_on=in_days(-400))
    swimming = start_procurement(world.gol, written, actor=acting)
    announced(change_procurement(swimming, {"framework": False}, actor=acting), acting)  # another day
    after = facts(value=200_000, title="Eit anna år", planned_on=in_days(300))
    start_procurement(world.gol, after, actor=acting)
    before = facts(value=100_000, title="Skyss til skulen", planned_on=in_days(-300))
    start_procurement(world.gol, before, actor=acting)
    start_procurement(world.gol, facts(planned_on=in_days(400)), actor=acting)  # more than a year away
    start_procurement(world.gol, facts(cpv="45000000"), actor=acting)
    found = alike(small, demands_of(small, today), today, mine)
    assert found is not None
    assert [one.title for one in found.others] == ["Eit anna år", "Skyss til symjing"]
    assert (found.total, found.scope) == (Decimal(750_000), "part1")
    page = page_of(buyer, small.get_absolute_url())
    assert "Til sammen 750 000 kr." in page
    assert "Som ett innkjøp: Forskriftens del I" in page


def test_the_calculator_says_if_the_winner_changes_and_keeps_nothing() -> None:
    browser = browser_of(None)
    firm = browser.post("/anskaffelser/evaluering/?lang=nb", TRIED | {"quality_B": "7"}).content.decode()
    assert "A vinner, også om en vekt flyttes fem poeng." in firm
    proportional = TRIED | {"formula": "proportional"}
    shaky = browser.post("/anskaffelser/evaluering/?lang=nb", proportional).content.decode()
    assert "A vinner, men det endrer seg" in shaky
    assert "Fem poeng fra pris til kvalitet: B vinner." in shaky
    for wrong, said in (
        ({"weight_price": "61"}, "Vektene blir 101 til sammen"),
        ({"price_B": ""}, "minst to tilbud"),
        ({"quality_A": "11"}, "10"),
        ({"price_A": "-5"}, "1"),
    ):
        answered = browser.post("/anskaffelser/evaluering/?lang=nb", TRIED | wrong)
        assert (answered.status_code, said in answered.content.decode()) == (422, True), wrong


def test_the_calculator_tells_all_faults_at_the_top_with_tender_and_column() -> None:
    sent = TRIED | {"weight_price": "61", "price_A": "-5", "quality_B": "11"}
    page = browser_of(None).post("/anskaffelser/evaluering/?lang=nb", sent).content.decode()
    top = page[page.index("ds-error-summary") : page.index("<form", page.index("ds-error-summary"))]
    assert 'href="#id_price_A">«A: Pris' in top
    assert 'href="#id_quality_B">«B: Kvalitet' in top
    assert 'href="#id_weight_price"' in top


def test_a_list_of_many_takes_as_many_questions_as_of_one(
    procurement: Procurement,
    buyer: User,
    acting: Actor,
    django_assert_max_num_queries: DjangoAssertNumQueries,
) -> None:
    about = {"lead": procurement.lead, "written": acting.now, "written_by": acting.person}
    Procurement.objects.bulk_create(
        Procurement(**about, **facts(title=f"Skyss {number}")) for number in range(300)
    )
    browser = browser_of(buyer)
    browser.get("/min-side/")
    with django_assert_max_num_queries(16):
        page = browser.get("/anskaffelser/?lang=nb").content.decode()
    assert "301 anskaffelser." in page
    with django_assert_max_num_queries(30):
        browser.get(procurement.get_absolute_url())
    with ZipFile(BytesIO(browser.get("/anskaffelser/?format=xlsx").content)) as book:
        assert "xl/workbook.xml" in book.namelist()


def test_a_signed_contract_shows_that_a_tender_was_chosen(contract: Contract) -> None:
    before = {one.step.key: one.day for one in path_of(contract.procurement, is_small=True)}
    assert (before["choose"], before["follow"]) == (contract.signed_on, None)


def test_the_list_says_what_a_value_and_a_day_are(
    contract: Contract, procurement: Procurement, buyer: User
) -> None:
    page = page_of(buyer, "/anskaffelser/")
    signed, planned = page.partition("290 000 kr")[2], page.partition("1 400 000 kr")[2]
    assert signed.lstrip().startswith('<span class="note">i kontrakten</span>')
    assert planned.lstrip().startswith('<span class="note">anslått</span>')
    assert page.count('<span class="note">planlagt</span>') == 1
    shown = page_of(buyer, contract.procurement.get_absolute_url())
    assert "290 000 kr i kontrakten" in shown
    assert "Anslaget var 300 000 kr." in shown
    header = browser_of(buyer).get("/anskaffelser/?format=csv").content.decode().splitlines()[0]
    assert {"value_is", "planned_on"} <= set(header.split(";"))
