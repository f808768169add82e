"""Pages of procurements: the rules, one page for a small one, documents, contracts, the calculator."""

import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from django.urls import reverse
from django.utils import timezone, translation
from docx.text.paragraph import Paragraph
from pytest_django import DjangoAssertNumQueries

from loftet.agreements.models import Agreement
from loftet.core.reading import answer
from loftet.core.registry import Task
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.procurement.actions import add_share, change_procurement, set_criteria, start_procurement
from loftet.procurement.check import alike, demands_of
from loftet.procurement.contracts.actions import (
    add_promise,
    answer_promise,
    change_contract,
    sign_contract,
)
from loftet.procurement.criteria import read_criteria
from loftet.procurement.documents.kinds import KEYS, KINDS, kind_of
from loftet.procurement.documents.notice import texts_of
from loftet.procurement.models import Contract, Procurement
from loftet.procurement.rules import inside
from loftet.procurement.steps import path_of
from loftet.procurement.tasks import contract_tasks
from tests.needs.conftest import People
from tests.people.partnership import World, acting_as, browser_of
from tests.procurement.conftest import announced, facts, in_days, terms

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


def _is_heading(paragraph: Paragraph) -> bool:
    return paragraph.style is not None and paragraph.style.name == "Heading 1"


def page_of(user: User | None, address: str, language: str = "nb") -> str:
    found = browser_of(user).get(address, {"lang": language}).content.decode()
    return found.replace("\xa0", " ").replace("\N{SOFT HYPHEN}", "")


def tasks_of(actor: Actor) -> list[Task]:
    return list(answer(contract_tasks(actor)))


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


@pytest.mark.parametrize("kind", KEYS)
def test_each_document_is_word_and_pdf_in_both_forms(
    procurement: Procurement, world: World, acting: Actor, buyer: User, kind: str
) -> None:
    add_share(procurement, {"organisation": world.al, "value": Decimal(1_200_000)}, actor=acting)
    texts = {"situation": "Bussen går tom.", "effect": "Ingen utslepp.", "specification": "Kjem i tide."}
    kept = change_procurement(procurement, texts | {"why": "Fleire kan levere."}, actor=acting)
    weights = read_criteria("Pris: 70\nKlima: 30 klima")
    set_criteria(kept, {"criteria": weights, "mode": "weighted", "climate_effect": "Lite"}, actor=acting)
    browser = browser_of(buyer)
    headings = {}
    for language in ("nb", "nn"):
        file = browser.get(
            reverse("procurement_document", args=[procurement.pk, kind, "docx"]), {"lang": language}
        )
        document = docx.Document(BytesIO(file.content))
        headings[language] = [one.text for one in document.paragraphs if _is_heading(one)]
        text = "\n".join(one.text for one in document.paragraphs).replace("\N{NARROW NO-BREAK SPACE}", " ")
        assert ("2 600 000" in text) != bool(kind_of(kind).lead)  # firms do not read the value
    assert len(headings["nb"]) == len(headings["nn"]) >= 3
    pdf = browser.get(reverse("procurement_document", args=[procurement.pk, kind, "pdf"]))
    assert pdf.content.startswith(b"%PDF")


def test_all_documents_are_taken_out_as_word_files_named_by_the_case(
    procurement: Procurement, buyer: User
) -> None:
    address = reverse("procurement_documents", args=[procurement.pk])
    browser = browser_of(buyer, language="nn")
    assert f'href="{address}"' in browser.get(procurement.get_absolute_url()).content.decode()
    assert "Skriv saksnummeret" in browser.post(address, {"case_number": ""}).content.decode()
    answer = browser.post(address, {"case_number": "26/12"})
    with ZipFile(BytesIO(answer.content)) as whole:
        names = whole.namelist()
        assert all(docx.Document(BytesIO(whole.read(name))).paragraphs for name in names)
    assert len(names) == len(set(names)) == len(KINDS)
    assert all(re.fullmatch(r"26-12 .+ \d{4}-\d\d-\d\d\.docx", name) for name in names)
    assert browser_of(None).get(address).status_code == 302


