"""Documents of procurements: Word and PDF in both forms, all of them at once, and the texts of the notice."""

import re
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import docx
import pytest
from django.urls import reverse
from django.utils import translation
from docx.text.paragraph import Paragraph

from loftet.log.models import Entry
from loftet.meetings.example import announced_event
from loftet.meetings.models import Event
from loftet.people.models import User
from loftet.people.permissions import Actor
from loftet.procurement.actions import (
    add_share,
    change_procurement,
    set_criteria,
)
from loftet.procurement.criteria import read_criteria
from loftet.procurement.models import Procurement
from loftet.procurement_documents.kinds import KEYS, KINDS, kind_of
from loftet.procurement_documents.notice import texts_of
from tests.people.partnership import World, browser_of


def _is_heading(paragraph: Paragraph) -> bool:
    return paragraph.style is not None and paragraph.style.name == "Heading 1"


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


@pytest.mark.usefixtures("english")
@pytest.mark.parametrize("organiser", ["gol", "council"])
def test_the_information_log_of_a_dialogue_is_among_the_documents_also_where_the_council_led_it(
    procurement: Procurement, world: World, writer: Actor, organiser: str
) -> None:
    event = announced_event(writer, world.gol)
    Event.objects.update(organisation=getattr(world, organiser))
    Procurement.objects.filter(pk=procurement.pk).update(need=event.needs.get())
    address = reverse("procurement_documents", args=[procurement.pk])
    for number in (1, 0):
        answer = browser_of(writer.person, language="nn").post(address, {"case_number": "26/12"})
        with ZipFile(BytesIO(answer.content)) as whole:
            logs = [one for one in whole.namelist() if "Informasjonslogg" in one]
            files = [BytesIO(whole.read(one)) for one in logs]
        texts = [part.text for one in files for part in docx.Document(one).paragraphs]
        assert len(logs) == number
        assert any(event.title in one for one in texts) == bool(number)
        assert sum(one.startswith("kunngjord: ") for one in texts) == number
        entry = Entry.objects.get(action="event.handed_out")
        assert entry.acting_for == world.gol.name
        Event.objects.update(kind="gathering")


def test_an_invitation_still_names_the_meeting_that_has_been(
    procurement: Procurement, world: World, writer: Actor
) -> None:
    event = announced_event(writer, world.gol)
    Procurement.objects.filter(pk=procurement.pk).update(need=event.needs.get())
    address = reverse("procurement_document", args=[procurement.pk, "invitasjon", "docx"])
    for ago in (timedelta(), timedelta(days=400)):  # to come, and held
        Event.objects.update(day=event.day - ago, closes=event.closes - ago)
        answer = browser_of(writer.person).get(address, {"lang": "nn"})
        said = "\n".join(one.text for one in docx.Document(BytesIO(answer.content)).paragraphs)
        assert event.title in said
        assert "Skriv her: dag, stad og påmelding." not in said
