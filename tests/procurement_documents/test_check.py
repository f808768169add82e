"""The check of the rules on paper: with facts, sources and whom to ask, on one page."""

from decimal import Decimal
from io import BytesIO

import docx
import pytest
from django.urls import reverse
from pypdf import PdfReader

from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.procurement.actions import (
    change_procurement,
    set_criteria,
    start_procurement,
)
from loftet.procurement.criteria import read_criteria
from loftet.procurement.models import Procurement
from tests.people.partnership import World, browser_of
from tests.procurement.conftest import facts


@pytest.fixture
def water(world: World, acting: Actor) -> Procurement:
    """Return a purchase for drinking water, above the national threshold and below that of utilities."""
    return start_procurement(world.gol, facts(activity="water", title="Tette lekkasjar"), actor=acting)


def test_the_check_is_printed_with_facts_sources_and_whom_to_ask(water: Procurement, buyer: User) -> None:
    address = reverse("procurement_document", args=[water.pk, "sjekk", "docx"])
    file = browser_of(buyer).get(address, {"lang": "nn"})
    document = docx.Document(BytesIO(file.content))
    cells = [cell.text for table in document.tables for cell in table._cells]
    assert {"Drikkevatn", "Primærkjelde", "ja", "nei"} <= set(cells)
    said = "\n".join(one.text for one in document.paragraphs)
    assert "Det gjeld drikkevatn" in said
    assert buyer.email in said
    assert "Skriv protokoll etter forsyningsforskrifta § 7-1" in cells
    assert "lovleg" not in (said + " ".join(cells)).lower()


def test_the_check_of_a_large_joint_purchase_is_one_page(
    water: Procurement, world: World, buyer: User, acting: Actor
) -> None:
    water.shares.create(organisation=world.al, value=Decimal(100_000))
    more = {"framework": True, "months": 48, "apprentices": True, "max_value": Decimal(12_000_000)}
    large = change_procurement(water, {**more, "value": Decimal(9_000_000)}, actor=acting)
    weights = read_criteria("Pris: 70\nKlima: 30 klima")
    set_criteria(large, {"criteria": weights, "mode": "weighted"}, actor=acting)
    address = reverse("procurement_document", args=[water.pk, "sjekk", "pdf"])
    file = browser_of(buyer).get(address, {"lang": "nn"})
    content = b"".join(file) if file.streaming else file.content
    pages = PdfReader(BytesIO(content)).pages
    assert "ærling" in pages[0].extract_text()  # all demands are on it
    assert len(pages) == 1


def test_nobody_outside_prints_the_check(water: Procurement) -> None:
    address = reverse("procurement_document", args=[water.pk, "sjekk", "docx"])
    assert browser_of(None).get(address).status_code in (302, 403, 404)