def test_a_document_that_is_not_there_is_not_found(procurement: Procurement, buyer: User) -> None:
    for kind, ending in (("budsjett", "docx"), ("strategi", "exe")):
        address = reverse("procurement_document", args=[procurement.pk, kind, ending])
        assert browser_of(buyer).get(address).status_code == 404


def test_the_texts_of_the_notice_say_how_long_they_may_be(
    procurement: Procurement, world: World, acting: Actor
) -> None:
    add_share(procurement, {"organisation": world.al, "value": 1}, actor=acting)
    kept = change_procurement(procurement, {"specification": "x" * 6_000}, actor=acting)
    with translation.override("nn"):
        found = texts_of(kept)
    by_key = {one.field.key: one for one in found}
    assert [one.text for one in found if one.field.key == "BT-500"] == [world.gol.name, world.al.name]
    assert (by_key["BT-21"].field.longest, by_key["BT-21"].over) == (400, 0)
    assert by_key["BT-262"].text == "60130000"
    assert by_key["BT-24"].field.mandatory == ("E1", "E2", "4")
    assert by_key["BT-300"].field.longest == 10_000


def test_a_contract_is_in_the_calendar_and_its_options_are_warned_of_nine_months_ahead(
    small: Procurement, acting: Actor, buyer: User
) -> None:
    out = announced(small, acting)
    told = terms(buyer, ends_on=in_days(260), options_until=in_days(600))
    contract = sign_contract(out, told, actor=acting)
    agreement = Agreement.objects.get()
    assert (agreement.title, agreement.supplier, agreement.last_day) == (out.title, "Buss AS", in_days(600))
    assert [one.address for one in tasks_of(acting)] == [contract.get_absolute_url()]
    later = change_contract(contract, {"ends_on": in_days(600), "options_until": None}, actor=acting)
    agreement.refresh_from_db()
    assert (agreement.ends_on, agreement.options_until) == (in_days(600), None)
    assert tasks_of(acting) == []
    add_promise(later, {"promise": "Første bil", "due": in_days(0)}, actor=acting)
    add_promise(later, {"promise": "Andre bil", "due": in_days(0)}, actor=acting)
    assert len(tasks_of(acting)) == 1  # of all promises one line
    assert tasks_of(acting_as(buyer, today=timezone.localdate() - timedelta(days=30))) == []


def test_the_contract_says_to_all_if_its_promises_hold_and_the_deviation_to_the_buyers(
    contract: Contract, acting: Actor, buyer: User, people: People
) -> None:
    told = {"promise": "Turar utan utslepp", "amount": Decimal(88), "unit": "%", "due": in_days(0)}
    row = add_promise(contract, told, actor=acting)
    missed = {"verdict": "broken", "delivered": Decimal(73), "deviation": "Tre bilar står att"}
    answer_promise(row, missed, actor=acting)
    address = contract.get_absolute_url()
    for user, sees in ((buyer, True), (people.firm, False), (None, False)):
        page = page_of(user, address)
        assert "Skuleskyss utan utslepp: 0 av 1 løfte som er fulgt opp, holder" in page
        assert ("73 %" in page, "Tre bilar" in page) == (True, sees)


def test_a_contract_is_open_contracting_data_with_its_promises(contract: Contract, acting: Actor) -> None:
    from loftet.procurement.ocds import CONTRACTS

    told = {"promise": "Turar utan utslepp", "due": in_days(0)}
    row = add_promise(contract, told, actor=acting)
    answer_promise(row, {"verdict": "broken", "deviation": "Løyndom"}, actor=acting)
    found = CONTRACTS.release(CONTRACTS.visible_to(acting).get()).as_json()
    assert found["tag"] == ["contract", "implementation"]
    assert found["contracts"][0]["implementation"]["milestones"][0]["status"] == "notMet"
    assert "Løyndom" not in str(found)
    assert "jonas" not in str(found)


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
