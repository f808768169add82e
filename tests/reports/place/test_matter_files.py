"""A matter as files for the case system: Word with the four headings, and the decision as PDF."""

from io import BytesIO

import docx
import pytest
from django.test import Client
from django.utils import translation

from loftet.decisions.models import Matter, MatterState, Outcome
from loftet.documents.blocks import Paragraph
from loftet.report_content.matter import decision_report
from tests.decisions.conftest import House, house, written  # noqa: F401 - a fixture
from tests.people.partnership import browser_of

PARTS = {
    "facts": "Fakta.",
    "assessment": "Vurdert.",
    "economy": "Ingen.",
    "proposal": "1. Gol deltek.\n2. Følg opp.",
    "restricted": "Løynd.",
    "legal_basis": "offl-14",
}


@pytest.fixture
def matter(house: House) -> Matter:  # noqa: F811 - the fixture
    one = written(house)
    Matter.objects.filter(pk=one.pk).update(**PARTS)
    one.refresh_from_db()
    return one


def test_a_matter_is_word_with_its_four_headings_and_nothing_withheld(house: House, matter: Matter) -> None:  # noqa: F811
    answer = browser_of(house.editor).get(f"/saker/{matter.pk}.docx")
    read = docx.Document(BytesIO(answer.content))
    headings = [one.text for one in read.paragraphs if one.style and one.style.name == "Heading 1"]
    assert headings == ["Saksopplysingar", "Vurdering", "Økonomiske konsekvensar", "Framlegg til vedtak"]
    assert "Løynd." not in "".join(one.text for one in read.paragraphs)
    assert Client().get(f"/saker/{matter.pk}.docx").status_code == 302  # a draft is not for all
    assert browser_of(house.neighbour).get(f"/saker/{matter.pk}.docx").status_code == 404  # nor known of


def test_a_decision_is_pdf_once_there_is_one(house: House, matter: Matter) -> None:  # noqa: F811
    browser, address = browser_of(house.editor), f"/saker/{matter.pk}/vedtak.pdf"
    assert browser.get(address).status_code == 404
    matter.treatments.create(
        kind="decision",
        body=house.council,
        day="2026-11-20",
        outcome=Outcome.ADOPTED,
        wording="Gol deltek.",
        unanimous=True,
        recorded=matter.created,
        recorded_by=house.editor,
        acting_for="Gol kommune",
    )
    assert browser.get(address).content.startswith(b"%PDF")
    with translation.override("nn"):
        report = decision_report(matter, "")
    assert report is not None
    assert report.sections[0].blocks[0] == Paragraph("Vedteke i samsvar med innstillinga. Samrøystes.")
    page = browser.get(f"/saker/{matter.pk}/").content.decode()
    assert all(
        word in page
        for word in (address, f"/saker/{matter.pk}.docx", "<ol><li>Gol deltek.</li><li>Følg opp.</li></ol>")
    )
    Matter.objects.filter(pk=matter.pk).update(state=MatterState.PUBLIC, published=matter.created)
    assert address not in Client().get(f"/saker/{matter.pk}/").content.decode()  # citizens read the page
